"""Reads the Lab's drawing as a ruler would: from the geometry of its shapes."""

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.numerals import read

PHASES = ("signals", "forget", "write", "merge", "output_valve", "output")
PIPES = {
    "old": ("C_prev", 0),
    "kept": ("kept", 1),
    "candidate": ("g", 0),
    "added": ("added", 2),
    "memory": ("C", 3),
    "branch": ("C", 3),
    "squeezed": ("tanh_C", 5),
    "out": ("h", 5),
}
VALVES = {"forget": ("f", 0), "write": ("i", 0), "output": ("o", 4)}

READ_DRAWING = """() => {
  const number = (element, name) => Number(element.getAttribute(name));
  const marks = [...document.querySelectorAll('.lane-mark')];
  const water = [...document.querySelectorAll('.water .lane')].map((path, index) => {
    const style = getComputedStyle(path);
    return {pipe: path.dataset.pipe, unit: Number(path.dataset.unit), width: number(path, 'stroke-width'),
            mark: marks[index].textContent, value: number(path, 'data-value'),
            full: number(path, 'data-full'), hue: style.stroke, shown: style.strokeDashoffset === '0px'};
  });
  const valves = [...document.querySelectorAll('.valve')].flatMap((valve) =>
    [...valve.querySelectorAll('.lane-blade')].map((lane) => {
      const [near, far] = [...lane.querySelectorAll('.blade')].map((blade) => ['x', 'y', 'width', 'height']
        .map((name) => number(blade, name)));
      const along = near[0] === far[0] ? 1 : 0;
      const [first, second] = near[along] < far[along] ? [near, far] : [far, near];
      return {valve: valve.dataset.valve, unit: Number(lane.dataset.unit),
              set: !valve.classList.contains('unset'),
              gap: second[along] - first[along] - first[along + 2],
              slot: second[along] + second[along + 2] - first[along],
              says: valve.querySelector(`.gauge[data-unit='${lane.dataset.unit}']`).textContent};
    }));
  const ghosts = [...document.querySelectorAll('.water .ghost[data-value]')].map((path) =>
    ({pipe: path.dataset.pipe, unit: Number(path.dataset.unit), width: number(path, 'stroke-width')}));
  const columns = [...document.querySelectorAll('.column')].map((bar) => ({unit: Number(bar.dataset.unit),
    length: number(bar, 'height'), top: number(bar, 'y'), hue: getComputedStyle(bar).fill}));
  const line = document.querySelector('.tank-zero');
  return {water, valves, ghosts, columns, zero: line && number(line, 'y1'),
          scale: document.querySelector('.legend-scale').textContent,
          ends: [...document.querySelectorAll('.end')].map((text) =>
            ({end: text.dataset.end, unit: Number(text.dataset.unit), says: text.textContent})),
          step: Number(document.querySelector('.pipes').dataset.step),
          phase: document.querySelector('.pipes').dataset.phase};
}"""

# What has just been changed is drawn in the next frame, what stands around it one later. To look at every
# frame is quicker than `expect`, which asks ten times a second.
SETTLED = """() => new Promise((done, fail) => {
  const begun = performance.now();
  const picture = () => document.querySelector('svg.pipes');
  const missing = () => [
    ['picture', !picture()?.checkVisibility({visibilityProperty: true})],
    ['answer', document.getElementById('lab')?.dataset.waiting !== 'false'],
    ['strip', document.querySelector('#strip:not(:has(.strip-cursor, button))')],
    ['values', picture()?.matches(':not(.row, :has(.values))')],
    ['layout', document.querySelector('.drawing[data-late]')],
    ['timeline', document.querySelector('canvas[data-late]')],
    ['part below it', document.querySelector('.stage-foot .part-says:not(:empty, :has(button))')],
    ['gradient', document.querySelector(
      '#lab:has(#backward [aria-pressed=true]):not(:has(svg.pipes[data-backward]))')],
    ['end of a motion', document.querySelector('.drawing[data-moving]')],
    ['end of an animation', document.getAnimations().some(({playState}) => playState === 'running')],
  ].filter(([_, isMissing]) => isMissing).map(([name]) => name);
  let frames = 0;
  const look = () => {
    frames += 1;
    const names = missing();
    if (frames > 1 && !names.length) done();
    else if (performance.now() - begun > 40000) fail(new Error(`after 40 s still no ${names.join(', no ')}`));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""


# An address that is the present one already would change nothing: what is not written in it would stay.
# So the way leads over a strange one.
LEAVE = """() => new Promise((done) => {
  if (!document.getElementById('lab')) return done();
  for (const card of document.querySelectorAll('details.disclosure[open]')) card.open = false;
  document.querySelector('[aria-controls=shape][aria-expanded=true]')?.click();
  document.activeElement?.blur();
  scrollTo(0, 0);
  addEventListener('hashchange', () => done(), {once: true});
  location.hash = 'left';
})"""


@dataclass(frozen=True)
class Lab:
    """The Lab in a page, on the server at `base_url`."""

    page: Page

    @classmethod
    def standing_in(cls, page: Page) -> "Lab":
        """Return the Lab in a page where it may be open already, at an address where no test has been."""
        page.mouse.move(0, 0)
        page.evaluate(LEAVE)
        return cls(page)

    def open(self, place: str, language: str = "en") -> None:
        """Go to the Lab at an address fragment and wait for its picture."""
        self.page.goto(("/zh" if language == "zh" else "") + f"/lab#{place}")
        self.settle()

    def settle(self) -> None:
        """Wait until the last question is answered and drawn, and nothing is in transition."""
        self.page.evaluate(SETTLED)

    def reload(self) -> None:
        """Reload the page when the address holds all that was done: it is written four times a second.

        The page's own clock is waited for, which a busy machine may hold up.
        """
        self.page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
        self.page.reload()
        self.settle()

    def drawing(self) -> dict[str, Any]:
        """Return what is drawn now."""
        drawing: dict[str, Any] = self.page.evaluate(READ_DRAWING)
        return drawing

    def trace(self, model: str, pins: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        """Return the API's trace of a model's first example: its arrays by name."""
        preset = self.page.request.get(f"/api/v1/presets/{model}").json()
        example = preset["examples"][0]
        body = {"model": {"preset": model}, "inputs": example["inputs"], "pins": pins or [], "digits": None}
        body["fields"] = ["C0", "C_prev", "f", "i", "g", "o", "kept", "added", "C", "tanh_C", "h"]
        answer = self.page.request.post("/api/v1/traces", data=body)
        assert answer.ok, answer.text()
        trace: dict[str, Any] = answer.json()["layers"][0]["trace"]
        return trace

    def memory(self) -> list[float]:
        """Return what the drawing says of the memory that leaves the unit, lane by lane."""
        ends = self.drawing()["ends"]
        return [read(end["says"]) for end in ends if end["end"] == "new"]

    def answer(self, model: str, step: int = -1, **body: object) -> Any:
        """Return the memory after a step, as the API answers, as exact as the drawing writes it."""
        question = {"model": {"preset": model}, "digits": None, "fields": ["C"], **body}
        reply = self.page.request.post("/api/v1/traces", data=question)
        assert reply.ok, reply.text()
        return pytest.approx(reply.json()["layers"][0]["trace"]["C"][step], abs=0.005 + 1e-9)

    def cell(self, step: int, name: str) -> Locator:
        """Return a cell of the input table."""
        return self.page.get_by_label(f"step {step}, {name}", exact=True)

    def gauge(self, valve: str, lane: int) -> str:
        """Return the number on a valve's gauge."""
        return (
            self.page.locator(f".valve[data-valve={valve}] .gauge[data-unit='{lane - 1}']").text_content()
            or ""
        )

    def part(self, valve: str, lane: int | None = None) -> Any:
        """Return a valve's handwheel, or the blade of one lane."""
        place = self.page.locator(f".valve[data-valve={valve}]")
        return (
            place.locator(".wheel") if lane is None else place.locator(f".lane-blade[data-unit='{lane - 1}']")
        )
