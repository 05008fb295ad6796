"""The application: settings, services, middleware and routes put together."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from importlib.metadata import distribution
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from anyio import to_thread
from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app import heap
from app.blueprints import routes as blueprints
from app.blueprints.catalogue import BlueprintCatalogue
from app.classroom.classrooms import Classrooms
from app.classroom.routes import events as class_events
from app.classroom.routes import questions, rooms, seats, showing
from app.config import APP, Settings, shipped
from app.dye import routes as dye
from app.faults.kinds import Unavailable
from app.findings import routes as findings
from app.findings.records import read_findings
from app.http import problems
from app.http.admission import Admission, House
from app.http.compression import Compression
from app.http.connection import Connection
from app.http.cors import ListedOrigins
from app.http.draining import Draining
from app.http.hosts import KnownHosts
from app.http.metrics import Metrics
from app.http.origin import SameOrigin
from app.http.paths import Mounted
from app.http.security import SecurityHeaders
from app.http.translated import Translated
from app.http.watching import Watching
from app.http.work import AT_A_TIME
from app.learn import routes as learn
from app.learn.drawings.findings import Findings
from app.learn.pages.library import Library
from app.models import routes as models
from app.models.library import ModelLibrary
from app.openapi import describe
from app.presets import routes as presets
from app.presets.catalogue import PresetCatalogue
from app.runs.routes import answers, inputs, traces
from app.runs.runner import Runner
from app.runs.tasks import TaskNetworks
from app.services import Services
from app.site import notfound
from app.site.assets import AssetTree
from app.site.i18n import LANGUAGES, refusals
from app.site.pages import PageRenderer
from app.site.routes import health, operations, pages, qr, statics, words
from app.training.routes import checkpoints, events, trainings
from app.training.trainings import Trainings
from app.wire.parts import Bounds

PLOTLY = Path(str(distribution("plotly").locate_file("plotly/package_data/plotly.min.js")))
"""The charts' library, a file in its Python package; the package itself is slow to import and not needed."""

FORGET_SECONDS = 60
"""How often a worker looks which of its models another worker has deleted, and gives free memory back."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application, ready to serve.

    Parameters
    ----------
    settings : Settings, optional
        By default, read from the environment.

    Raises
    ------
    PresetError, ValueError
        When a preset file cannot be used; when the store belongs to another version.
    """
    settings = settings or Settings()
    app = FastAPI(
        title="Memory Pipe",
        version="1",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=_running,
    )
    describe(app)
    services = _services(settings, app.openapi)
    app.state.services, app.state.max_body_bytes = services, settings.max_body_bytes
    app.state.bounds = Bounds.of(settings)
    problems.install(app)
    notfound.install(app, services.pages)
    app.add_middleware(Admission, house=services.house)
    app.state.translations = refusals(APP / "locale")
    app.add_middleware(Translated, translations=app.state.translations, tags=LANGUAGES)
    app.add_middleware(Compression)
    app.add_middleware(SameOrigin, known=settings.origins)
    if settings.origins:
        app.add_middleware(ListedOrigins, origins=settings.origins)
    app.add_middleware(KnownHosts, names=settings.host_names)
    app.add_middleware(SecurityHeaders)
    if settings.access_log or settings.metrics:
        app.add_middleware(Watching, metrics=services.metrics, is_logged=settings.access_log)
    if settings.root_path:
        app.add_middleware(Mounted, root=settings.root_path)
    if settings.proxy_networks:
        app.add_middleware(Draining)
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.proxy_networks))
        Connection.unlimited = tuple(map(ip_network, settings.proxy_networks))
    runs = (traces, answers, dye, inputs, models, trainings, checkpoints, events)
    site = (health, operations, statics, words, qr, learn, pages)
    live = (rooms, seats, showing, questions, class_events)
    for routes in (*runs, *live, presets, blueprints, findings, *site):
        # `include_router` would make each route anew at the first request, and try both at every other.
        app.router.routes += routes.router.routes
    return app


def _services(settings: Settings, api: Callable[[], Mapping[str, Any]]) -> Services:
    """Return everything that routes use; `api` returns the OpenAPI document."""
    data, follow = APP / "data", settings.reload
    presets = PresetCatalogue(filter(None, [APP / "presets", settings.presets_dir]))
    models = ModelLibrary(settings)
    models.store.database.check()
    tasks = TaskNetworks.read(data / "rnn.json")
    assets = AssetTree({"": settings.static_dir or shipped("static"), PLOTLY.name: PLOTLY}, follow=follow)
    pages = PageRenderer(shipped("templates"), APP / "locale", assets, api, follow=follow)
    drawn = Findings(data, presets, tasks.networks, lambda language: pages.catalogues[language].text)
    return Services(
        settings=settings,
        blueprints=BlueprintCatalogue(),
        presets=presets,
        models=models,
        trainings=Trainings(settings, models.store.database),
        classrooms=Classrooms(settings, models.store.database),
        runner=Runner(settings, presets, models),
        tasks=tasks,
        findings=read_findings(data),
        assets=assets,
        pages=pages,
        library=Library(shipped("templates") / "learn", presets, drawn, follow=follow),
        house=House(settings, AT_A_TIME),
        metrics=Metrics(),
    )


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    """Train networks, look after rooms, forget deleted models; close the store when the server stops."""
    services: Services = app.state.services
    heap.prepare()
    forgetting = asyncio.create_task(_forget(services.models))
    services.trainings.scheduler.start()
    services.classrooms.start()
    try:
        yield
    finally:
        forgetting.cancel()
        await services.classrooms.stop()
        await to_thread.run_sync(services.trainings.scheduler.stop)
        services.models.store.close()


async def _forget(models: ModelLibrary) -> None:
    while True:
        await asyncio.sleep(FORGET_SECONDS)
        with suppress(Unavailable):
            await to_thread.run_sync(models.forget_deleted)
        await to_thread.run_sync(heap.give_back)
