"""To whom style sheets belong, and whose looks a feature may use."""

import re

from app.learn.pages import needs
from tests.architecture import javascript_imports, styles
from tests.architecture.tree import ROOT, text_files


def test_every_style_sheet_belongs_to_a_page_or_to_a_door() -> None:
    sheets = {path: text for path, text in text_files("static") if path.endswith(".css")}
    pages = "\n".join(text for _, text in text_files("templates"))
    entries = {path for path in sheets if path.endswith("/door.css") or path.removeprefix("static/") in pages}
    entries |= {f"static/{path}" for path in needs.SHEETS}
    imported = {
        javascript_imports.target(path, name).as_posix()
        for path, text in sheets.items()
        for name in re.findall(r'@import "([^"]+)"', text)
    }
    assert imported <= set(sheets)
    (widget,) = re.findall(
        r"widget: `\$\{FOLDER\}(/widget\.css)`", (ROOT / ".ci/esbuild/widget.js").read_text()
    )
    assert set(sheets) - imported - entries == {f"static/js/pages/widget{widget}"}


def test_a_features_looks_are_its_own_or_everybodys() -> None:
    assert styles.borrowed(dict(text_files("static"))) == []


def test_a_class_that_another_feature_gives_its_looks_is_found() -> None:
    sheet, script = "static/js/features/keys/door.css", "static/js/features/tour/tour.js"
    files = {sheet: ".sheet header, .card { top: 1px }", script: 'html("p", { class: "card" })'}
    assert styles.borrowed(files) == [f"{script}: 'card' has its looks from ['keys']"]
    for own in ("static/js/features/tour/door.css", "static/js/view/view.css", "static/css/page.css"):
        assert styles.borrowed(files | {own: ".card { top: 0 }"}) == []
    assert styles.borrowed(files | {sheet: "/* .card */ .sheet { top: 0.card }"}) == []
