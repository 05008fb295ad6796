"""What the tutorial speaks of as it comes with the app: for commands, which have no server that made it."""

from app.config import APP
from app.learn.drawings.findings import Findings
from app.presets.catalogue import PresetCatalogue
from app.runs.tasks import TaskNetworks
from app.site.i18n import load


def shipped_presets() -> PresetCatalogue:
    """Return the presets that come with the app."""
    return PresetCatalogue([APP / "presets"])


def shipped_findings(presets: PresetCatalogue) -> Findings:
    """Return what was measured once, with the networks that were measured."""
    tasks, catalogues = TaskNetworks.read(APP / "data" / "rnn.json"), load(APP / "locale")
    return Findings(APP / "data", presets, tasks.networks, lambda language: catalogues[language].text)
