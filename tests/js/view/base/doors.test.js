import assert from "node:assert/strict";
import { test } from "node:test";
import { createMessages } from "../../../../static/js/data/messages.js";
import { createDoors } from "../../../../static/js/view/base/doors.js";

const ADDRESSES = {
  charts: { style: "/charts.css", words: "/words/charts" },
  ends: { style: "/ends.css", words: null },
};

/** A page and a server, of which each part fails while it is in `away`. */
function setting() {
  const away = new Set();
  /** @type {string[]} */
  const asked = [];
  const document = /** @type {Document} */ (
    /** @type {unknown} */ ({
      createElement: () => ({ remove: () => asked.push("removed") }),
      head: {
        append(/** @type {any} */ link) {
          asked.push(link.href);
          queueMicrotask(away.has("style") ? link.onerror : link.onload);
        },
      },
    })
  );
  const send = /** @type {typeof fetch} */ (
    async (/** @type {any} */ url) => {
      asked.push(url);
      if (away.has("words")) return new Response("", { status: 503 });
      return Response.json({ "lab.charts.label": "Charts" });
    }
  );
  const messages = createMessages({}, "en");
  const load = async () => {
    asked.push("code");
    if (away.has("code")) throw new TypeError("no module");
    return { mount: 1 };
  };
  const door = createDoors({ document, messages, addresses: ADDRESSES, send });
  return { away, asked, messages, open: door("charts", load), ends: door("ends", load) };
}

test("a door is there when its code, its style and its words are, and each is asked for once", async () => {
  const { asked, messages, open } = setting();
  assert.deepEqual(asked, []);
  const [first, second] = await Promise.all([open(), open()]);
  assert.deepEqual([first, second], [{ mount: 1 }, { mount: 1 }]);
  assert.deepEqual(asked.toSorted(), ["/charts.css", "/words/charts", "code"]);
  assert.equal(messages.t("lab.charts.label"), "Charts");
});

test("words that the page brought are not asked for", async () => {
  const { asked, ends } = setting();
  assert.deepEqual(await ends(), { mount: 1 });
  assert.deepEqual(asked.toSorted(), ["/ends.css", "code"]);
});

for (const part of ["code", "style", "words"])
  test(`where the ${part} cannot be fetched the door stays shut, and the next wish asks for that alone`, async () => {
    const { away, asked, open } = setting();
    away.add(part);
    await assert.rejects(open());
    away.clear();
    asked.length = 0;
    assert.deepEqual(await open(), { mount: 1 });
    assert.deepEqual(asked, [{ code: "code", style: "/charts.css", words: "/words/charts" }[part]]);
  });
