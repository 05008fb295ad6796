"""What every problem must look like."""

from http import HTTPStatus
from typing import Any

from httpx2 import Response


def problem(response: Response, status: int) -> dict[str, Any]:
    """Return the problem of an answer, after checking its form."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    answer: dict[str, Any] = response.json()
    assert set(answer) == {"type", "title", "status", "detail", "errors"}
    assert (answer["type"], answer["title"]) == ("about:blank", HTTPStatus(status).phrase)
    assert answer["status"] == status
    return answer


def one_error(response: Response) -> tuple[str, str]:
    """Return pointer and detail of the only error of a 422."""
    answer = problem(response, 422)
    assert answer["detail"] == "The request body is not valid."
    (error,) = answer["errors"]
    assert set(error) == {"pointer", "detail"}
    return error["pointer"], error["detail"]
