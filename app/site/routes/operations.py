"""``GET /readyz`` and ``GET /metrics``: for whoever runs the server; no part of the API."""

from typing import Final

from fastapi import Request
from starlette.responses import Response

from app.faults.kinds import NotThere, Unavailable
from app.http.metrics import MEDIA_TYPE, Gauges
from app.http.routing import new_router
from app.http.work import stored
from app.services import Services, services_of
from app.training.records import Phase

router = new_router(include_in_schema=False)
_NO_STORE = {"Cache-Control": "no-store"}


@router.api_route("/readyz", methods=["GET", "HEAD"])
async def readyz(request: Request) -> Response:
    """Answer ``{"status": "ready"}`` if the presets are loaded and the store of models answers, else 503."""
    services = services_of(request)
    if not services.presets.presets:
        raise Unavailable("No preset is loaded.")
    await stored(services.models.store.total)
    return Response(b'{"status":"ready"}', media_type="application/json", headers=_NO_STORE)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Return counts and measures of this worker, if the setting is on."""
    services = services_of(request)
    if not services.settings.metrics:
        raise NotThere("This server tells no measures: its setting MEMORY_PIPE_METRICS is off.")
    text = services.metrics.text({**_gauges(services), **await _of_the_store(services)})
    return Response(text, media_type=MEDIA_TYPE, headers=_NO_STORE)


def _gauges(services: Services) -> Gauges:
    house = services.house
    return {
        "runs": ("Long runs and uploads under way.", house.turns.working),
        "waiting": ("Long runs and uploads that wait.", house.turns.waiting),
        "bytes_in_flight": ("Bytes of bodies and unread answers, JSON sixteenfold.", house.holdings.total),
        "temporary_bytes": ("Bytes in temporary files.", house.files.total),
        "models_in_memory": ("Models that are ready to run.", len(services.models.ready)),
        "training_listeners": ("Streams of trainings that are open.", services.trainings.bell.listeners),
        "room_listeners": ("Streams of rooms that are open.", services.classrooms.channels.listeners),
    }


async def _of_the_store(services: Services) -> Gauges:
    try:
        return await stored(lambda: _read(services))
    except Unavailable:
        return {"store_up": (_UP, 0)}


def _read(services: Services) -> Gauges:
    count, size = services.models.store.total()
    active = services.trainings.active()
    rooms, seats = services.classrooms.rooms.total()
    return {
        "store_up": (_UP, 1),
        "models": ("Stored models.", count),
        "model_bytes": ("Bytes of stored models.", size),
        "trainings_running": ("Trainings of this worker that run.", active[Phase.RUNNING]),
        "trainings_waiting": ("Trainings of this worker that wait for their turn.", active[Phase.QUEUED]),
        "rooms": ("Open rooms.", rooms),
        "seats": ("Seats of open rooms.", seats),
    }


_UP: Final = "Whether the store answers."
