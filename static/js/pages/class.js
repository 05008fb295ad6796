/** The page that opens rooms. */

import { readMessages } from "../data/messages.js";
import { outsideOf } from "../data/outside.js";
import { openRoom } from "../features/classroom/desk_requests.js";
import { domOf } from "../view/base/dom.js";
import { keepPass, keptPasses } from "./desk/passes.js";

const messages = readMessages(document);
const outside = outsideOf(window);
const { t, language } = messages;

/** @param {string} id */
const place = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const { html } = domOf(place("open"));
const deskOf = (/** @type {string} */ code) => outside.at(`${language === "zh" ? "/zh" : ""}/desk/${code}`);

/** The lesson that is chosen, or none. @param {string} address of its file */
const lessonAt = async (address) => (address ? (await outside.fetch(address)).json() : undefined);

place("open").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = /** @type {HTMLButtonElement} */ (place("open-button"));
  const lesson = /** @type {HTMLSelectElement} */ (place("lesson"));
  button.disabled = true;
  button.textContent = t("class.opening");
  try {
    const pass = await openRoom(outside.fetch, { language, state: "/join", lesson: await lessonAt(lesson.value) });
    keepPass(outside.storage, { code: pass.code, key: pass.key });
    location.assign(deskOf(pass.code));
  } catch (error) {
    const { problem } = /** @type {{problem?: import("../data/types.js").Problem}} */ (error);
    place("refused").textContent = t("class.refused", {
      why: problem?.status ? problem.detail : t("class.unreachable"),
    });
    place("refused").hidden = false;
    button.disabled = false;
    button.textContent = t("class.open");
  }
});

const passes = keptPasses(outside.storage);
place("mine").hidden = passes.length === 0;
place("mine-list").replaceChildren(
  ...passes.map(({ code }) => html("li", {}, html("a", { href: deskOf(code) }, t("class.mine.desk", { code })))),
);

place("join").addEventListener("submit", (event) => {
  event.preventDefault();
  const code = /** @type {HTMLInputElement} */ (place("join-code")).value.trim().toUpperCase();
  location.assign(outside.at(`/${code}`));
});
