"""What the Lab makes of addresses: the state of the page, and the address that is written from it."""

import json
import re
import subprocess
from typing import Any

from starlette.testclient import TestClient

from tests.recorded.places import HERE, LAB, QUERY, UNITS


def understood(client: TestClient, fragments: list[str], queries: list[str]) -> dict[str, Any]:
    """Return by fragment its ``state`` and what is ``written`` for it; by query its ``lesson``, likewise."""
    brought = re.search(r'id="blueprints">(.*?)</script>', client.get("/lab").text, re.DOTALL)
    assert brought, "the Lab's page brings no units"
    question = {"fragments": fragments, "queries": queries, "units": brought[1]}
    done = subprocess.run(
        ["node", str(HERE / "addresses.mjs"), str(LAB), str(QUERY), str(UNITS)],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
