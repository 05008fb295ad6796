"""The tutorial's words: one for each thing, in both languages, and directions that hold on a phone."""

import re
from typing import Final

import pytest

from app.config import ROOT
from app.learn.text.parts import Terms
from app.learn.text.tutorial import read_tutorial

FOLDER: Final = ROOT / "templates" / "learn"
SETTLED: Final = {
    "zh": {
        "旋钮": "滑块",
        "拧": "转",
        "挤压": "压缩",
        "窥孔": "窥视孔",
        "闸门": "阀门",
        "龙头": "阀门",
        "程序库": "框架",
        "候选值": "候选记忆元",
        "隐藏状态": "隐状态",
        "隐藏层大小": "隐藏单元数",
        "学成": "训练好的",
        "瞎猜": "不看输入的基线",
        "答平均": "总猜平均值",
        "十的幂": "对数刻度",
        "要紧": "重要",
        "习性": "做法",
    },
    "en": {
        "foretell": "predict",
        "reckon": "count",
        "told to buy": "told: bought",
        "told: buy": "told: bought",
        "network buys": "a stock is bought",
        "network sells": "a stock is sold",
    },
}
"""What is not said, and what is said instead."""
DIRECTIONS: Final = {
    "zh": "[左右][边端]|向[左右]|[上下]方的?(?:管道|阀门|细线)|阀门[上下]方|[左右][上下]方",
    "en": r"\b(?:at|on|from|to) the (?:left|right|top|bottom)\b|\b(?:top|bottom) (?:left|right)\b"
    r"|\bgo (?:left|right)\b|\bbelow the (?:\w+ )*valve\b",
}
"""On a phone the pipe runs down, so that a part is named by what it is, and a step by its time."""
UPRIGHT: Final = {
    "zh": "最右边的按钮",
    "en": "The button at the right end|at the right time|Look at the top row",
}
"""Directions in what is never turned, such as buttons and maps, and other uses of the words."""


def texts(language: str) -> dict[str, str]:
    """Return each file of the tutorial, without its claims and settings."""
    files = sorted((FOLDER / language).glob("*.md"))
    return {file.name: file.read_text("utf-8") for file in files}


@pytest.mark.parametrize("language", SETTLED)
def test_one_word_says_one_thing(language: str) -> None:
    catalogues = {
        file.name: file.read_text("utf-8") for file in (ROOT / "app/locale" / language).glob("*.po")
    }
    found = [
        (name, word, f"say {instead}")
        for name, text in {**texts(language), **catalogues}.items()
        for word, instead in SETTLED[language].items()
        if word in text
    ]
    assert found == []


@pytest.mark.parametrize("language", DIRECTIONS)
def test_parts_of_a_picture_are_found_by_what_they_are_not_by_left_and_right(language: str) -> None:
    found = [
        (name, match[0])
        for name, text in texts(language).items()
        for match in re.finditer(DIRECTIONS[language], re.sub(UPRIGHT[language], "", text))
    ]
    assert found == []


def test_a_term_in_chinese_has_the_word_that_papers_and_libraries_use() -> None:
    tutorial = read_tutorial(FOLDER, "zh")
    cards = [part for _, screen in tutorial.screens() for part in screen.parts if isinstance(part, Terms)]
    names = [term.name for card in cards for term in card.terms]
    assert len(names) > 40
    assert [name for name in names if not re.search("[A-Za-z]{2}", name)] == []
