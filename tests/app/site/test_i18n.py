"""Catalogues: both languages say the same things, and every page's text is in them."""

import re
from pathlib import Path

import pytest

from app.config import ROOT
from app.site.i18n import LANGUAGES, Catalogue, load

CATALOGUES = load(ROOT / "app" / "locale")
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", text))


def test_both_languages_hold_the_same_ids() -> None:
    en, zh = (set(CATALOGUES[language].texts) for language in LANGUAGES)
    assert en == zh
    assert {"common.name", "learn.begin", "api.title"} <= en


def test_no_text_is_empty_and_placeholders_agree() -> None:
    en, zh = (CATALOGUES[language].texts for language in LANGUAGES)
    assert [key for key in en if not en[key].strip() or not zh[key].strip()] == []
    assert {k: placeholders(en[k]) for k in en} == {k: placeholders(zh[k]) for k in en}


def test_forms_are_those_of_a_number_that_is_told() -> None:
    forms = {key: re.findall(r"\{(\w+):\w+\|\w+\}", text) for key, text in CATALOGUES["en"].texts.items()}
    assert {"lab.input.count", "models.input.width"} <= {key for key, names in forms.items() if names}
    assert [
        k for k, names in forms.items() if not set(names) <= set(placeholders(CATALOGUES["en"].texts[k]))
    ] == []
    assert [k for k, text in CATALOGUES["zh"].texts.items() if re.search(r"\{\w+:", text)] == []


def test_chinese_is_chinese_and_english_has_none() -> None:
    en, zh = (CATALOGUES[language].texts for language in LANGUAGES)
    han = re.compile(r"[\u4e00-\u9fff]")
    assert [k for k, text in en.items() if han.search(text) and not k.startswith("common.language.")] == []
    # What is the same in both, a formula, a name or a sign, need not have a Chinese letter.
    words = re.compile("[A-Za-z]{3}")
    bare = {k: text for k, text in zh.items() if not han.search(text) and text != en[k]}
    assert [k for k, text in bare.items() if words.search(re.sub(r"\{\w+\}", "", text))] == []


def test_every_id_in_a_template_exists() -> None:
    used = {
        message
        for file in (ROOT / "templates").glob("*.html")
        for message in re.findall(r"""_\(\s*["']([\w.-]+[\w])["']""", file.read_text())
    }
    assert {"common.skip", "learn.begin"} <= used
    assert used - set(CATALOGUES["en"].texts) == set()


def test_a_text_is_filled() -> None:
    catalogue = Catalogue("en", {"a": "step {n} of {total}", "b": "100 {sic}"})
    assert catalogue.text("a", n=3, total=9) == "step 3 of 9"
    assert catalogue.text("b") == "100 {sic}"
    assert catalogue.text("unknown.id") == "unknown.id"


def write(folder: Path, **files: str) -> Path:
    for language in LANGUAGES:
        (folder / language).mkdir()
    for name, text in files.items():
        (folder / "en" / f"{name}.po").write_text(HEADER + text, encoding="utf-8")
    return folder


def test_files_are_read_together(tmp_path: Path) -> None:
    folder = write(tmp_path, a='msgid "a.x"\nmsgstr "one"\n', b='msgid "b.x"\nmsgstr ""\n"two "\n"lines"\n')
    assert load(folder)["en"].texts == {"a.x": "one", "b.x": "two lines"}


def test_an_id_in_two_files_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, a='msgid "a.x"\nmsgstr "1"\n', b='msgid "a.x"\nmsgstr "2"\n')
    with pytest.raises(ValueError, match=r"b\.po: the id 'a\.x' is given twice"):
        load(folder)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a\.po: missing msgstr for msgid 'a\.x'"):
        load(write(tmp_path, a='msgid "a.x"\nmsgid "a.y"\nmsgstr "1"\n'))
