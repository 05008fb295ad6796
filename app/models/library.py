"""Uploaded models: read, described, kept, and run by their id."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from secrets import token_urlsafe
from threading import Lock
from typing import Any

import orjson

from app.config import Settings, kept
from app.faults.kinds import NotAllowed, NotThere, Refused, TooLarge
from app.models.cache import ModelCache, contents_size
from app.models.store import ModelStore, Removal
from app.models.tables import sqlite_url
from app.wire.files import from_stranger, writable
from app.wire.forms import Direction
from app.wire.networks import Network, peepholes, to_wire
from lstm_core import LayerStack
from lstm_core.blueprints import LSTM
from lstm_core.interop import Contents, FormatError, Limits
from lstm_core.interop.confined.reading import read_model

MOST_UNITS_SHOWN = 8
"""Up to this many units, the weights of a layer are sent as numbers."""
_TOKEN_BYTES = 24
_ID = re.compile("[0-9a-f]{64}")
_NAME_LENGTH = 120
_NOTE_LENGTH = 360
_MOST_NAMES = 200
_MOST_ENTRIES = 5_000
"""The most tensors, members, groups and nodes of a file: hundreds are usual, and each takes time to read."""


class ModelLibrary:
    """The models of a server.

    Parameters
    ----------
    settings : Settings
        The store and the limits.
    """

    def __init__(self, settings: Settings) -> None:
        url = settings.model_store or sqlite_url(kept(settings.data_dir))
        self.store = ModelStore(url, settings.model_store_bytes)
        self._cache = ModelCache(settings.model_cache_bytes)
        self._most_weights = settings.max_model_weights
        self._limits = Limits(
            file_bytes=settings.max_upload_bytes,
            unpacked_bytes=8 * settings.max_model_weights + 2**20,
            entries=_MOST_ENTRIES,
            weights=settings.max_model_weights,
        )
        self._reading = Lock()

    def read(self, data: bytes) -> "Upload":
        """Return what a model file holds, without keeping it; raises as `add` does."""
        return Upload(hashlib.sha256(data).hexdigest(), data, self._read(data))

    def add(self, upload: "Upload", name: str) -> tuple[dict[str, Any], bool]:
        """Keep a model file; return its description, and whether it is new.

        Parameters
        ----------
        upload : Upload
            The file, as `read` returned it.
        name : str
            The sender's name for it, which the answer repeats without folders; it is not stored.

        Raises
        ------
        Unusable, TooLarge
            When it is not a model, exceeds a limit, or does not fit into the store.
        """
        about = {"id": upload.id, "name": None, **_describe(upload.contents, upload.data)}
        token = token_urlsafe(_TOKEN_BYTES)
        added = self.store.add(upload.id, upload.data, orjson.dumps(about).decode(), _hash_of(token))
        self._cache.add(upload.id, upload.contents)
        own = {"name": plain_name(name), "deletion_token": token if added.has_token else None}
        return about | own, added.is_new

    def about(self, model: str) -> dict[str, Any]:
        """Return the description of a model, or raise `NotThere`."""
        found = self.store.about(model) if _ID.fullmatch(model) else None
        if found is None:
            raise _unknown(model)
        return _with_units(orjson.loads(found))

    def remove(self, model: str, token: str | None) -> None:
        """Delete a model for the sender with this token.

        Raises
        ------
        NotThere, NotAllowed
            When there is no such model, or the token is not one of its senders'.
        """
        known = _ID.fullmatch(model) is not None
        removal = self.store.remove(model, _hash_of(token or "")) if known else Removal.NOT_THERE
        if removal is not Removal.NOT_ALLOWED:
            self._cache.remove(model)
        if removal is Removal.NOT_THERE:
            raise _unknown(model)
        if removal is Removal.NOT_ALLOWED:
            raise NotAllowed(
                "Only its uploader can delete a model: send the deletion_token of the upload's answer in "
                "the header Deletion-Token. Without it, the model stays until newer ones need its space."
            )

    def find(self, model: str) -> "Found":
        """Look a model up. If another worker deleted it, it is gone here, too."""
        is_there = _ID.fullmatch(model) is not None and self.store.use(model)
        if not is_there:
            self._cache.remove(model)
        return Found(model, partial(self._contents, model) if is_there else _nothing)

    @property
    def ready(self) -> list[str]:
        """The ids of the models in memory, the most recently used last."""
        return self._cache.ids()

    def forget_deleted(self) -> None:
        """Drop models from memory that another worker deleted."""
        known = self.ready
        if known:
            for model in {*known} - self.store.those_of(known):
                self._cache.remove(model)

    def network(self, model: str, lstms: Sequence[str] | None, head: str | None) -> Network:
        """Find a model, and return its network; raises as `Found.network` does."""
        return self.find(model).network(model, lstms, head)

    def _contents(self, model: str) -> Contents | None:
        found = self._cache.get(model)
        if found is None:
            # One at a time: the second request finds it in the cache.
            with self._reading:
                found = self._cache.get(model)
                if found is None and (data := self.store.data(model)) is not None:
                    found = self._read(data)
                    self._cache.add(model, found)
        return found

    def _read(self, data: bytes) -> Contents:
        contents = from_stranger(partial(read_model, data, self._limits), "file")
        size = contents_size(contents)
        if size > self._most_weights:
            raise TooLarge(
                f"The model has {size} weights, over the limit max_model_weights of {self._most_weights}; "
                "raise the setting MEMORY_PIPE_MAX_MODEL_WEIGHTS.",
            )
        return contents


@dataclass(frozen=True, slots=True)
class Upload:
    """A model file that was read and may be kept.

    Attributes
    ----------
    id : str
        The hash of its bytes.
    data : bytes
        The file.
    contents : Contents
        What it holds.
    """

    id: str
    data: bytes
    contents: Contents


class Found:
    """What the store answered about one model: the rest is work, and seldom asks it again.

    Parameters
    ----------
    model : str
        Its id.
    read : callable
        Returns what its file holds, or None if it is gone.
    """

    def __init__(self, model: str, read: Callable[[], Contents | None]) -> None:
        self._model, self._read = model, read

    def network(self, model: str, lstms: Sequence[str] | None, head: str | None) -> Network:
        """Return the network of a request that names the model.

        Raises
        ------
        Refused
            When there is no such model, or it has no such network or head.
        """
        contents = self._read() if model == self._model else None
        if contents is None:
            raise Refused("/model/id", _unknown(model).detail)
        try:
            stack = _stack(contents, lstms, head)
            return Network(
                replace(stack, assumptions=()),
                id=model,
                notes=notes_of(stack, contents),
                embeddings=contents.embeddings,
            )
        except FormatError as error:
            raise Refused(f"/model/{'head' if 'head' in error.part else 'lstms'}", str(error)) from None

    def weights(self, lstm: str | None, layer: int, direction: Direction | None) -> dict[str, Any]:
        """Return the weights of one layer in one direction, in the form that a request can send.

        Raises
        ------
        NotThere, TooLarge
            When there is no such model or layer; when it has more than `MOST_UNITS_SHOWN` units.
        """
        contents = self._read()
        if contents is None:
            raise _unknown(self._model)
        try:
            stack = _stack(contents, None if lstm is None else [lstm], None)
        except FormatError as error:
            raise NotThere(str(error)) from None
        for k, way, cell in stack.directions:
            if k == layer and direction in (None, way):
                if cell.params.H > MOST_UNITS_SHOWN:
                    raise TooLarge(
                        f"The layer has {cell.params.H} units; weights are sent up to {MOST_UNITS_SHOWN}."
                    )
                return to_wire(cell.params)
        known = ", ".join(f"{k} {way}" for k, way, _ in stack.directions)
        wanted = f"layer {layer}" if direction is None else f"layer {layer} {direction}"
        raise NotThere(f"There is no {wanted}; there are: {known}")


def _nothing() -> None:
    """Return nothing, as of a model that is not there."""


def plain_name(name: str) -> str:
    """Return a file's name without folders and control characters, cut to a maximum length.

    >>> plain_name("../../etc/lstm.onnx")
    'lstm.onnx'
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(sign for sign in last if sign.isprintable() and sign != "\ufffd").strip()
    return kept[:_NAME_LENGTH] if kept.strip(".") else "model"


def _stack(contents: Contents, lstms: Sequence[str] | None, head: str | None) -> LayerStack:
    return contents.join(*(lstms or list(contents.stacks)[:1]), head=head)


def notes_of(stack: LayerStack, contents: Contents) -> list[str]:
    """Return the assumptions about a stack, and further remarks about its file."""
    told = dict.fromkeys((*(one.text for one in stack.assumptions), *contents.remarks))
    return [writable(text[:_NOTE_LENGTH]) for text in list(told)[:_MOST_NAMES]]


def _describe(contents: Contents, data: bytes) -> dict[str, Any]:
    name, stack = next(iter(contents.stacks.items()))
    return {
        "format": contents.format,
        "bytes": len(data),
        "inputs": stack.D,
        "layers": _layers(name, stack),
        "outputs": stack.width,
        "lstms": [
            {"name": _short(name), "inputs": one.D, "outputs": one.width, "layers": _layers(name, one)}
            for name, one in contents.stacks.items()
        ],
        "heads": [
            {"name": _short(name), "inputs": int(V.shape[1]), "outputs": int(V.shape[0])}
            for name, (V, _) in list(contents.linears.items())[:_MOST_NAMES]
        ],
        "embeddings": [
            {"name": _short(name), "tokens": len(table), "inputs": int(table.shape[1])}
            for name, table in list(contents.embeddings.items())[:_MOST_NAMES]
        ],
        "ignored": [_short(one.name) for one in contents.ignored[:_MOST_NAMES]],
        "notes": [writable(note[:_NOTE_LENGTH]) for note in contents.notes[:_MOST_NAMES]],
    }


def _layers(name: str, stack: LayerStack) -> list[dict[str, Any]]:
    return [
        {
            "layer": layer,
            "direction": direction,
            "name": _short(name),
            "unit": cell.params.blueprint.name,
            "units": cell.params.H,
            "inputs": cell.params.D,
            "peepholes": peepholes(cell.params),
            "projection": None if cell.projection is None else cell.width,
        }
        for layer, direction, cell in stack.directions
    ]


def _with_units(about: dict[str, Any]) -> dict[str, Any]:
    """Return the stored description of a model; old ones have names, but neither units nor embeddings."""
    about["name"] = None
    about.setdefault("embeddings", [])
    for layer in (*about["layers"], *(layer for one in about["lstms"] for layer in one["layers"])):
        layer.setdefault("unit", LSTM.name)  # all there was
    return about


def _short(name: str) -> str:
    return writable(name if len(name) <= _NAME_LENGTH else name[:_NAME_LENGTH] + "...")


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _unknown(model: str) -> NotThere:
    shown = model if len(model) <= 8 else f"{model[:8]}..."
    return NotThere(f'There is no model "{shown}" on this server; it may have been deleted.')
