"""What the Lab makes of addresses: the state of the page, and the address that is written from it."""

import json
import subprocess
from typing import Any

from tests.recorded.places import ADDRESS, HERE, INITIAL, QUERY


def understood(fragments: list[str], queries: list[str]) -> dict[str, Any]:
    """Return by fragment its ``state`` and what is ``written`` for it; by query its ``lesson``, likewise."""
    done = subprocess.run(
        ["node", str(HERE / "addresses.mjs"), str(ADDRESS), str(INITIAL), str(QUERY)],
        input=json.dumps({"fragments": fragments, "queries": queries}),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
