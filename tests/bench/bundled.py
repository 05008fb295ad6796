"""The server as the image and the wheel run it: scripts and styles come from the bundle."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.timing import ROOT
from tests.browser.server import running_server


@contextmanager
def bundled_server(folder: Path) -> Iterator[str]:
    """Build the bundle in `folder`, and yield the address of a server that serves it."""
    bundle = folder / "bundle"
    subprocess.run([ROOT / ".ci" / "bundle", bundle], check=True)
    with running_server(folder / "log.txt", STATIC_DIR=str(bundle)) as address:
        yield address
