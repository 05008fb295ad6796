"""Routes of a feature: made once in a process, and shared by its applications."""

from functools import partial
from typing import Final

from fastapi import APIRouter

new_router: Final = partial(APIRouter, generate_unique_id_function=lambda route: route.name)
"""Return a router whose operations have the names of their functions in OpenAPI."""
