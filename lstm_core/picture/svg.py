"""SVG elements whose colours are roles, so that one drawing serves light and dark pages."""

from xml.etree import ElementTree as ET

from lstm_core.picture.palette import DARK, LIGHT

DARK_HOSTS = (
    '[data-jp-theme-light="false"]',  # JupyterLab and Notebook
    ".vscode-dark",
    ".vscode-high-contrast",
    'html[theme="dark"]',  # Colab
    '[data-theme="dark"]',  # documentation made by Sphinx
)
"""How pages that show notebooks mark that they are dark."""

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
MONO = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
MATH = "'STIX Two Math', 'Cambria Math', Georgia, 'DejaVu Serif', serif"


def sheet(width: float, height: float, label: str) -> ET.Element:
    """Return an empty drawing of this size, with its style; it shrinks to fit the page.

    Elements carry the light colours, for pages that drop styles; the style only replaces them on dark pages.
    """
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "memory-pipe",
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "width": number(width),
            "height": number(height),
            "role": "img",
            "aria-label": label,
            "font-family": FONT,
            "font-size": "12",
            "style": "max-width: 100%; height: auto",
        },
    )
    style = ET.SubElement(root, "style")
    rules = [
        f".{kind}-{role}{{{name}:{colour}}}"
        for role, colour in DARK.items()
        for kind, name in (("f", "fill"), ("s", "stroke"))
    ]
    style.text = f":is({', '.join(DARK_HOSTS)}) .memory-pipe{{{''.join(rules)}}}"
    return root


def number(value: float) -> str:
    """Write a coordinate, exact to a millionth of a pixel."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def add(
    parent: ET.Element, name: str, fill: str = "none", stroke: str = "", /, **attributes: str | float
) -> ET.Element:
    """Add an element whose fill and stroke are roles of the palette; ``stroke_width`` is stroke-width."""
    classes = [f"{kind}-{role}" for kind, role in (("f", fill), ("s", stroke)) if role in LIGHT]
    given = {
        key.rstrip("_").replace("_", "-"): value if isinstance(value, str) else number(value)
        for key, value in attributes.items()
    }
    if name not in ("g", "title"):
        given["fill"] = LIGHT.get(fill, fill)
        if stroke:
            given["stroke"] = LIGHT.get(stroke, stroke)
    if classes:
        given["class"] = " ".join(classes)
    return ET.SubElement(parent, name, given)


def write(
    parent: ET.Element, x: float, y: float, text: str, fill: str = "ink", /, **attributes: str | float
) -> ET.Element:
    """Add a text."""
    element = add(parent, "text", fill, x=x, y=y, **attributes)
    element.text = text
    return element


def path(
    parent: ET.Element, points: str, stroke: str, width: float, /, **attributes: str | float
) -> ET.Element:
    """Add an unfilled line."""
    return add(parent, "path", "none", stroke, d=points, stroke_width=width, **attributes)
