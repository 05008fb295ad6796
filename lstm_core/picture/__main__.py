"""Print the JSON of all units with their layouts, as pages carry it."""

import json
import sys

from lstm_core.blueprints import BLUEPRINTS
from lstm_core.picture.units import drawn

json.dump([drawn(blueprint) for blueprint in BLUEPRINTS.values()], sys.stdout)
