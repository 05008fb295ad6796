"""The ids of trainings in addresses: any text but the name of the list of tasks."""

from typing import Annotated, Final

from fastapi import Path
from starlette.convertors import StringConvertor, register_url_convertor


class _IdConvertor(StringConvertor):
    """Any text but the name of a neighbour, so that methods of a training are not offered there."""

    regex = "(?!tasks$)[^/]+"


register_url_convertor("training", _IdConvertor())
ONE: Final = "/{id:training}"
"""The path of one training."""
Id = Annotated[str, Path(alias="id", description="The training's id, as its beginning answered it.")]
