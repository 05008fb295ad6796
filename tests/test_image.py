"""The image itself, built where buildah is and has the bases: it is small, and writes only where it may.

Both bases must be there already (``buildah pull``), because a build machine may reach no registry.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx2
import pytest

from tests.browser.server import ROOT, free_port
from tests.test_dockerfile import STAGES, command

NAME: Final = "localhost/memory-pipe-test"
BASES: Final = {stage[0].split()[1] for stage in STAGES}
MOST: Final = 400 * 10**6
WRITABLE: Final = ("tmp", "var/lib/memory-pipe", "proc", "sys", "dev", "etc", "run")
"""Where it may write, and what is not of the image while it runs."""


def buildah(*words: str) -> str:
    """Run buildah; return what it says."""
    done = subprocess.run(["buildah", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def has_bases() -> bool:
    """Return whether buildah is here, and every base of the image."""
    return shutil.which("buildah") is not None and all(
        subprocess.run(["buildah", "inspect", "--type", "image", base], capture_output=True).returncode == 0
        for base in BASES
    )


@contextmanager
def built() -> Iterator[str]:
    """Yield a container of the image, and take both away."""
    given = [
        path
        for path in ("/etc/pip.conf", str(Path.home() / ".npmrc"), "/etc/ssl/certs")
        if Path(path).exists()
    ]
    mounts = [word for path in given for word in ("--volume", f"{path}:{path}:ro")]
    buildah("bud", "--pull=never", "--format", "docker", "--network", "host", *mounts, "--tag", NAME, ".")
    container = buildah("from", "--pull=never", NAME)
    try:
        yield container
    finally:
        buildah("rm", container)
        buildah("rmi", NAME)


@pytest.mark.skipif(not has_bases(), reason="buildah is not here, or lacks a base of the image")
def test_the_image_is_small_is_healthy_and_writes_only_where_it_may(tmp_path: Path) -> None:
    port = str(free_port())
    start, check = ([word.replace("8000", port) for word in command(name)] for name in ("CMD", "HEALTHCHECK"))
    with built() as container:
        (size,) = {one["size"] for one in json.loads(buildah("images", "--json", NAME))}
        assert _bytes(size) < MOST
        stamp = tmp_path / "stamp"
        stamp.touch()
        root = Path(buildah("mount", container))
        with subprocess.Popen(
            ["buildah", "run", container, "--", *start], stderr=subprocess.DEVNULL
        ) as server:
            try:
                _wait(container, check)
                url = f"http://127.0.0.1:{port}"
                for name in ("torch-plain-newer.onnx", "keras-chain.keras", "keras-apart.weights.h5"):
                    file = (ROOT / "tests/fixtures" / name).read_bytes()
                    answer = httpx2.post(f"{url}/api/v1/models", files={"file": (name, file)}, timeout=60)
                    assert answer.status_code == 201, answer.text
                page = httpx2.get(f"{url}/lab", timeout=60).content
                assert (b"/js/pages/lab.js" in page, b"/js/view/" in page) == (True, False), "the bundle's"
                assert buildah("run", container, "--", "id", "-u") == "10001"
                assert "python" not in check[0]
                assert _changed(root, stamp) == []
                assert [*_with_rights_of_root(root)] == []
            finally:
                server.terminate()


def _bytes(size: str) -> float:
    number, unit = size.split()
    return float(number) * {"KB": 1e3, "MB": 1e6, "GB": 1e9}[unit.upper()]


def _wait(container: str, check: list[str]) -> None:
    for _ in range(60):
        if subprocess.run(["buildah", "run", container, "--", *check], capture_output=True).returncode == 0:
            return
        time.sleep(0.5)
    pytest.fail("the image did not become healthy within 30 s")


def _changed(root: Path, stamp: Path) -> list[str]:
    """Return the image's files that are newer than `stamp`, but for those where it may write."""
    since = stamp.stat().st_mtime
    found = [path for path in _files(root) if path.lstat().st_mtime > since]
    return [name for name in (str(path.relative_to(root)) for path in found) if not name.startswith(WRITABLE)]


def _with_rights_of_root(root: Path) -> Iterator[Path]:
    return (path for path in _files(root) if path.lstat().st_mode & 0o4000)


def _files(root: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(root):
        yield from (Path(folder) / name for name in names if not (Path(folder) / name).is_symlink())
