"""Models of one's own: files as PyTorch's users write them, given to the Lab as a person gives them."""

import json
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.lab import Lab

TRACED = ["C0", "C_prev", "f", "i", "g", "o", "kept", "added", "C", "tanh_C", "h"]
STARTERS = {"waves": 24, "pulse": 24}


def state_dict(H: int, D: int, layers: int = 1, both: bool = False, seed: int = 1) -> bytes:
    """Return a .safetensors file with the state dict of an LSTM with random weights, and a linear head.

    Parameters
    ----------
    H, D : int
        Units of a layer, inputs of the first.
    layers : int
        How many lie on top of each other.
    both : bool
        Whether each runs both ways.
    seed : int
        Another seed, other weights.
    """
    rng = np.random.default_rng(seed)
    tensors: dict[str, npt.NDArray[np.float64]] = {}
    for layer in range(layers):
        width = D if layer == 0 else H * (1 + both)
        for way in ("", "_reverse")[: 1 + both]:
            end = f"_l{layer}{way}"
            tensors[f"encoder.weight_ih{end}"] = rng.normal(0, 1.2, (4 * H, width))
            tensors[f"encoder.weight_hh{end}"] = rng.normal(0, 1.2 / np.sqrt(H), (4 * H, H))
            tensors[f"encoder.bias_ih{end}"] = rng.normal(0, 0.7, 4 * H)
            tensors[f"encoder.bias_hh{end}"] = rng.normal(0, 0.7, 4 * H)
    tensors["embedding.weight"] = rng.normal(0, 1, (7, D))
    return safetensors(tensors)


def safetensors(tensors: Mapping[str, npt.NDArray[np.float64]]) -> bytes:
    """Return tensors as a .safetensors file: the length of a JSON header, the header, numbers in float32."""
    header, numbers = {}, b""
    for name, tensor in tensors.items():
        own = tensor.astype("<f4").tobytes()
        place = [len(numbers), len(numbers) + len(own)]
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": place}
        numbers += own
    told = json.dumps(header).encode()
    return struct.pack("<Q", len(told)) + told + numbers


def payload(name: str, content: bytes) -> FilePayload:
    """Return a file as the browser's dialog gives it."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


@dataclass(frozen=True)
class Own:
    """An uploaded model that the Lab shows."""

    lab: Lab
    id: str

    def place(self, rest: str = "", layer: int = 1, direction: str = "forward") -> str:
        """Return the address of a layer, with more of the state; over invented waves, if it has no input."""
        own = "" if re.search(r"(^|&)(x|ids|example)=", rest) else "example=waves&"
        return f"model=id:{self.id}&layer={layer}&direction={direction}&{own}{rest}".rstrip("&")

    def open(self, rest: str = "", layer: int = 1, direction: str = "forward", language: str = "en") -> None:
        """Go there and wait for the picture."""
        self.lab.open(self.place(rest, layer, direction), language)

    def inputs(self) -> list[list[float]]:
        """Return the input as the page's table holds it."""
        rows: list[list[float]] = self.lab.page.evaluate(
            """() => [...document.querySelectorAll('.input-table tbody tr')].map((row) =>
                 [...row.querySelectorAll('input')].map(({value}) => Number(value)))"""
        )
        return rows

    def trace(self, layer: int = 0, direction: str = "forward", **more: Any) -> dict[str, Any]:
        """Return the API's trace of all units of a layer over the input on the page."""
        answer = self.ask("traces", layer=layer, direction=direction, fields=TRACED, digits=None, **more)
        found: dict[str, Any] = answer["layers"][0]["trace"]
        return found

    def answer(self, step: int) -> Any:
        """Return the memory after a step of the first layer, as exact as the drawing writes it at its end."""
        return pytest.approx(self.trace()["C"][step], abs=0.005 + 1e-9)

    def units(self, **more: Any) -> dict[str, Any]:
        """Return the API's measures of all units of a layer over the input on the page."""
        found: dict[str, Any] = self.ask("units", **({"layer": 0, "direction": "forward"} | more))["layers"][
            0
        ]
        return found

    def ask(self, what: str, **question: Any) -> dict[str, Any]:
        """Ask the API about the model over the input on the page."""
        body = {"model": {"id": self.id}, "inputs": self.inputs(), **question}
        reply = self.lab.page.request.post(f"/api/v1/{what}", data=body)
        assert reply.ok, reply.text()
        answer: dict[str, Any] = reply.json()
        return answer


def bring(lab: Lab, name: str, content: bytes, language: str = "en") -> Own:
    """Open the Lab, choose a file in its card, ask for invented waves, and wait for their picture."""
    lab.open("model=lanes", language)
    lab.page.locator("#models summary").first.click()
    lab.page.locator("#models-file").set_input_files(payload(name, content))
    expect(lab.page.locator("#models h3")).to_have_text(name)
    lab.page.locator("#wanted").get_by_role("button").last.click()
    lab.settle()
    expect(lab.page).to_have_url(re.compile("model=id:"))
    found = lab.page.evaluate("() => new URLSearchParams(location.hash.slice(1)).get('model')")
    return Own(lab, found.removeprefix("id:"))


def sent(lab: Lab, name: str, content: bytes) -> Own:
    """Send a file to the server and open nothing: for tests that are not about bringing it."""
    reply = lab.page.request.post("/api/v1/models", multipart={"file": payload(name, content)})
    assert reply.ok, reply.text()
    return Own(lab, reply.json()["id"])


def turned(trace: dict[str, Any]) -> dict[str, Any]:
    """Return a backward trace in the order in which it happens: from the last input to the first."""
    return {name: rows if name in ("h0", "C0") else rows[::-1] for name, rows in trace.items()}
