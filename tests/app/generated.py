"""Requests that Schemathesis generates for one path of the API."""

from collections.abc import Callable
from functools import cache
from typing import Any

from schemathesis import Case
from schemathesis.checks import load_all_checks
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.python.asgi import ASGIClient, get_client
from schemathesis.schemas import BaseSchema


def try_out(schema: BaseSchema, path: str, check: Callable[[Case[Any]], None]) -> None:
    """Check generated requests for each operation of a path.

    Of the public ways, `BaseSchema.parametrize` would derive thousands in each worker while it collects, and
    `as_strategy` draws none of those that cover a schema's bounds; the tests of
    `schemathesis.pytest.from_fixture` need what pytest 9.2 no longer has.
    """
    load_all_checks()
    for operation in schema[path].values():
        build_operation_test(
            config=schema.config,
            operation=operation,
            test_func=check,
            given_kwargs={},
            feedback=FeedbackSources(),
        )()


@cache
def client(app: Any) -> ASGIClient:
    """Return the client of all cases: one for each would look for proxies in the environment first."""
    found = get_client(app)
    found.trust_env = False
    return found
