"""What the API page shows, read from the OpenAPI document: operations, examples, fields.

The page is our own because Swagger UI weighs 482 kB, needs inline styles, and has only one language and one
theme.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_PREFIX = "#/components/schemas/"
_ONCE = {"NetWeights": ("GateWeights", "CandidateWeights")}
"""Earlier names of a kind of object: addresses that end with them still lead to it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A request that is ready to be sent: its name, what it shows, its JSON text."""

    name: str
    summary: str
    body: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an address needs besides a name or an id: a part of the path, or of the query."""

    name: str
    place: str
    example: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation.

    Attributes
    ----------
    id, method, path, summary, description : str
        Taken from the document.
    examples : list of Example
        Requests to try; empty if there is no body.
    choices : list of str
        Possible values of the path's ``{name}``; empty if it has none.
    by_id : bool
        Whether the path has an ``{id}``, for which there is no list to choose from.
    needed : list of Parameter
        What else its address needs.
    token : bool
        Whether it asks for a deletion token.
    upload : bool
        Whether a file is uploaded.
    media_types : list of str
        The media types of successful answers.
    statuses : list of str
        The other possible statuses.
    """

    id: str
    method: str
    path: str
    summary: str
    description: str
    examples: list[Example]
    choices: list[str]
    by_id: bool
    needed: list[Parameter]
    token: bool
    upload: bool
    media_types: list[str]
    statuses: list[str]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object: its type in a readable form, such as ``[[number]]``."""

    name: str
    type: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of object in a request; `once` are its earlier names."""

    name: str
    description: str
    fields: list[Field]
    once: tuple[str, ...] = ()


def operations(document: Mapping[str, Any]) -> list[Operation]:
    """Return all operations in a document, in its order."""
    return [
        _operation(method, path, details, _names_at(document, path))
        for path, methods in document["paths"].items()
        for method, details in methods.items()
    ]


def _names_at(document: Mapping[str, Any], path: str) -> list[str]:
    """Return the possible values of a path's ``{name}``: those listed by the path above."""
    above, has_name, _ = path.partition("/{name}")
    if not has_name:
        return []
    listing = document["paths"][above]["get"]["responses"]["200"]["content"]["application/json"]["example"]
    return [entry["name"] for entries in listing.values() for entry in entries]


def shapes(document: Mapping[str, Any]) -> list[Shape]:
    """Return every kind of object that a request can contain; containers come before their contents."""
    schemas = document["components"]["schemas"]
    names: list[str] = []
    waiting = [
        details["requestBody"]["content"]["application/json"]["schema"]
        for methods in document["paths"].values()
        for details in methods.values()
        if "application/json" in details.get("requestBody", {}).get("content", {})
    ]
    while waiting:
        for name in _names(waiting.pop(0)):
            if name not in names:
                names.append(name)
                waiting.append(schemas[name])
    return [_shape(name, schemas[name]) for name in names]


def _operation(method: str, path: str, details: Mapping[str, Any], names: list[str]) -> Operation:
    body = details.get("requestBody", {"content": {}})["content"]
    examples = body.get("application/json", {}).get("examples", {})
    right = min(details["responses"])
    return Operation(
        id=details["operationId"],
        method=method.upper(),
        path=path,
        summary=details["summary"],
        description=details["description"],
        examples=[
            Example(name, e["summary"], json.dumps(e["value"], ensure_ascii=False))
            for name, e in examples.items()
        ],
        choices=names,
        by_id="{id}" in path,
        needed=[
            Parameter(one["name"], one["in"], str(one["example"]))
            for one in details.get("parameters", ())
            if one["required"] and one["name"] not in ("name", "id")
        ],
        token=any(one["name"] == "deletion-token" for one in details.get("parameters", ())),
        upload="multipart/form-data" in body,
        media_types=list(details["responses"][right].get("content", {})),
        statuses=[status for status in details["responses"] if status >= "400"],
    )


def _shape(name: str, schema: Mapping[str, Any]) -> Shape:
    required = schema.get("required", [])
    fields = [
        Field(field, _type(details), field in required, details.get("description", ""))
        for field, details in schema.get("properties", {}).items()
    ]
    return Shape(name, schema["description"], fields, _ONCE.get(name, ()))


def _type(schema: Mapping[str, Any]) -> str:
    """Return a type in a readable form."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(_PREFIX)
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " | ".join(_type(one) for one in schema[several])
    if schema.get("type") == "array":
        return f"[{_type(schema['items'])}]"
    return str(schema.get("type", "any"))


def _names(schema: object) -> Iterator[str]:
    """Yield the names of all schemas that `schema` refers to, in order."""
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].removeprefix(_PREFIX)
        for value in schema.values():
            yield from _names(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _names(value)
