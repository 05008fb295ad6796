"""Water flows for a while and rests; its sign shows by pattern and colour."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.screens import MOVING
from tests.browser.truth import check

STREAK = "() => document.querySelector('.streaks').getAttribute('stroke-dashoffset')"


@pytest.mark.browser_context_args(**MOVING)
def test_water_flows(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=output")
    first = lab.page.evaluate(STREAK)
    lab.page.keyboard.press("ArrowRight")
    lab.page.wait_for_function(f"(first) => ({STREAK})() !== first", arg=first)


AT_REST = f"""() => new Promise((done) => {{
  let [seen, since] = ['', 0];
  const look = () => {{
    const now = ({STREAK})();
    if (now !== seen) [seen, since] = [now, performance.now()];
    if (performance.now() - since > 1500) done(seen);
    else setTimeout(look, 100);
  }};
  look();
}})"""
"""Where the streaks stand once they have stood still for a while."""
FRAMES = """() => {
  const request = window.requestAnimationFrame.bind(window);
  window.frames_asked = 0;
  window.requestAnimationFrame = (callback) => { window.frames_asked += 1; return request(callback); };
}"""


@pytest.mark.browser_context_args(**MOVING)
def test_water_comes_to_rest_and_at_rest_the_page_asks_for_no_frame(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=output")
    still = lab.page.evaluate(AT_REST)
    assert float(still) != 0
    lab.page.evaluate(FRAMES)
    lab.page.wait_for_timeout(1000)
    assert lab.page.evaluate("() => window.frames_asked") == 0
    assert lab.page.evaluate(STREAK) == still
    lab.page.keyboard.press("ArrowLeft")
    lab.page.wait_for_function(f"(still) => ({STREAK})() !== still", arg=still)


@pytest.mark.browser_context_args(**MOVING)
def test_a_switch_stops_the_water_on_all_pages_and_lets_it_flow_again(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=output")
    switch = lab.page.get_by_role("button", name="Water flows")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.focus()
    lab.page.keyboard.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "false")
    lab.reload()
    expect(switch).to_have_attribute("aria-pressed", "false")
    lab.page.keyboard.press("ArrowRight")
    expect(lab.page.locator("svg.pipes")).to_have_attribute("data-phase", "signals")
    lab.page.wait_for_timeout(200)
    assert lab.page.evaluate(STREAK) is None
    switch.click()
    lab.page.wait_for_function(f"() => ({STREAK})() !== null")


def test_with_reduced_motion_states_change_and_nothing_flows(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=output")
    assert lab.page.evaluate(STREAK) is None
    lab.page.wait_for_timeout(200)
    assert lab.page.evaluate(STREAK) is None
    lab.page.keyboard.press("ArrowRight")
    expect(lab.page.locator("svg.pipes")).to_have_attribute("data-phase", "signals")
    assert lab.page.evaluate("() => document.getAnimations().length") == 0
    check(lab.drawing(), lab.trace("random-4"), [0, 1, 2, 3], 4, 0, inside=96)


def test_the_sign_shows_by_pattern_too(lab: Lab) -> None:
    lab.open("model=random-4&step=5&phase=output")
    patterns = lab.page.evaluate(
        """() => [...document.querySelectorAll('.streaks .streak')]
          .map((path) => [path.dataset.sign, getComputedStyle(path).strokeDasharray])"""
    )
    by_sign = {sign: {dashes for s, dashes in patterns if s == sign} for sign in ("positive", "negative")}
    assert by_sign == {"positive": {"26px, 34px"}, "negative": {"3px, 9px"}}


TEXTS_CHANGED = """() => {
  window.watcher?.disconnect();
  window.texts_changed = 0;
  window.watcher = new MutationObserver((changes) => { window.texts_changed += changes.length; });
  const texts = document.querySelectorAll('#readout, #why, .moment');
  const all = { subtree: true, childList: true, characterData: true };
  for (const text of texts) window.watcher.observe(text, all);
  const {dataset} = document.querySelector('svg.pipes');
  return [texts.length, document.querySelector('#readout').textContent, dataset.step, dataset.phase];
}"""
MOVES = f"""async () => {{
  const first = ({STREAK})();
  for (let n = 0; n < 5; n += 1) await new Promise(requestAnimationFrame);
  return ({STREAK})() !== first;
}}"""


@pytest.mark.browser_context_args(**MOVING)
def test_nothing_goes_on_by_itself_and_texts_stay_while_something_moves(lab: Lab) -> None:
    lab.open("model=random-4&step=4&phase=signals")
    for _ in range(20):  # water flows for three seconds, in which a busy machine may not come to look
        lab.page.keyboard.press("ArrowRight")
        lab.settle()
        watched, said, *moment = lab.page.evaluate(TEXTS_CHANGED)
        if moves := lab.page.evaluate(MOVES):
            break
    assert watched
    assert moves
    lab.page.wait_for_timeout(1200)
    assert lab.page.evaluate("() => window.texts_changed") == 0
    assert lab.page.locator("#readout").text_content() == said
    picture = lab.page.locator("svg.pipes")
    assert [picture.get_attribute(name) for name in ("data-step", "data-phase")] == moment
