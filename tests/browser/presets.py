"""Presets with random weights, so that a picture can be compared with numbers that nobody chose."""

import json
from pathlib import Path
from typing import Any, Literal

import numpy as np

Peephole = Literal["none", "diagonal", "full"]


def random_preset(name: str, H: int, D: int, T: int, seed: int, peepholes: Peephole) -> dict[str, Any]:
    """Return a preset file's content: H units, D inputs, one example "random" of T steps.

    Weights are normal with a spread that takes gates from nearly shut to nearly open; the peephole kind
    holds for all three gates. The same arguments give the same preset.
    """
    rng = np.random.default_rng(seed)

    def gate(shape_of_p: tuple[int, ...] | None) -> dict[str, Any]:
        return {
            "W": rng.normal(0, 1.5, (H, D)).tolist(),
            "U": rng.normal(0, 1.5 / np.sqrt(H), (H, H)).tolist(),
            "b": rng.normal(0, 0.5, H).tolist(),
            "p": None if shape_of_p is None else rng.normal(0, 0.7, shape_of_p).tolist(),
        }

    shapes: dict[Peephole, tuple[int, ...] | None] = {"none": None, "diagonal": (H,), "full": (H, H)}
    weights = {letter: gate(shapes[peepholes] if letter in "fio" else None) for letter in "figo"}
    inputs = rng.normal(0, 1, (T, D)).round(3).tolist()
    return {
        "name": name,
        "title": _both(f"Random, {H} units", f"随机，{H} 个单元"),
        "summary": _both("Weights drawn at random.", "随机抽取的权重。"),
        "weights": weights,
        "unit_names": [_both(f"unit {n + 1}", f"单元 {n + 1}") for n in range(H)],
        "input": {
            "kind": "numbers",
            "names": [_both(f"input {n + 1}", f"输入 {n + 1}") for n in range(D)],
            "ranges": [[-3, 3]] * D,
        },
        "examples": [
            {
                "id": "random",
                "title": _both("Random inputs", "随机输入"),
                "inputs": inputs,
                "labels": {language: [str(t + 1) for t in range(T)] for language in ("en", "zh")},
            }
        ],
        "captions": [],
    }


def random_gru(name: str, H: int, D: int, T: int, seed: int) -> dict[str, Any]:
    """Return the same of a GRU that resets after the product."""
    rng = np.random.default_rng(seed)

    def net(**more: Any) -> dict[str, Any]:
        U = rng.normal(0, 1.5 / np.sqrt(H), (H, H)).tolist()
        return {"W": rng.normal(0, 1.5, (H, D)).tolist(), "U": U, "b": rng.normal(0, 0.5, H).tolist(), **more}

    weights = {"z": net(), "r": net(), "n": net(bU=rng.normal(0, 0.5, H).tolist())}
    return random_preset(name, H, D, T, seed, "none") | {"unit": "gru", "weights": weights}


def _read(preset: dict[str, Any], seed: int) -> dict[str, Any]:
    """Return the preset with a head of two outputs; its first input is drawn as a line, others as flags."""
    rng = np.random.default_rng(seed)
    names = [_both(f"answer {n + 1}", f"回答 {n + 1}") for n in range(2)]
    W = rng.normal(0, 1, (2, len(preset["unit_names"]))).tolist()
    drawn = ["line", *["flag"] * (len(preset["input"]["names"]) - 1)]
    return preset | {
        "head": {"W": W, "b": [0.25, -0.5], "names": names},
        "input": preset["input"] | {"drawn": drawn},
    }


def write_random_presets(folder: Path) -> None:
    """Put the presets that the browser tests use into `folder`, a file each."""
    for preset in (
        random_preset("random-1", H=1, D=1, T=6, seed=1, peepholes="diagonal"),
        _read(random_preset("random-4", H=4, D=3, T=12, seed=4, peepholes="diagonal"), seed=14),
        random_preset("random-4-plain", H=4, D=2, T=8, seed=5, peepholes="none"),
        random_preset("random-8-full", H=8, D=2, T=24, seed=8, peepholes="full"),
        random_preset("random-12", H=12, D=4, T=16, seed=12, peepholes="diagonal"),
        _read(random_gru("random-gru", H=4, D=3, T=12, seed=7), seed=17),
    ):
        path = folder / f"{preset['name']}.json"
        path.write_text(json.dumps(preset, ensure_ascii=False), encoding="utf-8")


def _both(en: str, zh: str) -> dict[str, str]:
    return {"en": en, "zh": zh}
