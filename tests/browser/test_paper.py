"""The Lab on paper: one page, light, on which nothing lies on something else or is cut."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.screens import DESKTOP

PAPER = """() => {
  const root = document.documentElement;
  const {theme} = root.dataset;
  root.dataset.theme = 'dark';
  dispatchEvent(new Event('beforeprint'));
  document.body.style.width = '965px';  // Letter, lying, between its margins
  const box = (place) => document.querySelector(place).getBoundingClientRect();
  const parts = ['.strip', '.drawing', '.stage-foot', '#timeline'];
  const held = [['svg.pipes', '.drawing'], ['.strip-bands', '.strip'], ['.timeline-canvas', '#timeline']];
  const texts = [...document.querySelectorAll('#readout *, #why *, .strip-says *')]
    .filter((part) => part.checkVisibility());
  const found = {
    over: parts.slice(1).filter((below, n) => box(parts[n]).bottom > box(below).top + 1),
    beyond: held.filter(([part, holder]) => box(part).bottom > box(holder).bottom + 1).map(([part]) => part),
    cut: [...texts.map((part) => part.getBoundingClientRect()), ...parts.map(box), box('.timeline-canvas')]
      .filter(({right}) => right > 966).map(({left, right}) => [left, right]),
    steps: document.querySelector('.timeline-canvas').width,
    ink: getComputedStyle(document.body).color,
  };
  document.body.style.width = '';
  root.dataset.theme = theme;
  dispatchEvent(new Event('afterprint'));
  return found;
}"""
"""Where the parts are once the page is laid out for paper by a reader whose theme is dark."""


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


@pytest.mark.browser_context_args(**DESKTOP)
@pytest.mark.parametrize(
    ("language", "place"),
    [
        ("en", "model=christmas-trees"),
        ("zh", "model=random-8-full&view=cell"),
        ("en", "model=latch&view=row"),
    ],
)
def test_paper_takes_one_page_with_the_picture_and_the_numbers_of_the_phase(
    lab: Lab, language: str, place: str
) -> None:
    lab.open(f"{place}&step=3&phase=output&pins=forget:0.25:1:2-", language)
    expect(lab.page.locator(".strip-cursor")).to_be_visible()
    for paper in ({"format": "A4"}, {"format": "Letter"}, {"format": "A4", "landscape": True}):
        printed = lab.page.pdf(prefer_css_page_size=True, **paper)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, paper
    lab.page.set_viewport_size({"width": 1100, "height": 702})
    lab.settle()
    lab.page.emulate_media(media="print")
    for seen in ("svg.pipes", ".timeline-canvas", "#readout .numbers", ".strip-cursor", "#chooser"):
        expect(lab.page.locator(seen)).to_be_visible()
    for left_out in ("#transport", "#views", "#pins", "#weights", ".site-header", "#history"):
        expect(lab.page.locator(left_out)).to_be_hidden()
    paper = lab.page.evaluate(PAPER)
    assert paper["beyond"] == [], "what stands in a part stays in it"
    assert paper["over"] == [], "no part lies on the one below it"
    assert paper["cut"] == [], "all of a line is on the paper"
    assert paper["steps"] == 420 * 3, "the timeline is drawn anew"
    assert paper["ink"] == "rgb(15, 23, 42)", "paper is light"
    lab.page.emulate_media(media="null")
