/** What the server tells of a training as it happens. A connection that is lost goes on with the event after the last one. */

const EVENTS = Object.freeze(["checkpoint", "status", "queue"]);

/**
 * @param {Pick<Window & typeof globalThis, "EventSource">} window
 * @param {(address: string) => string} at where an address of the server's lies
 * @returns {import("./asking.js").Listen}
 */
export function listening({ EventSource }, at) {
  return (id, hear) => {
    const source = new EventSource(at(`/api/v1/trainings/${id}/events`));
    for (const name of EVENTS)
      source.addEventListener(name, (event) =>
        hear(name, JSON.parse(event.data), Number.parseInt(event.lastEventId, 10)),
      );
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) hear("lost", null, 0);
    });
    return source;
  };
}
