"""The tree of static files: its hash, its types, and the effect of changes."""

import gzip
import re
from pathlib import Path

import pytest

from app.site.assets import AssetTree


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with a few static files."""
    (tmp_path / "js" / "view").mkdir(parents=True)
    (tmp_path / "js" / "main.js").write_text("import './view/a.js';" * 20)
    (tmp_path / "js" / "view" / "a.js").write_text("export {};")
    (tmp_path / "js" / "theme.js").write_text("'classic'")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "x.js").write_text("x")
    return tmp_path


def test_the_tree_holds_the_files_and_nothing_hidden(root: Path) -> None:
    assert set(AssetTree({"": root}).files) == {"js/main.js", "js/view/a.js", "js/theme.js"}


def test_the_hash_is_that_of_names_and_content(root: Path) -> None:
    before = AssetTree({"": root}).hash
    assert re.fullmatch("[0-9a-f]{16}", before)
    assert AssetTree({"": root}).hash == before
    (root / "js" / "view" / "a.js").rename(root / "js" / "view" / "b.js")
    renamed = AssetTree({"": root}).hash
    (root / "js" / "view" / "b.js").write_text("export {a};")
    assert len({before, renamed, AssetTree({"": root}).hash}) == 3


def test_addresses_carry_the_hash(root: Path) -> None:
    tree = AssetTree({"": root})
    assert tree.url("js/main.js") == f"/static/{tree.hash}/js/main.js"
    with pytest.raises(KeyError, match=re.escape("no static file 'js/none.js'")):
        tree.url("js/none.js")


def test_a_second_root_lies_below_its_prefix(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("vendor")
    (other / "ui.css").write_text("p { color: red }")
    assert AssetTree({"": root, "vendor/ui": other}).files["vendor/ui/ui.css"].body == b"p { color: red }"


def test_a_root_may_be_one_file(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    library = tmp_path_factory.mktemp("package") / "lib.min.js"
    library.write_text("let lib")
    (library.parent / "other.js").write_text("let other")
    tree = AssetTree({"": root, "charts.js": library})
    assert tree.files["charts.js"].body == b"let lib"
    assert set(tree.files) == {"js/main.js", "js/view/a.js", "js/theme.js", "charts.js"}


def test_files_are_packed_when_first_asked_for_where_that_gains(root: Path) -> None:
    (root / "zeros.png").write_bytes(bytes(1000))
    files = AssetTree({"": root}).files
    assert not any(file.is_ready for file in files.values())
    packed = files["js/main.js"].packed
    assert [name for name, file in files.items() if file.is_ready] == ["js/main.js"]
    assert files["js/main.js"].packed is packed
    assert packed is not None
    assert gzip.decompress(packed) == files["js/main.js"].body
    assert len(packed) < len(files["js/main.js"].body)
    assert files["js/view/a.js"].packed is None
    assert files["zeros.png"].packed is None


def test_what_lies_beside_a_file_in_brotli_is_another_form_of_it_and_no_file(root: Path) -> None:
    before = AssetTree({"": root})
    (root / "js" / "main.js.br").write_bytes(b"shorter")
    (root / "js" / "theme.js.br").write_bytes(b"no shorter")
    after = AssetTree({"": root})
    assert (after.files.keys(), after.hash) == (before.files.keys(), before.hash)
    found = {name: file.brotli for name, file in after.files.items() if file.brotli is not None}
    assert found == {"js/main.js": b"shorter"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.png", "image/png"),
        ("a.woff2", "font/woff2"),
        ("a.json", "application/json"),
        ("a.unknown-kind", "application/octet-stream"),
    ],
)
def test_types_do_not_depend_on_the_machine(tmp_path: Path, name: str, expected: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert AssetTree({"": tmp_path}).files[name].media_type == expected


def test_only_a_tree_that_follows_sees_a_change(root: Path) -> None:
    fixed, following = AssetTree({"": root}), AssetTree({"": root}, follow=True)
    before = fixed.hash
    (root / "js" / "main.js").write_text("changed")
    for tree in (fixed, following):
        tree.refresh()
    assert fixed.hash == before
    assert following.hash == AssetTree({"": root}).hash != before
    assert following.files["js/main.js"].body == b"changed"


def test_files_are_served_as_they_lie(tmp_path: Path) -> None:
    script = "/** What it is for. */\nexport const f = (b) => `a ${b}\n// no comment\n/* nor this */`; // e\n"
    (tmp_path / "own.js").write_text(script)
    (tmp_path / "all.css").write_text('@import "one.css";\n')
    files = AssetTree({"": tmp_path}).files
    assert files["own.js"].body.decode() == script
    assert files["all.css"].body == b'@import "one.css";\n'
