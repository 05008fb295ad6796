"""Tests and pages that are late on purpose, so that what is only quick enough shows itself.

``TEST_SLOW=0.3 ./test tests/browser`` has each word to the browser wait up to 0.3 seconds, also that by which
a route answers, while the page goes on. ``TEST_FRAMES=5 ./test tests/browser`` has a page draw five frames in
a second, while the test goes on. `tests.browser.late` does the same to answers.
"""

import asyncio
import os
from random import Random
from typing import Any

import pytest
from playwright._impl._sync_base import SyncBase
from playwright.sync_api import BrowserContext

SLOW, FRAMES = "TEST_SLOW", "TEST_FRAMES"
FEW_FRAMES = """(pause) => {
  const request = requestAnimationFrame.bind(window);
  let [due, isPlanned, last] = [new Map(), false, 0];
  const draw = (now) => {
    const calls = [...due.values()];
    [due, isPlanned] = [new Map(), false];
    for (const call of calls) try { call(now); } catch (error) { reportError(error); }
  };
  window.requestAnimationFrame = (call) => {
    due.set(last += 1, call);
    if (!isPlanned) setTimeout(() => request(draw), pause);
    isPlanned = true;
    return last;
  };
  window.cancelAnimationFrame = (id) => { due.delete(id); };
}"""
"""What is to be drawn is drawn together, in the order in which it was asked for, after a pause in ms."""


def slow_hands(patch: pytest.MonkeyPatch) -> None:
    """Have each call of Playwright wait, if the environment says so."""
    if SLOW not in os.environ:
        return
    longest, random = float(os.environ[SLOW]), Random()  # noqa: S311  # nothing is kept secret by it
    at_once = SyncBase._sync

    def late(self: SyncBase, awaitable: Any) -> Any:
        at_once(self, asyncio.sleep(random.uniform(0, longest)))
        return at_once(self, awaitable)

    patch.setattr(SyncBase, "_sync", late)


def few_frames(context: BrowserContext) -> BrowserContext:
    """Have the pages of a context draw seldom, if the environment says so; return it."""
    if FRAMES in os.environ:
        context.add_init_script(f"({FEW_FRAMES})({1000 / float(os.environ[FRAMES])})")
    return context
