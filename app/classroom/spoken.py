"""Questions that pages make from the run, in words: what a page says in its language, exports say in both."""

from collections.abc import Mapping
from typing import Any

from app.site.i18n import Catalogue
from lstm_core.blueprints import BLUEPRINTS, as_json


def in_words(asked: Mapping[str, Any], languages: Mapping[str, Catalogue]) -> dict[str, Any]:
    """Return a question with its words, and those of its choices, in each language.

    Parameters
    ----------
    asked : mapping
        A question as its desk sent it. Words that the desk has written stay.
    languages : mapping
        The catalogue of each language, by its code.
    """
    text = asked["text"]
    if text is None:
        spoken = {language: _question(asked["generated"], words) for language, words in languages.items()}
        text = spoken if all(spoken.values()) else None
    choices = [
        one if one["text"] else one | {"text": _choice(one["id"], languages)} for one in asked["choices"]
    ]
    return {**asked, "text": text, "choices": choices}


def _question(generated: Mapping[str, Any], words: Catalogue) -> str:
    """Return a question as a sentence; an empty one if it is not as our desk makes them."""
    match generated:
        case {"blueprint": str(name), "kind": str(kind), "lane": int(lane), "reveals": int(reveals)} if (
            name in BLUEPRINTS and not kind.startswith("pin_")
        ):
            unit = as_json(BLUEPRINTS[name])
        case _:
            return ""
    about: dict[str, Any] = {"lane": lane + 1, "step": reveals // len(unit["phases"]) + 1}
    match generated:
        case {"gate": str(gate)}:
            message = "classroom.ask.valve"
        case {"pin": {"gate": str(gate), "value": int() | float() as value}}:
            message = "predict.question.pin_open" if value else "predict.question.pin_shut"
        case _:
            return _of_unit(words, unit["unit"], f"predict.question.{kind}", about)
    valve = next((node["id"] for node in unit["nodes"] if node.get("gate") == gate), None)
    return (
        ""
        if valve is None
        else words.text(message, valve=_of_unit(words, unit["unit"], f"lab.part.{valve}"), **about)
    )


def _of_unit(words: Catalogue, unit: str, message: str, about: Mapping[str, Any] | None = None) -> str:
    """Return a unit's own words for something, else those that all units share; empty if there are none."""
    for known in (f"{unit}.{message.removeprefix('lab.')}", message):
        if known in words.texts:
            return words.text(known, **(about or {}))
    return ""


def _choice(name: str, languages: Mapping[str, Catalogue]) -> dict[str, str] | None:
    message = f"predict.choice.{name}"
    if not all(message in words.texts for words in languages.values()):
        return None
    return {language: words.text(message) for language, words in languages.items()}
