"""What is in a model's file, as `inspect` prints it: as data, or in words."""

from typing import Any

from lstm_core.interop import Contents
from lstm_core.params import UnitParams


def summary(contents: Contents) -> dict[str, Any]:
    """Return the networks in a file and what else was found there, ready for JSON."""
    return {
        "format": contents.format,
        "lstms": {
            name: [
                {
                    "unit": " and ".join(
                        dict.fromkeys(one.params.blueprint.name for _, one in layer.directions)
                    ),
                    "inputs": layer.D,
                    "units": layer.directions[0][1].params.H,
                    "outputs": layer.width,
                    "directions": " and ".join(way for way, _ in layer.directions),
                    "peepholes": " ".join(_peepholes(layer.directions[0][1].params)),
                }
                for layer in stack.layers
            ]
            for name, stack in contents.stacks.items()
        },
        "heads": list(contents.linears),
        "embeddings": [f"{name} {len(one)} x {one.shape[1]}" for name, one in contents.embeddings.items()],
        "ignored": [" ".join(filter(None, (one.name, one.shape, one.why))) for one in contents.ignored],
        "notes": list(contents.notes),
    }


def _peepholes(params: UnitParams) -> list[str]:
    """Return the kind of each peephole that the unit may have."""
    return [
        f"{net.letter}:{params.nets[net.letter].peephole}"
        for net in params.blueprint.nets
        if net.peephole is not None
    ]


def in_words(found: dict[str, Any]) -> str:
    """Return a `summary` as lines of text."""
    lines = [f"format: {found['format']}"]
    for name, layers in found["lstms"].items():
        lines.append(f"network {name or '(no name)'}:")
        for k, layer in enumerate(layers):
            told = (f"{key} {value}" for key, value in layer.items() if value != "")
            lines.append(f"  layer {k}: " + ", ".join(told))
    for title in ("heads", "embeddings", "ignored", "notes"):
        if found[title]:
            lines += [f"{title}:", *(f"  {line}" for line in found[title])]
    return "\n".join(lines)
