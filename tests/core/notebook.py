"""Runs notebooks without Jupyter: a cell is a program, and the value of its last line is shown.

    python -m tests.core.notebook

runs the notebook of the core anew and keeps what comes out of it in the file, so that it reads well where
nothing runs. Pictures of figures are taken in Chromium. What this machine cannot show as it should be kept
stays as it was, and is named.

Jupyter's own client would bring a kernel, sockets and twenty packages for what these tests need.
"""

import ast
import base64
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from tests.architecture.tree import ROOT

NOTEBOOK: Final = ROOT / "lstm_core" / "examples" / "see_inside_your_lstm.ipynb"
PLOTLY: Final = "application/vnd.plotly.v1+json"

Bundle = dict[str, Any]
Camera = Callable[[Any], bytes]


def read(path: Path = NOTEBOOK) -> dict[str, Any]:
    """Return a notebook."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def values(notebook: dict[str, Any], folder: Path) -> Iterator[tuple[dict[str, Any], Any]]:
    """Run all cells in order, as if in `folder`; yield each cell of code with the value of its last line."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            with chdir(folder):
                yield cell, _value("".join(cell["source"]), f"cell {number}", names)


def bundle(value: Any, camera: Camera | None = None) -> Bundle:
    """Return what is shown of a value, by kind of medium."""
    if hasattr(value, "to_plotly_json"):
        shown = {PLOTLY: json.loads(value.to_json())}
        return shown if camera is None else shown | {"image/png": base64.b64encode(camera(value)).decode()}
    html = value._repr_html_() if hasattr(value, "_repr_html_") else ""
    if not html:
        return {"text/plain": _lines(repr(value))}
    # A browser of repositories draws an image, and would take it out of a page.
    kind = "image/svg+xml" if html.startswith("<svg") else "text/html"
    return {kind: _lines(html), "text/plain": [f"<{type(value).__name__}>"]}


def keep(notebook: dict[str, Any], folder: Path, camera: Camera) -> list[str]:
    """Run the notebook, put into it what comes out, and return what stays as it was, and why."""
    left = []
    for count, (cell, value) in enumerate(values(notebook, folder), start=1):
        cell["execution_count"] = count
        if reason := _unfit(cell["metadata"].get("tags", [])):
            left.append(f"[{count}] keeps its earlier output: {reason}")
            continue
        cell["outputs"] = []
        if value is not None:
            shown = bundle(value, camera)
            cell["outputs"] = [
                {"output_type": "execute_result", "execution_count": count, "metadata": {}, "data": shown}
            ]
    return left


def _unfit(tags: list[str]) -> str | None:
    """Say why what a cell shows here should not be kept."""
    if "torch" in tags and find_spec("torch") is None:
        return "it needs PyTorch, which is not installed here"
    if "widget" in tags and find_spec("anywidget") is not None:
        return "without anywidget it is a picture, which is seen wherever nothing runs"
    return None


def _value(source: str, name: str, names: dict[str, Any]) -> Any:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), names)  # noqa: S102 - our own notebook
    if last is None:
        return None
    assert isinstance(last, ast.Expr)
    return eval(compile(ast.Expression(last.value), name, "eval"), names)  # noqa: S307


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def main() -> None:
    """Run the notebook anew."""
    from playwright.sync_api import sync_playwright

    notebook = read()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        page = browser.new_page(viewport={"width": 960, "height": 900})

        def camera(figure: Any) -> bytes:
            page.set_content(figure.to_html(include_plotlyjs=True, default_width="960px"))
            page.wait_for_function("document.querySelector('.js-plotly-plot .legend') !== null")
            return page.locator(".js-plotly-plot").screenshot()

        sys.stdout.writelines(f"{line}\n" for line in keep(notebook, NOTEBOOK.parent, camera))
        browser.close()
    NOTEBOOK.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
