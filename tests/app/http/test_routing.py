"""Routes are made once in a process."""

from starlette.routing import Route

from app.config import Settings
from app.main import create_app


def routes() -> list[Route]:
    """Return the routes of a new application that can be asked directly, in their order."""
    return [route for route in create_app(Settings()).routes if isinstance(route, Route)]


def test_applications_share_the_routes_of_the_features_and_ask_them_directly() -> None:
    first, second = routes(), routes()
    assert {"/healthz", "/api/v1/traces", "/learn", "/zh/api"} <= {route.path for route in first}
    own = [route.path for route, other in zip(first, second, strict=True) if route is not other]
    assert own == ["/api/v1/openapi.json"]
