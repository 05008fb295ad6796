"""The words of validation errors: from pydantic's error items to pointer and detail."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.faults.kinds import FieldError, Refused

UNION_TAGS = ("[vector]", "[matrix]")
"""What pydantic puts into the location of an error in a union; not part of the JSON."""

_MOST_ERRORS = 10

_EXPECTED = {
    "float_type": "expected a number",
    "int_type": "expected a whole number",
    "int_from_float": "expected a whole number",
    "string_type": "expected a string",
    "bool_type": "expected true or false",
    "list_type": "expected a list",
    "none_required": "expected null",
    "dict_type": "expected an object",
    "model_type": "expected an object",
    "model_attributes_type": "expected an object",
}
_FIXED = {
    "missing": "this field is required",
    "extra_forbidden": "this field is not known here",
    "finite_number": "expected a finite number, found NaN or infinity",
}


def pointer_of(location: Sequence[str | int]) -> str:
    """Return the JSON pointer (RFC 6901) of a pydantic location, without ``body`` and tags of unions.

    >>> pointer_of(("body", "inputs", 3, 0))
    '/inputs/3/0'
    """
    parts = [str(p) for p in (location[1:] if location[:1] == ("body",) else location)]
    return "".join("/" + p.replace("~", "~0").replace("/", "~1") for p in parts if p not in UNION_TAGS)


def one_of(names: Sequence[str], found: object) -> str:
    """Say that one of some names was expected, in pydantic's words: 'a', 'b' or 'c'."""
    *others, last = map(repr, names)
    known = f"{', '.join(others)} or {last}" if others else last
    return f"expected one of {known}, found {named(found)}"


def setting(limit: str) -> str:
    """Return the environment variable that sets a limit."""
    return f"MEMORY_PIPE_{limit.upper()}"


def error_of(item: Mapping[str, Any]) -> FieldError:
    """Return pointer and detail of one pydantic error item."""
    return FieldError(pointer_of(item["loc"]), _detail(item))


def refusal(items: Sequence[Mapping[str, Any]]) -> Refused:
    """Return the fault that pydantic's error items describe; a flood of them is cut off and counted."""
    errors = [error_of(item) for item in items[:_MOST_ERRORS]]
    if len(items) > _MOST_ERRORS:
        errors.append(FieldError("", f"and {len(items) - _MOST_ERRORS} more"))
    return Refused.at(errors)


def _detail(item: Mapping[str, Any]) -> str:
    kind, context, found = item["type"], item.get("ctx", {}), item.get("input")
    if kind in _EXPECTED:
        return f"{_EXPECTED[kind]}, found {named(found)}"
    if kind in _FIXED:
        return _FIXED[kind]
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        return f"expected one of {context['expected']}, found {named(found)}"
    if kind in ("greater_than_equal", "less_than_equal"):
        side, bound = ("at least", context.get("ge")) if "ge" in context else ("at most", context.get("le"))
        shown = found if isinstance(found, str) else _number(found)  # In an address every value is a string.
        return f"expected a number of {side} {bound:g}, found {shown}"
    if kind == "too_short":
        least = context["min_length"]
        return f"expected at least {least} item{'s' * (least > 1)}, found {context['actual_length']}"
    if kind == "too_long":
        return f"expected at most {context['max_length']} items, found {context['actual_length']}"
    return str(item["msg"])


def _number(value: Any) -> str:  # noqa: ANN401 - an int or a float of JSON
    """Write a number in six digits, or in all of its own if these would name another."""
    short = f"{value:g}"
    return short if float(short) == float(value) else f"{value:.17g}"


def named(value: object) -> str:
    """Describe a JSON value briefly, so that a reader recognises it."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return f'the string "{value}"' if len(value) <= 20 else "a long string"
        case int() | float():
            return f"the number {value:g}"
        case list():
            return "a list"
        case dict():
            return "an object"
    return "something else"
