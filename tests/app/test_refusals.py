"""Refusals in Chinese: every wording of the server has a translation, and a reader gets it."""

import ast
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.config import APP
from app.faults.translation import Translation
from app.site.i18n import refusals

CHINESE = refusals(APP / "locale")["zh"]
FOLDERS = ("blueprints", "classroom", "dye", "faults", "http", "models", "runs", "site", "training", "wire")
"""Where faults are worded that a reader may meet."""
NAMED = re.compile(
    r"[A-Z]\w*(Fault|Refused)|Refused|Problem|FieldError|Conflict|Gone|Locked|Not\w+|Too\w+|Un\w+|busy"
)
PLACES = {"matrix": 3, "vector": 3, "Rate": 2}
"""Which argument of a call is put into a wording."""


def wordings(folder: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence with which a fault is made, something in place of its values; and where."""
    for file in sorted((APP / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("detail", "what"):
                if re.search("[a-z]{2}", text := _text(node.value)):
                    yield text, f"{file.relative_to(APP)}:{node.lineno}"
            elif isinstance(node, ast.Call) and NAMED.fullmatch(ast.unparse(node.func).split(".")[-1]):
                for argument in node.args:
                    if " " in (text := _text(argument)) and re.search("[a-z]{2}", text):
                        yield text, f"{file.relative_to(APP)}:{node.lineno}"


def _text(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) for part in parts)
        case ast.FormattedValue():
            return "7"
        case ast.BinOp(left=left, right=right):
            return _text(left) + _text(right)
    return ""


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_wording_of_a_fault_has_a_translation(folder: str) -> None:
    assert [(text, place) for text, place in wordings(folder) if CHINESE.say(text) is None] == []


def test_what_is_counted_has_a_translation() -> None:
    meant = {
        str(argument.value)
        for file in APP.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in PLACES
        for argument in node.args[PLACES[ast.unparse(node.func)] :][:1]
        if isinstance(argument, ast.Constant)
    }
    assert {"the model has inputs", "joins of one room"} <= meant
    assert {text for text in meant if CHINESE.say(text) is None} == set()


def test_the_search_for_wordings_finds_what_is_not_translated() -> None:
    found = [text for text, _ in wordings("http")]
    assert len(found) > 15
    assert CHINESE.say("The moon is not at home.") is None


def test_what_was_found_is_translated_and_a_name_is_not() -> None:
    assert CHINESE.say("expected a number, found a list") == "应为数，实际是列表"
    assert CHINESE.say('expected a number, found the string "a list"') == "应为数，实际是字符串“a list”"
    shown = 'line 3, column 2 holds "x", expected a number'
    assert (
        CHINESE.say(f"This table cannot be used: {shown}.") == "这张表无法使用：第 3 行第 2 列是“x”，应为数。"
    )


def test_a_translation_with_an_unknown_value_is_refused() -> None:
    with pytest.raises(ValueError, match="the translation has 'b', its wording has not"):
        Translation({"found {a}": "{b}"})


def test_words_that_were_made_to_be_slow_are_matched_soon() -> None:
    assert CHINESE.say("expected " + ", found " * 300) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"model": {"preset": "latch"}, "inputs": [[1, 0, "x"]]}, ["应为数，实际是字符串“x”"]),
        ({"model": {"preset": "latch"}}, ["inputs、text、tokens、ids、batch 五者应当恰好给一个"]),
        ({"model": {"preset": "latch"}, "inputs": [[1, 0]]}, ["应有 3 个数（模型的输入数），实际有 2 个"]),
        ({"model": {"preset": "no"}, "inputs": [[1, 0, 0]]}, None),
    ],
)
def test_a_reader_of_chinese_is_refused_in_chinese(
    client: TestClient, body: dict[str, object], expected: list[str] | None
) -> None:
    answer = client.post("/api/v1/traces", json=body, headers={"accept-language": "zh-Hans"})
    assert (answer.status_code, answer.headers["content-language"]) == (422, "zh-Hans")
    problem = answer.json()
    assert problem["detail"] == "请求体不合要求。"
    details = [error["detail"] for error in problem["errors"]]
    assert expected in (None, details)
    assert all(re.search(r"[\u4e00-\u9fff]", detail) for detail in details)
    plain = client.post("/api/v1/traces", json=body)
    assert plain.headers["content-language"] == "en"
    assert plain.json()["detail"] == "The request body is not valid."
    assert [error["pointer"] for error in plain.json()["errors"]] == [e["pointer"] for e in problem["errors"]]


def test_an_answer_that_is_no_problem_is_left_alone(client: TestClient) -> None:
    answer = client.get("/api/v1/presets", headers={"accept-language": "zh"})
    assert "content-language" not in answer.headers
    assert answer.json() == client.get("/api/v1/presets").json()
