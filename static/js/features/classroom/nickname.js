/**
 * What a seat is called: invented, so that nobody has to give a name.
 *
 * @typedef {{colour?: string|null, animal?: string|null, text?: string|null}} Nickname
 */

/** @param {import("../../data/messages.js").Messages} messages @param {Nickname|null} nickname null: the seat has none */
export function nicknameInWords({ t }, nickname) {
  if (!nickname) return "";
  const { colour, animal, text } = nickname;
  if (text) return text;
  return t("classroom.nickname", { colour: t(`classroom.colour.${colour}`), animal: t(`classroom.animal.${animal}`) });
}
