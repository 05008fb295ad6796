"""Exports: files with the API's numbers, a self-contained picture, the link and its code."""

import base64
import csv
import json
import struct
import xml.etree.ElementTree as ET
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import NOTHING, violations_in_each_theme
from tests.browser.lab import Lab
from tests.browser.screens import SMALL_PHONE

PLACE = "model=random-4&step=4&phase=output&pins=forget:0.25:1:2-"
PINS = [{"gate": "forget", "value": 0.25, "units": [0], "from": 1}]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def lab(standing: Lab) -> Lab:
    return standing


def open_share(lab: Lab, place: str = PLACE, language: str = "en") -> None:
    """Open the Lab, then its card of things to take away."""
    lab.open(place, language)
    lab.page.locator("#share > summary").click()
    expect(lab.page.locator("#share-link")).to_be_visible()


def saved(lab: Lab, name: str) -> bytes:
    """Press a button and return the file that it saves; its name tells model and example."""
    with lab.page.expect_download() as waiting:
        lab.page.locator("#share").get_by_role("button", name=name, exact=True).click()
    assert waiting.value.suggested_filename == f"random-4-random.{name.lower()}"
    content = Path(waiting.value.path()).read_bytes()
    expect(lab.page.locator("#share")).to_contain_text(f"random-4-random.{name.lower()}")
    return content


def trace(lab: Lab) -> dict[str, Any]:
    """Return the run's default arrays, as the API answers."""
    preset = lab.page.request.get("/api/v1/presets/random-4").json()
    body = {"model": {"preset": "random-4"}, "inputs": preset["examples"][0]["inputs"], "pins": PINS}
    answer = lab.page.request.post("/api/v1/traces", data=body)
    found: dict[str, Any] = answer.json()["layers"][0]["trace"]
    return found


def test_the_files_hold_the_apis_numbers(lab: Lab) -> None:
    open_share(lab)
    expected = trace(lab)
    assert json.loads(saved(lab, "JSON"))["layers"][0]["trace"] == expected
    with np.load(BytesIO(saved(lab, "NPZ")), allow_pickle=False) as arrays:
        assert {name: values.tolist() for name, values in arrays.items()} == expected
    rows = list(csv.DictReader(StringIO(saved(lab, "CSV").decode())))
    assert len(rows) == 12 * 4
    for row in rows:
        step, unit = int(row["step"]) - 1, int(row["unit"]) - 1  # as on the page
        for field in ("f", "i", "g", "o", "kept", "added", "C", "tanh_C", "h", "z_f"):
            assert float(row[field]) == expected[field][step][unit]


def test_the_files_are_of_the_weights_as_edited(lab: Lab) -> None:
    open_share(lab, "model=random-4&step=4&phase=output&w=f.W.2.1:2.5")
    preset = lab.page.request.get("/api/v1/presets/random-4").json()
    preset["weights"]["f"]["W"][1][0] = 2.5
    body = {"model": {"weights": preset["weights"]}, "inputs": preset["examples"][0]["inputs"]}
    expected = lab.page.request.post("/api/v1/traces", data=body).json()["layers"][0]["trace"]
    assert json.loads(saved(lab, "JSON"))["layers"][0]["trace"] == expected


def test_the_picture_stands_alone(lab: Lab) -> None:
    open_share(lab)
    picture = ET.fromstring(saved(lab, "SVG"))  # noqa: S314  # our own
    title = picture.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Random, 4 units · step 4 of 12 · output"
    assert not {name for element in picture.iter() for name in element.attrib} & {
        "class",
        "style",
        "tabindex",
    }
    assert "var(" not in ET.tostring(picture, encoding="unicode")
    texts = {"".join(element.itertext()) for element in picture.iter(f"{SVG}text")}
    shown = [float(end["says"].replace("−", "-")) for end in lab.drawing()["ends"] if end["end"] == "new"]
    assert shown == pytest.approx(trace(lab)["C"][3], abs=0.005 + 1e-9)
    assert {end["says"] for end in lab.drawing()["ends"]} <= texts
    page = lab.page.evaluate(
        """() => [...document.querySelectorAll('.water .lane')].map((path) =>
             [path.getAttribute('d'), getComputedStyle(path).stroke, getComputedStyle(path).strokeWidth])"""
    )
    drawn = {(p.get("d"), p.get("stroke"), p.get("stroke-width")) for p in picture.iter(f"{SVG}path")}
    assert {tuple(lane) for lane in page} <= drawn


def test_the_png_is_twice_the_drawings_size_and_not_blank(lab: Lab) -> None:
    open_share(lab)
    picture = ET.fromstring(saved(lab, "SVG"))  # noqa: S314  # our own
    content = saved(lab, "PNG")
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    size = struct.unpack(">II", content[16:24])
    assert size == (2 * float(picture.get("width", 0)), 2 * float(picture.get("height", 0)))
    colours = lab.page.evaluate(
        """async (data) => {
          const image = new Image();
          image.src = `data:image/png;base64,${data}`;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height);
          const pen = canvas.getContext('2d');
          pen.drawImage(image, 0, 0);
          const {data: bytes} = pen.getImageData(0, 0, image.width, image.height);
          return new Set(new Uint32Array(bytes.buffer)).size;
        }""",
        base64.b64encode(content).decode(),
    )
    assert colours > 100


@pytest.mark.parametrize("secure", [True, False])
def test_the_link_is_copied_also_without_a_clipboard(page: Page, secure: bool) -> None:
    lab = Lab(page)
    if secure:
        lab.page.context.grant_permissions(["clipboard-write"])
    else:
        lab.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    open_share(lab)
    link = lab.page.locator("#share-link").input_value()
    expect(lab.page).to_have_url(link)
    lab.page.get_by_role("button", name="Copy link").click()
    expect(lab.page.locator("#share")).to_contain_text("Copied.")
    lab.page.evaluate(
        "() => document.body.append(Object.assign(document.createElement('textarea'), {id: 'p'}))"
    )
    lab.page.locator("#p").focus()
    lab.page.keyboard.press("Control+V")
    expect(lab.page.locator("#p")).to_have_value(link)


def test_the_code_is_that_of_the_link_and_goes_when_the_link_changes(lab: Lab) -> None:
    open_share(lab)
    lab.page.get_by_role("button", name="QR code").click()
    code = lab.page.get_by_alt_text("QR code of the link above")
    expect(code).to_be_visible()
    link = lab.page.locator("#share-link").input_value()
    expected = lab.page.request.post("/qr", data={"text": link}, headers={"Accept": "image/svg+xml"}).text()
    assert expected.endswith("</svg>\n")
    assert unquote(code.get_attribute("src") or "").partition(",")[2] == expected
    assert code.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 100
    lab.page.locator("#share > summary").focus()
    lab.page.keyboard.press("ArrowLeft")
    expect(code).to_be_hidden()


@pytest.mark.browser_context_args(**SMALL_PHONE)
def test_the_card_fits_a_small_phone(lab: Lab) -> None:
    open_share(lab, language="zh")
    lab.page.get_by_role("button", name="二维码").click()
    expect(lab.page.get_by_alt_text("上面链接的二维码")).to_be_visible()
    assert lab.page.evaluate("() => document.documentElement.scrollWidth") == 360
    assert violations_in_each_theme(lab.page) == NOTHING


def test_a_link_with_chosen_parts_leaves_the_others_out(lab: Lab) -> None:
    open_share(lab)
    card = lab.page.locator("#share")
    expect(card).to_contain_text("Phones cannot open this link")
    card.locator("summary", has_text="For a lesson").click()
    for name in ("Weights", "Pinned valves", "Charts", "Tasks", "Timeline"):
        card.get_by_label(name, exact=True).uncheck()
    link = card.locator("#share-link")
    address = link.input_value()
    assert (
        "/lab?only=model,views,history,strip,steps,looks,numbers,predict,input,share,models,sources#"
        in address
    )
    lab.page.goto(address)
    lab.settle()
    for place in ("weights", "pins", "hands", "charts", "tasks", "timeline"):
        expect(lab.page.locator(f"#{place}")).to_be_hidden()
    for place in ("transport", "input", "predict", "chooser"):
        expect(lab.page.locator(f"#{place}")).to_be_visible()
    assert lab.page.locator("#scene [role=slider]").count() == 0, "no valve can be turned"
    lab.page.locator("#share > summary").click()
    expect(lab.page.locator("#share-link")).to_have_value(address)
