"""Where the server is mounted, and what of a request's path lies below."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send


class Mounted:
    """Tell everybody below which path the server is mounted."""

    def __init__(self, app: ASGIApp, root: str) -> None:
        self.app, self._root = app, root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "http":
            scope["root_path"] = self._root
        await self.app(scope, receive, send)


def path_of(scope: Scope) -> str:
    """Return the path of a request below the server's root, whether or not a proxy has removed the rest."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "").rstrip("/")
    return path[len(root) :] or "/" if root and f"{path}/".startswith(f"{root}/") else path


def rooted(request: Request, path: str) -> str:
    """Return the path by which a client knows a path of ours."""
    root: str = request.scope.get("root_path", "")
    return root.rstrip("/") + path
