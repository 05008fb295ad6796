"""LaTeX to MathML, each symbol in the colour of its role."""

import re
from functools import lru_cache
from xml.etree import ElementTree as ET

from latex2mathml.converter import convert

from lstm_core.blueprints import BLUEPRINTS

STATES = {state: "memory" for blueprint in BLUEPRINTS.values() for state in blueprint.carried}
GATES = {
    net.letter: net.role
    for blueprint in BLUEPRINTS.values()
    for net in blueprint.nets
    if net.letter not in STATES
}
WEIGHTS = ("W", "U", "P", "p", "b", "z")
_SPACE = "{http://www.w3.org/1998/Math/MathML}"
_ENTITY = re.compile(r"&#x([0-9A-Fa-f]+);")


@lru_cache(maxsize=1024)
def mathml(latex: str, *, block: bool = False) -> str:
    r"""Return a formula as MathML.

    ``f_t``, ``C_{t-1}`` and the like, and a gate's weights such as ``W_f``, get the class of their role.

    Parameters
    ----------
    latex : str
        Without dollar signs; ``\odot`` is the element-wise product.
    block : bool
        Whether it is on a line of its own.

    Raises
    ------
    ValueError
        When it is not LaTeX that can be understood.
    """
    try:
        source = convert(latex.replace("\u2212", "-"), display="block" if block else "inline")
    except Exception as error:
        raise ValueError(f"the formula {latex!r} cannot be read: {type(error).__name__}") from error
    unknown = re.search(r"\\\w+", source)
    if unknown:
        raise ValueError(f"the formula {latex!r} has a command that is not known: {unknown[0]}")
    root = ET.fromstring(_ENTITY.sub(lambda found: chr(int(found[1], 16)), source))  # noqa: S314 - our own  # nosec B314
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SPACE)
    for element in root.iter("msub"):
        role = _role("".join(element[0].itertext()), "".join(element[1].itertext()))
        if role:
            element.set("class", f"role-{role}")
        for sign in element[1].iter("mo"):
            sign.attrib |= {"lspace": "0", "rspace": "0"}
    signs = list(root.iter("mo"))
    if "".join(root.itertext()) == "".join(sign.text or "" for sign in signs[:1]):  # a sign alone, as a word
        signs[0].attrib |= {"lspace": "0", "rspace": "0"}
    return ET.tostring(root, encoding="unicode")


def role_of(latex: str) -> str | None:
    """Return the role of a symbol such as ``f_t``, or None."""
    base, _, sub = latex.partition("_")
    return _role(base.strip(), sub.strip("{} ") or "t")


def _role(base: str, sub: str) -> str | None:
    if sub.startswith("t"):
        return {**GATES, **STATES}.get(base)
    return GATES.get(sub.removeprefix("U")) if base in WEIGHTS else None
