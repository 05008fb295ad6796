"""What holds for all tests."""

import os
import tempfile

from hypothesis import settings

# What tests upload goes to a folder of their own, also from the servers that they start.
_DATA = tempfile.TemporaryDirectory(prefix="memory-pipe-")
os.environ["MEMORY_PIPE_DATA_DIR"] = _DATA.name

# A slow machine is no failure; the same examples everywhere are worth more than a few others each time.
settings.register_profile("everywhere", deadline=None, derandomize=True)
settings.load_profile("everywhere")
