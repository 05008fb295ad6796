/**
 * The switches of a room: pause, freeze, lock, black. What was asked for last counts until the room has told what it knows since:
 * who presses twice before it answers is back where they were.
 *
 * @typedef {"paused"|"frozen"|"locked"|"black"} Switch
 */

/**
 * @typedef {Pick<import("../../features/classroom/room.state.js").RoomState, "room">} State
 * @param {{get: () => State, subscribe: (listener: (state: State, before: State) => void) => unknown}} store
 * @param {(wanted: Partial<Record<Switch, boolean>>) => Promise<unknown>} run asks the room
 * @returns {(name: Switch) => Promise<void>} turns a switch; settled once the room has it
 */
export function createSwitches({ get, subscribe }, run) {
  /** @type {Map<Switch, {isOn: boolean, isAnswered: boolean}>} */
  const asked = new Map();
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();

  subscribe((state, before) => {
    if (state.room === before.room) return;
    for (const [name, { isAnswered }] of asked) if (isAnswered) asked.delete(name);
  });

  return async (name) => {
    const own = { isOn: !(asked.get(name)?.isOn ?? get().room?.[name] === true), isAnswered: false };
    asked.set(name, own);
    const answer = last.then(() => run({ [name]: own.isOn })); // one after the other: a later one could arrive first
    last = answer.catch(() => {});
    try {
      await answer;
      own.isAnswered = true;
    } catch (error) {
      if (asked.get(name) === own) asked.delete(name);
      throw error;
    }
  };
}
