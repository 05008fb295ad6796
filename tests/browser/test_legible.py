"""What can be read and hit: letters, targets, and what only a colour would tell."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.browser.screens import DESKTOP
from tests.palette import LETTERS as INKS
from tests.palette import LIGHT


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


LEGIBLE = {f"rgb({', '.join(str(int(LIGHT[name][at : at + 2], 16)) for at in (1, 3, 5))})" for name in INKS}
"""Colours that stand out, as a style says them: axe does not judge letters in a drawing."""
LETTERS = """() => [...document.querySelectorAll('svg.pipes text')]
  .filter((text) => text.textContent.trim() && !text.closest('.away')
    && text.checkVisibility({visibilityProperty: true, opacityProperty: true}))
  .map((text) => {
    const {a, b} = text.getScreenCTM();
    const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
    const parts = text.closest('.badge, .lid') ? [] : text.children.length ? [...text.children] : [text];
    const colours = parts.map((part) => getComputedStyle(part).fill);
    return [text.textContent, Math.round(size * 100) / 100, Math.abs(b) > 0.01 * Math.abs(a), colours];
  })"""


@pytest.mark.browser_context_args(**DESKTOP)
@pytest.mark.parametrize(
    ("language", "sizes"),
    [("en", ((1440, 900), (1024, 768), (360, 640))), ("zh", ((1366, 768), (1280, 720), (390, 844)))],
    ids=("en", "zh"),
)
def test_no_letter_of_a_picture_is_smaller_than_12_pixels_and_no_digit_lies(
    lab: Lab, language: str, sizes: tuple[tuple[int, int], ...]
) -> None:
    """How large letters are, and where they lie, depends on the window and the view, and on no word."""
    for size in sizes:
        lab.page.set_viewport_size({"width": size[0], "height": size[1]})
        for model in ("christmas-trees", "random-gru", "random-8-full"):
            for view in ("pipe", "cell", "box", "row"):
                lab.open(f"model={model}&step=3&phase=output&view={view}", language)
                letters = lab.page.evaluate(LETTERS)
                assert len(letters) >= 6, (size, model, view)
                small = [(text, height) for text, height, *_ in letters if height < 11.99]
                assert small == [], (size, model, view)
                cut = [text for text, *_ in letters if "…" in text]
                assert cut == [] or size[0] < 1024 or model != "christmas-trees", (size, view)
                faint = [(text, colours) for text, *_, colours in letters if not LEGIBLE.issuperset(colours)]
                assert faint == [], (size, model, view)
                if "8" in model and size[0] < 641:
                    continue  # eight numbers have no room side by side in an upright pipe
                lying = [
                    text for text, _, is_turned, _ in letters if is_turned and any(map(str.isdigit, text))
                ]
                assert lying == [], (size, model, view)


@pytest.mark.browser_context_args(**DESKTOP)
def test_in_forced_colours_what_is_chosen_is_not_told_by_weight_alone(lab: Lab) -> None:
    lab.page.emulate_media(forced_colors="active")
    lab.open("model=random-4&step=4&phase=merge&view=pipe")
    lines = [
        lab.page.locator(f".site-nav a{current}").first.evaluate(
            "(link) => getComputedStyle(link).borderColor"
        )
        for current in ("[aria-current]", ":not([aria-current])")
    ]
    assert lines[0] != lines[1]
    chosen_colours = set()
    for chosen, other in (
        (".views [aria-pressed=true]", ".views [aria-pressed=false]"),
        (".chip[aria-current]", ".chip:not([aria-current])"),
        (".lane-key[aria-pressed=true]", ".lane-key[aria-pressed=false]"),
        (".scopes input:checked + span", ".scopes input:not(:checked) + span"),
    ):
        colours = [
            lab.page.locator(place).first.evaluate(
                "(element) => ['backgroundColor', 'color'].map((name) => getComputedStyle(element)[name])"
            )
            for place in (chosen, other)
        ]
        assert colours[0][0] != colours[1][0], chosen
        chosen_colours.add(tuple(colours[0]))
    assert len(chosen_colours) == 1, "the system's, not each part's own"
    lab.page.emulate_media(forced_colors="none")


SMALL = """() => [...document.querySelectorAll(
    'a[href], button, select, input, summary, [tabindex="0"], .badge, .lane-blade, .pin-mark.on')]
  .filter((each) => each.checkVisibility({visibilityProperty: true})
    && !each.closest('.visually-hidden, .away, p, #sources, #units, .hand'))
  .map((each) => [each, each.getBoundingClientRect(), (each.labels?.[0] ?? each).getBoundingClientRect()])
  .filter(([_, own, label]) => own.width && Math.min(
    Math.max(own.width, label.width), Math.max(own.height, label.height)) < 23.9)
  .map(([each]) => String(each.className.baseVal ?? each.className) || each.id || each.tagName)"""


@pytest.mark.browser_context_args(**DESKTOP)
def test_targets_measure_24_pixels_and_what_is_narrower_has_a_control_that_does(page: Page) -> None:
    lab = Lab(page)
    for width, height in ((1440, 900), (390, 844)):
        lab.page.set_viewport_size({"width": width, "height": height})
        for model, unit, gate, lanes in (
            ("random-8-full", "", "forget", 8),
            ("random-gru", "&blueprint=gru", "update", 4),
        ):
            for view in ("row", "box", "cell", "pipe"):
                lab.open(f"model={model}{unit}&step=3&view={view}&pins={gate}:0.25:2:2-")
                small = set(lab.page.evaluate(SMALL))
                assert small <= {"lane-blade", "pin-mark on"}, (width, model, view)
            lab.page.locator("#hands").evaluate("(card) => { card.open = true; }")
            hands = lab.page.locator("#hands .hand input")
            expect(hands).to_have_count(lanes)
            sizes = lab.page.locator("#hands .hand input, #pins .pin button").evaluate_all(
                """(all) => all.filter((each) => each.checkVisibility())
                  .map((each) => each.getBoundingClientRect()).map(({width, height}) => [width, height])"""
            )
            assert len(sizes) == lanes + 1
            assert min(map(min, sizes)) >= 24
