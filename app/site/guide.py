"""What the API guide shows besides words: code in several languages, and the fields of a trace."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ORIGIN: Final = "http://127.0.0.1:8000"
"""The address in the code, in whose place the page puts that of its server."""
_BLOCK: Final = re.compile(r"^```(\w+) (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Field:
    """One array of a trace.

    Attributes
    ----------
    name : str
        As in requests and answers; its meaning is in the catalogues, ``guide.field.<name>``.
    shape : str
        T steps, H units, D inputs.
    equation : str
        What it is at one step, in NumPy's notation; empty for what is given.
    role : str
        Its colour, as in the pictures.
    """

    name: str
    shape: str
    equation: str = ""
    role: str = ""


FIELDS: Final = (
    Field("x", "(T, D)"),
    Field("h0", "(H,)"),
    Field("C0", "(H,)"),
    Field("h_prev", "(T, H)"),
    Field("C_prev", "(T, H)", role="memory"),
    Field("z_f", "(T, H)", "W_f @ x + U_f @ h_prev + p_f * C_prev + b_f", "forget"),
    Field("z_i", "(T, H)", "W_i @ x + U_i @ h_prev + p_i * C_prev + b_i", "write"),
    Field("z_g", "(T, H)", "W_g @ x + U_g @ h_prev + b_g", "candidate"),
    Field("f", "(T, H)", "sigma(z_f)", "forget"),
    Field("i", "(T, H)", "sigma(z_i)", "write"),
    Field("g", "(T, H)", "tanh(z_g)", "candidate"),
    Field("kept", "(T, H)", "f * C_prev", "memory"),
    Field("added", "(T, H)", "i * g", "memory"),
    Field("C", "(T, H)", "kept + added", "memory"),
    Field("z_o", "(T, H)", "W_o @ x + U_o @ h_prev + p_o * C + b_o", "output"),
    Field("o", "(T, H)", "sigma(z_o)", "output"),
    Field("tanh_C", "(T, H)", "tanh(C)", "memory"),
    Field("h", "(T, H)", "o * tanh_C", "memory"),
    Field("terms", "(T, H)"),
)
"""In the order in which a step computes them."""


def code(file: Path) -> dict[str, dict[str, str]]:
    """Return the blocks of code in a Markdown file: by name, then by language.

    Raises
    ------
    ValueError
        If two blocks have the same name and language.
    """
    blocks: dict[str, dict[str, str]] = {}
    for language, name, text in _BLOCK.findall(file.read_text(encoding="utf-8")):
        if language in blocks.setdefault(name, {}):
            raise ValueError(f"{file}: the block {language} {name} is given twice")
        blocks[name][language] = text.rstrip("\n")
    return blocks


def at(blocks: dict[str, dict[str, str]], origin: str) -> dict[str, dict[str, str]]:
    """Return the same code for a server with another address."""
    return {
        name: {language: text.replace(ORIGIN, origin) for language, text in block.items()}
        for name, block in blocks.items()
    }
