"""Uploaded models: read, described, kept, and found by their id."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from secrets import token_urlsafe
from threading import Lock
from typing import Any

import orjson

from app.config import Settings, kept
from app.faults.kinds import NotAllowed, TooLarge
from app.models.cache import ModelCache, contents_size
from app.models.description import describe, plain_name, with_all
from app.models.files import ModelFile
from app.models.found import Found, unknown
from app.models.store import ModelStore, Removal
from app.models.tables import sqlite_url
from app.models.vocabularies import about_vocabulary, read_vocabulary_file
from app.wire.files import from_stranger
from app.wire.networks import Network
from app.wire.parts import Bounds
from lstm_core.interop import Contents, Limits
from lstm_core.interop.confined.reading import read_model

_TOKEN_BYTES = 24
_ID = re.compile("[0-9a-f]{64}")
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
        self._bounds, self._most_tokens = Bounds.of(settings), settings.max_vocabulary
        self._reading = Lock()

    def read(self, data: bytes, vocabulary: bytes | None = None) -> "Upload":
        """Return what a model file holds, without keeping it; raises as `add` does.

        Parameters
        ----------
        data : bytes
            The file.
        vocabulary : bytes, optional
            The file of its vocabulary.

        Raises
        ------
        Refused
            If the vocabulary cannot be read, has too many tokens, or fits no embedding of the model.
        """
        file = ModelFile(data, vocabulary)
        return Upload(file.id, file, self._read(file))

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
        about = {"id": upload.id, "name": None, **describe(upload.contents, len(upload.file.data))}
        about["vocabulary"] = about_vocabulary(upload.contents.vocabulary, upload.file.vocabulary)
        token = token_urlsafe(_TOKEN_BYTES)
        added = self.store.add(upload.id, upload.file, orjson.dumps(about).decode(), _hash_of(token))
        self._cache.add(upload.id, upload.contents)
        own = {"name": plain_name(name), "deletion_token": token if added.has_token else None}
        return about | own, added.is_new

    def about(self, model: str) -> dict[str, Any]:
        """Return the description of a model, or raise `NotThere`."""
        found = self.store.about(model) if _ID.fullmatch(model) else None
        if found is None:
            raise unknown(model)
        return with_all(orjson.loads(found))

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
            raise unknown(model)
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
                if found is None and (file := self.store.file(model)) is not None:
                    found = self._read(file)
                    self._cache.add(model, found)
        return found

    def _read(self, file: ModelFile) -> Contents:
        contents = from_stranger(partial(read_model, file.data, self._limits), "file")
        size = contents_size(contents)
        if size > self._most_weights:
            raise TooLarge(
                f"The model has {size} weights, over the limit max_model_weights of {self._most_weights}; "
                "raise the setting MEMORY_PIPE_MAX_MODEL_WEIGHTS.",
            )
        if file.vocabulary is None:
            return contents
        limits = self._bounds, self._most_tokens
        return replace(contents, vocabulary=read_vocabulary_file(file.vocabulary, contents, *limits))


@dataclass(frozen=True, slots=True)
class Upload:
    """A model file that was read and may be kept.

    Attributes
    ----------
    id : str
        The hash of its bytes.
    file : ModelFile
        The file, and that of its vocabulary.
    contents : Contents
        What they hold.
    """

    id: str
    file: ModelFile
    contents: Contents


def _nothing() -> None:
    """Return nothing, as of a model that is not there."""


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
