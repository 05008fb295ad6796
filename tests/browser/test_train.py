"""The page on which a network learns: every number on it is one of the server's; leaving it stops the job."""

import json
import math
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from lstm_core.learning.model import Model, loss
from lstm_core.learning.plans import Plan
from lstm_core.learning.progress import baseline
from tests.browser.axe import violations
from tests.browser.rooms import until
from tests.browser.screens import PHONE
from tests.numerals import short

SMALL = "task=brackets&net=lstm&units=2&peepholes=none&bias=1&rate=0.03&batch=8&seed=3&steps=60&chunk=20"
LOW, HIGH = 0.01, 1.6
"""What the plot reaches from and to, unless a curve goes beyond."""
READ = """() => ({
  curves: Object.fromEntries([...document.querySelectorAll('.curve-picture path[data-kind]')]
    .map((path) => [path.dataset.kind, path.getAttribute('d')])),
  here: document.querySelector('.curve-here').textContent,
  bar: [document.querySelector('progress').value, document.querySelector('progress').max],
  moment: document.querySelector('#moment h2').textContent,
  answer: document.querySelector('.map-band.below path[data-role=answer]')?.getAttribute('d'),
})"""
READ_MAP = """() => {
  const canvas = document.querySelector('.map-field canvas');
  const {width, height} = canvas;
  const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
  return {width, height, alpha: [...data].filter((_, at) => at % 4 === 3)};
}"""


def opened(page: Page, address: str, language: str = "en") -> list[str]:
    """Open the page; return the ids of its trainings, the own one first."""
    begun: list[Response] = []

    def keep(answer: Response) -> None:
        if answer.request.method == "POST" and answer.status == 201:
            begun.append(answer)

    page.on("response", keep)
    page.goto(f"{'/zh' if language == 'zh' else ''}/train#{address}")
    expect(page.locator("#train[data-ready=true]")).to_be_visible()
    expect(page.locator("#moment .views button")).to_have_count(1 if "beside=none" in address else 2)
    return [answer.json()["id"] for answer in begun]


def told(page: Page, training: str) -> list[dict[str, Any]]:
    """Return what the server tells of each checkpoint of a training that has ended."""
    text = page.request.get(f"/api/v1/trainings/{training}/events").text()
    return [json.loads(data) for data in re.findall(r"event: checkpoint\ndata: (.*)", text)]


def points(path: str) -> list[tuple[float, float]]:
    found = (point.split() for point in re.split("[ML]", path)[1:])
    return [(float(x), float(y)) for x, y in found]


def height(unexplained: float, high: float) -> float:
    """Return where the curve is, from 0 at the top to 1."""
    return 1 - math.log(unexplained / LOW) / math.log(high / LOW)


def share(plan: Plan, model: Model) -> float:
    """Return what a model leaves unexplained of the plan's held-out sequences, by the core."""
    training = plan.training()
    return loss(model, training.validation, plan.kind) / baseline(training.validation, plan.kind)


def test_curves_bar_map_and_answers_are_those_of_the_server_in_both_times(page: Page) -> None:
    own, rival = opened(page, f"{SMALL}&beside=rnn")
    goal = page.get_by_label("until under 5 % is left")
    goal.press("Space")
    expect(goal).to_be_checked()
    expect(page.locator("#transport").get_by_role("button", name="Pause")).to_have_count(0)
    goal.press("Space")
    goal.press("l")  # a box to tick takes Space alone
    expect(page.locator(".train-ended")).to_contain_text("All 60 steps are taken")
    expect(page.locator("#moment h2")).to_contain_text("Learning step 60")
    runs = {"own": told(page, own), "rival": told(page, rival)}
    high = max(HIGH, *(c["unexplained"] for checkpoints in runs.values() for c in checkpoints))
    for kind, checkpoints in runs.items():
        assert [c["step"] for c in checkpoints] == [0, 20, 40, 60]
        whole = re.compile("^M[^L]+(L[^L]+){3}$")
        expect(page.locator(f".curve-picture path[data-kind={kind}]")).to_have_attribute("d", whole)
        drawn = points(page.evaluate(READ)["curves"][kind])
        assert [x for x, _ in drawn] == pytest.approx([c["step"] / 60 for c in checkpoints], abs=1e-4)
        heights = [height(c["unexplained"], high) for c in checkpoints]
        assert [y for _, y in drawn] == pytest.approx(heights, abs=1e-4)
    last = runs["own"][-1]
    state = page.evaluate(READ)
    assert state["bar"] == [60, 60]
    assert state["here"] == f"You look at step 60: {round(100 * last['unexplained'])} % is left unexplained."

    learning_map = page.request.get(f"/api/v1/trainings/{own}/map?field=i&lane=0").json()
    expect(page.locator(".map-rest")).to_be_hidden()
    pixels = page.evaluate(READ_MAP)
    assert (pixels["width"], pixels["height"]) == (40, 4)
    expected = [value for row in learning_map["values"] for value in row]
    assert [alpha / 255 for alpha in pixels["alpha"]] == pytest.approx(expected, abs=1 / 255)

    # Back in the learning by the map's keys, in both times by its pointer.
    page.locator(".map-field").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#moment h2")).to_have_text(re.compile("Learning step 20, sequence step 2: "))
    checkpoint = page.request.get(f"/api/v1/trainings/{own}/checkpoints/1").json()
    box = page.locator(".map-field").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 10.5 / 40, box["y"] + box["height"] * 2.5 / 4)
    expect(page.locator("#moment h2")).to_have_text(re.compile("Learning step 40, sequence step 11: "))
    page.locator(".curve-cursor").press("ArrowLeft")
    expect(page.locator("#moment h2")).to_have_text(re.compile("Learning step 20, sequence step 11: "))
    request = {
        "model": checkpoint["model"] | {"readout": checkpoint["head"]},
        "inputs": learning_map["example"]["inputs"],
        "digits": None,
    }
    trace = page.request.post("/api/v1/traces", data=request).json()
    answers = [row[0] for row in trace["readout"]]
    everything = [0.0, *answers, *(row[0] for row in learning_map["example"]["targets"])]
    low, high = min(everything), max(everything)
    shown = [high - y * (high - low) for _, y in points(page.evaluate(READ)["answer"])]
    assert shown == pytest.approx(answers, abs=1e-9)
    value = trace["layers"][0]["trace"]["i"][10][0]
    expect(page.locator(".map-says [data-role=field]")).to_have_text(f"new-memory valve, lane 1 {value:.2f}")
    page.locator(".chip").last.click()
    expect(page.locator(".answer-value[data-index]")).to_have_text(short(answers[10], signed=True))

    # What entered at this step is dyed, and stays so at another moment of the learning.
    page.locator("#pour button").click()
    for n, key in ((1, None), (2, "ArrowRight"), (1, "ArrowLeft")):
        if key:
            page.locator(".curve-cursor").press(key)
        learnt = page.request.get(f"/api/v1/trainings/{own}/checkpoints/{n}").json()["model"]
        asked = {"model": learnt, "inputs": request["inputs"], "digits": None, "step": 10}
        dyed = page.request.post("/api/v1/dye", data=asked).json()["layers"][0]["parts"][10]
        for lane, part in enumerate(dyed):
            said = page.locator(f".dye-lanes [data-lane='{lane}']")
            expect(said).to_contain_text(
                re.compile(f"lane {lane + 1}: [+−]{abs(part):.3f} of .* from step 11")
            )

    # How far back the last answer looks, at the checkpoint in sight; moments lead back in the learning.
    for kind, training in (("own", own), ("rival", rival)):
        norms = page.request.get(f"/api/v1/trainings/{training}/norms").json()["norms"][1]
        reach = points(page.locator(f".reach-picture path[data-kind={kind}]").get_attribute("d") or "")
        assert [x for x, _ in reach] == pytest.approx([k / 39 for k in range(40)], abs=1e-4)
        expected = [1 - math.log(min(10, max(1e-6, norm)) / 1e-6) / math.log(1e7) for norm in norms]
        assert [y for _, y in reach] == pytest.approx(expected, abs=1e-4)
        far = max(k for k, norm in enumerate(norms) if norm >= 0.001)
        expect(page.locator(f".reach-says [data-kind={kind}]")).to_contain_text(f": {far} step")
    found = page.request.get(f"/api/v1/trainings/{own}/moments").json()["moments"]
    moments = page.locator(".moments button")
    expect(moments).to_have_count(min(6, len(found)))

    expect(page).to_have_url(re.compile("at=1(&|$)"))
    left = f"{round(100 * last['unexplained'])} % left at step 60"
    page.get_by_role("button", name="Keep this curve").click()
    expect(page.locator(".train-kept li span")).to_have_text([f"LSTM, 2 units · seed 3 · {left}"])
    page.locator("#train-seed").fill("4")
    page.locator("#train-seed").press("Enter")
    expect(page.locator("#progress .train-says")).to_have_text("step 0 of 60")
    kept = page.locator(".curve-picture path[data-kind=kept]")
    expect(kept).to_have_count(1)
    assert len(points(kept.get_attribute("d") or "")) == 4
    page.get_by_role("button", name="Remove the curve").click()
    expect(kept).to_have_count(0)
    page.get_by_label("Four more seeds, as faint lines").check()
    expect(page.locator("#seeds [role=status]")).to_contain_text("Of 4 seeds that have ended", timeout=90_000)
    seeds = page.locator(".curve-picture path[data-kind=seed]")
    assert [len(points(d.get_attribute("d") or "")) for d in seeds.all()] == [4, 4, 4, 4]
    core = Plan("brackets", units=2, peepholes="none", learning_rate=0.03, batch=8, seed=5)
    state, _ = core.training().chunk(core.start(), 20)
    mean = float(re.findall(r"[0-9.]+", page.locator(".curve-mean").get_attribute("d") or "")[1])
    y = points(seeds.first.get_attribute("d") or "")[1][1]
    seen = LOW * math.exp((1 - y) * math.log(1 / LOW) / (1 - mean))
    assert seen == pytest.approx(share(core, state.model), rel=2e-3)
    assert violations(page) == []


def test_a_seat_of_a_class_sees_a_recorded_run_and_one_of_a_preset(page: Page) -> None:
    page.add_init_script("sessionStorage.setItem('memory-pipe.seat', JSON.stringify({pass: {code: 'X'}}))")
    answers: list[Response] = []

    def keep(answer: Response) -> None:
        if answer.status == 200 and answer.request.method == "POST" and answer.url.endswith("/trainings"):
            answers.append(answer)

    page.on("response", keep)
    page.goto(
        "/train#task=stock_position&net=lstm&units=3&peepholes=diagonal&bias=1&rate=0.05&batch=32&seed=4&steps=800&chunk=20&beside=rnn"
    )
    expect(page.locator("#moment .views button")).to_have_count(2)
    expect(page).to_have_url(re.compile("recorded=yes"))
    expect(page.locator("#recorded [role=status]")).to_have_text(
        "The recorded run closest to your plan: LSTM with peepholes, 4 units, "
        "learning rate 0.05, forget bias 1, seed 0, 800 steps."
    )
    page.get_by_label("Pace").select_option("full speed")
    page.keyboard.press("l")
    expect(page.locator(".train-ended")).to_contain_text("All 800 steps are taken")
    expect(page.locator("#progress .train-says")).to_have_text("step 800 of 800 · recorded")
    found = {one["plan"]["unit"]: one["id"] for one in (answer.json() for answer in answers)}
    for kind, unit in (("own", "lstm"), ("rival", "rnn")):
        checkpoints = told(page, found[unit])
        whole = re.compile(f"^M[^L]+(L[^L]+){{{len(checkpoints) - 1}}}$")
        expect(page.locator(f".curve-picture path[data-kind={kind}]")).to_have_attribute("d", whole)
        drawn = points(page.evaluate(READ)["curves"][kind])
        high = max(HIGH, *(c["unexplained"] for c in told(page, found["lstm"]) + told(page, found["rnn"])))
        assert [y for _, y in drawn] == pytest.approx(
            [height(c["unexplained"], high) for c in checkpoints], abs=1e-4
        )
    assert (
        told(page, found["lstm"])[-1]["unexplained"]
        < 0.05
        < 0.5
        < told(page, found["rnn"])[-1]["unexplained"]
    )
    page.get_by_role("button", name="LSTM with peepholes, 2 units").click()
    expect(page.locator("#recorded [role=status]")).to_contain_text("The training of the preset, recorded")
    expect(page.locator("#progress .train-says")).to_have_text("step 0 of 2000 · recorded")
    expect(page.locator("#moment .views button").first).to_have_text("LSTM, 2 units")
    page.get_by_label("Recorded: nothing is computed").uncheck()
    expect(page.locator("#recorded [role=status]")).to_have_text("")
    expect(page).not_to_have_url(re.compile("recorded=yes"))


def test_leaving_the_page_stops_its_job(page: Page) -> None:
    own, _ = opened(page, "task=brackets&units=2&batch=512&seed=1&steps=5000&chunk=20&beside=rnn")
    page.locator(".train-learn").click()
    expect(page.locator("#progress .train-says")).to_contain_text(re.compile("step [1-9]"))
    before = page.request.get(f"/api/v1/trainings/{own}").json()
    assert before["status"] in ("running", "queued")
    page.goto("/api/guide")
    until(
        page,
        lambda: page.request.get(f"/api/v1/trainings/{own}").json()["status"],
        lambda one: one == "paused",
    )


@pytest.mark.browser_context_args(**PHONE, color_scheme="dark")
def test_on_a_phone_what_explodes_is_marked_and_explained(page: Page) -> None:
    (own,) = opened(page, f"{SMALL}&rate=1000&beside=none".replace("rate=0.03&", ""), "zh")
    page.locator(".train-learn").tap()
    ended = page.locator(".train-ended")
    expect(ended).to_have_attribute("data-status", "diverged")
    error = page.request.get(f"/api/v1/trainings/{own}").json()["error"]
    expect(ended).to_contain_text(f"第 {re.findall(r'[0-9]+', error)[0]} 步爆炸")
    expect(page.locator(".curve-mark[data-mark=broken]")).to_have_count(1)
    expect(page.locator(".train-learn")).to_have_attribute("aria-disabled", "true")
    for width in (PHONE["viewport"]["width"], 360):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert violations(page) == []


def test_moments_lead_back_and_the_network_goes_along_to_the_lab(page: Page) -> None:
    plan = "task=stock_position&units=1&peepholes=diagonal&bias=1&rate=0.3&batch=16&seed=1&steps=60&chunk=10"
    (own,) = opened(page, f"{plan}&net=lstm&beside=none")
    page.keyboard.press("l")
    expect(page.locator(".train-ended")).to_contain_text("All 60 steps are taken")
    found = page.request.get(f"/api/v1/trainings/{own}/moments").json()["moments"]
    moment = next(one for one in found if one["flag"] is not None and one["above"])
    flag = ["price", "buy", "sell"][moment["flag"]]
    rows = page.locator(".moments button", has_text=f"from step {moment['step']}:")
    rows.filter(has_text=f"“{flag}”").first.click()
    expect(page.locator("#moment h2")).to_contain_text(f"Learning step {moment['step']},")
    expect(page.locator(".map-head select").first).to_have_value(moment["field"])

    files = page.locator(".train-files a")
    assert files.all_text_contents() == ["safetensors", "ONNX", "NumPy", "preset"]
    with page.expect_download() as download:
        files.first.click()
    assert download.value.suggested_filename == f"stock-position-lstm-{moment['step']}.safetensors"

    checkpoint = page.request.get(f"/api/v1/trainings/{own}/checkpoints/{moment['checkpoint']}").json()
    inputs = page.request.get(f"/api/v1/trainings/{own}/map?field=h").json()["example"]["inputs"]
    page.get_by_role("link", name="Open in the Lab").click()
    expect(page.locator("#models .models-says")).to_contain_text("is open")
    expect(page).to_have_url(re.compile(r"/lab#.*model=id:"))
    assert "trained=" not in page.url
    kept = page.evaluate("JSON.parse(localStorage.getItem('own-models')).models[0]")
    weights = page.request.get(f"/api/v1/models/{kept['id']}/weights").json()
    assert weights == checkpoint["model"]["weights"]
    typed = page.locator("#input tbody input")
    for at, value in enumerate(value for row in inputs[:2] for value in row):
        expect(typed.nth(at)).to_have_value(f"{round(value, 4):g}")
    page.request.delete(f"/api/v1/models/{kept['id']}", headers={"Deletion-Token": kept["tokens"][0]})
