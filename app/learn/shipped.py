"""The presets and findings that come with the app: for commands, which run without a server."""

from app.config import APP
from app.learn.drawings.findings import Findings
from app.presets.catalogue import PresetCatalogue
from app.runs.tasks import TaskNetworks
from app.site.i18n import load


def shipped_presets() -> PresetCatalogue:
    """Return the presets that come with the app."""
    return PresetCatalogue([APP / "presets"])


def shipped_findings(presets: PresetCatalogue) -> Findings:
    """Return what was measured once, with the networks it was measured on."""
    tasks, catalogues = TaskNetworks.read(APP / "data" / "rnn.json"), load(APP / "locale")
    return Findings(APP / "data", presets, tasks.networks, lambda language: catalogues[language].text)
