"""Everything that a server's routes use, made once by `create_app` and reached through `services_of`."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from app.blueprints.catalogue import BlueprintCatalogue
from app.classroom.classrooms import Classrooms
from app.config import Settings
from app.http.admission import House
from app.http.metrics import Metrics
from app.learn.pages.library import Library
from app.models.library import ModelLibrary
from app.presets.catalogue import PresetCatalogue
from app.runs.runner import Runner
from app.runs.tasks import TaskNetworks
from app.site.assets import AssetTree
from app.site.pages import PageRenderer
from app.training.trainings import Trainings
from app.wire.documents import Document


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that routes use.

    Attributes
    ----------
    settings : Settings
        Folders and limits.
    blueprints : BlueprintCatalogue
        The units that networks are made of.
    presets : PresetCatalogue
        The networks that come with the server.
    models : ModelLibrary
        Uploaded models.
    trainings : Trainings
        Networks that learn.
    classrooms : Classrooms
        Live classes.
    runner : Runner
        Runs networks.
    tasks : TaskNetworks
        The plain recurrent networks of the tasks.
    findings : mapping of str to Document
        What was measured once, by name.
    assets : AssetTree
        Static files.
    pages : PageRenderer
        Fills templates.
    library : Library
        The tutorial.
    house : House
        The worker's resources, which clients share.
    metrics : Metrics
        Counts of answers.
    """

    settings: Settings
    blueprints: BlueprintCatalogue
    presets: PresetCatalogue
    models: ModelLibrary
    trainings: Trainings
    classrooms: Classrooms
    runner: Runner
    tasks: TaskNetworks
    findings: Mapping[str, Document]
    assets: AssetTree
    pages: PageRenderer
    library: Library
    house: House
    metrics: Metrics


def services_of(request: Request) -> Services:
    """Return the services of the server that received a request."""
    services: Services = request.app.state.services
    return services
