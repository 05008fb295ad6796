"""An input from outside: a file or a pasted table; exports agree with the API and the command."""

import csv
import json
import re
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.models import Own, bring, payload, state_dict
from tests.browser.server import ROOT
from tests.browser.watch import Watch

MODEL = state_dict(4, 3, layers=2, both=True, seed=21)
X = np.random.default_rng(3).normal(size=(9, 3)).round(3)
TABLE = "sales,rain,wind\n" + "".join(",".join(map(str, row)) + "\n" for row in X.tolist())


@pytest.fixture
def own(lab: Lab) -> Own:
    own = bring(lab, "weather.safetensors", MODEL)
    lab.page.locator("#input-file summary").click()
    expect(lab.page.locator("#input-paste")).to_be_visible()
    return own


def choose(lab: Lab, name: str, content: bytes) -> None:
    """Choose a table in the input's card, and wait until it is taken."""
    lab.page.locator("#input-file-choose").set_input_files(payload(name, content))
    expect(lab.page.locator("#input-file .models-says")).to_have_text("Taken: 9 steps of 3 numbers.")
    lab.settle()


def saved(lab: Lab, kind: str) -> bytes:
    """Press a button of the share card; return the file."""
    with lab.page.expect_download() as waiting:
        lab.page.locator("#share").get_by_role("button", name=kind, exact=True).click()
    assert waiting.value.suggested_filename == f"weather-own.{kind.lower()}"
    return Path(waiting.value.path()).read_bytes()


def test_column_names_become_labels_and_the_address_keeps_them(lab: Lab, own: Own) -> None:
    lab.page.set_viewport_size({"width": 1440, "height": 1000})  # in a lower window the strip alone has them
    choose(lab, "weather.csv", TABLE.encode())
    assert own.inputs() == X.tolist()
    names = ["sales", "rain", "wind"]
    for _ in range(2):
        assert lab.page.locator(".input-table thead th").all_inner_texts()[1:4] == names
        assert lab.page.locator(".timeline-label.input").all_inner_texts() == names
        assert lab.page.locator(".signals dt").all_inner_texts() == names
        lab.reload()
    expect(lab.page).to_have_url(re.compile(re.escape("names=sales,rain,wind")))


def test_an_array_of_numpy_is_read_bit_by_bit(lab: Lab, own: Own) -> None:
    file = BytesIO()
    np.save(file, X)
    choose(lab, "weather.npy", file.getvalue())
    assert own.inputs() == X.tolist()
    assert lab.page.locator(".input-table thead th").all_inner_texts()[1:4] == ["x1", "x2", "x3"]


def test_a_table_is_pasted_and_undone(lab: Lab, own: Own) -> None:
    before = own.inputs()
    lab.page.locator("#input-paste").fill(TABLE)
    lab.page.get_by_role("button", name="Use this input").click()
    expect(lab.page.locator("#input-file .models-says")).to_have_text("Taken: 9 steps of 3 numbers.")
    lab.settle()
    assert own.inputs() == X.tolist()
    lab.page.locator("#history button").first.click()
    lab.settle()
    assert own.inputs() == before


def test_a_table_that_does_not_fit_is_named_and_changes_nothing(lab: Lab, own: Own, watch: Watch) -> None:
    watch.allow("422")
    before = own.inputs()
    refusal = lab.page.locator("#input-file .models-refusal")
    lab.page.locator("#input-file-choose").set_input_files(payload("narrow.csv", b"1,2\n3,4\n"))
    expect(refusal).to_have_text("The table has 2 columns; the model reads 3 numbers at each step.")
    lab.page.locator("#input-file-choose").set_input_files(payload("words.csv", b"a,b,c\n1,2,3\n4,five,6\n"))
    expect(refusal).to_contain_text("words.csv cannot be used.")
    expect(refusal).to_contain_text("five")
    assert own.inputs() == before


def test_a_large_input_runs_without_a_table_of_fields(lab: Lab, own: Own) -> None:
    rows = np.random.default_rng(8).normal(size=(900, 3)).round(3)
    table = "".join(",".join(map(str, row)) + "\n" for row in rows.tolist())
    lab.page.locator("#input-file-choose").set_input_files(payload("long.csv", table.encode()))
    expect(lab.page.locator(".input-large")).to_contain_text("900 steps of 3 numbers")
    lab.settle()
    expect(lab.page.locator(".input-table")).to_be_hidden()
    lab.page.keyboard.press("End")
    lab.settle()
    body = {"model": {"id": own.id}, "inputs": rows.tolist(), "fields": ["C"], "digits": None}
    reply = lab.page.request.post("/api/v1/traces", data=body | {"layer": 0, "direction": "forward"})
    last = reply.json()["layers"][0]["trace"]["C"][-1]
    lab.page.locator("#transport .play").scroll_into_view_if_needed()
    assert lab.memory() == pytest.approx(last, abs=0.005 + 1e-9)
    assert len(lab.page.url) < 400
    lab.page.locator("#share > summary").click()
    expect(lab.page.locator("#share")).to_contain_text("The input is too long for a link")


def test_the_files_are_number_for_number_those_of_the_api_and_the_command(
    lab: Lab, own: Own, tmp_path: Path
) -> None:
    choose(lab, "weather.csv", TABLE.encode())
    lab.page.locator("#choose-layer").select_option(label="layer 2 ← backward")
    lab.settle()
    lab.page.locator("#share > summary").click()
    body = {"model": {"id": own.id}, "inputs": X.tolist(), "digits": None}
    files = {name: tmp_path / name for name in ("weather.safetensors", "weather.csv")}
    files["weather.safetensors"].write_bytes(MODEL)
    files["weather.csv"].write_text(TABLE)
    command = [sys.executable, "-m", "lstm_core.command", "trace", *map(str, files.values())]

    told = saved(lab, "CSV")
    api = lab.page.request.post(
        "/api/v1/traces", data={**body, "count_from": 1}, headers={"Accept": "text/csv"}
    )
    assert told == api.body()
    run = subprocess.run([*command, "--csv"], capture_output=True, cwd=ROOT, check=True, timeout=60)
    browser, terminal = (list(csv.DictReader(StringIO(text.decode()))) for text in (told, run.stdout))
    assert len(browser) == len(terminal) == 2 * 2 * 9 * 4
    assert set(browser[0]) >= {"layer", "direction", "step", "unit", "f", "i", "g", "o", "C", "h", "z_f"}
    names = ("layer", "step", "unit")
    for mine, theirs in zip(browser, terminal, strict=True):
        assert mine["direction"] == theirs["direction"]
        assert [int(mine[name]) for name in names] == [int(theirs[name]) + 1 for name in names]
        for name in set(mine) & set(theirs) - {*names, "direction"}:
            assert float(mine[name]) == float(theirs[name]), (mine, name)

    answer = json.loads(saved(lab, "JSON"))
    assert answer == lab.page.request.post("/api/v1/traces", data=body).json()
    with np.load(BytesIO(saved(lab, "NPZ")), allow_pickle=False) as arrays:
        for layer in answer["layers"]:
            before = f"layers.{layer['layer']}.{layer['direction']}."
            for name in ("f", "i", "g", "o", "C", "h"):
                assert arrays[before + name].tolist() == layer["trace"][name]
