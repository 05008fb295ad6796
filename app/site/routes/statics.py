"""``GET /static/<hash>/<path>``: the static files of this version only."""

from anyio import to_thread
from fastapi import Request
from starlette.responses import RedirectResponse, Response

from app.faults.kinds import NotThere
from app.http.conditional import respond
from app.http.paths import rooted
from app.http.routing import new_router
from app.services import services_of

router = new_router(include_in_schema=False)


@router.api_route("/static/{tree}/{path:path}", methods=["GET", "HEAD"])
async def static_file(request: Request, tree: str, path: str) -> Response:
    """Return a file that a client may keep for ever: another version has another address."""
    assets = services_of(request).assets
    assets.refresh()
    file = assets.files.get(path)
    if tree != assets.hash or file is None:
        raise NotThere("There is no such static file in this version.")
    cache = "public, max-age=31536000, immutable"
    # The charts' library takes a third of a second to compress, for which nobody else should wait.
    packed = file.packed if file.is_ready else await to_thread.run_sync(getattr, file, "packed")
    return respond(request, file.body, packed, None, file.media_type, cache, brotli=file.brotli)


@router.api_route("/favicon.ico", methods=["GET", "HEAD"])
async def favicon(request: Request) -> Response:
    """Redirect browsers that show a bare document, such as JSON, to the icon."""
    assets = services_of(request).assets
    return RedirectResponse(rooted(request, assets.url("icon.svg")))
