"""The image, checked without Docker: its steps are read, and its last stage is simulated."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from app.site.assets import AssetTree
from tests.browser.server import ROOT, free_port

LINES = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text()).splitlines()
STAGES = [stage.splitlines() for stage in re.split(r"^(?=FROM )", "\n".join(LINES), flags=re.MULTILINE)[1:]]
LAST_STAGE = STAGES[-1]
(BUNDLE_STAGE,) = [stage for stage in STAGES if stage[0].endswith(" AS bundle")]


def command(instruction: str) -> list[str]:
    """Return the program and arguments of CMD or HEALTHCHECK ... CMD."""
    (line,) = [line for line in LAST_STAGE if line.startswith(instruction)]
    words: list[str] = json.loads(line[line.index("[") :])
    return words


def copied(stage: list[str]) -> list[str]:
    """Return what a stage copies from the checkout."""
    return [line.split()[1] for line in stage if line.startswith("COPY ") and "--from" not in line]


def build_bundle(folder: Path) -> Path:
    """Simulate the stage that bundles, with the packages installed from its lock; return what it built.

    The environment is as bare as there, and the program is called from elsewhere.
    """
    for name in copied(BUNDLE_STAGE):
        shutil.copytree(ROOT / name, folder / "stage" / name, symlinks=True)
    (build,) = [line.split()[1:] for line in BUNDLE_STAGE if line.startswith("RUN ")]
    assert build == [".ci/bundle", "/bundle"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {"PATH": path, "HOME": str(folder)}
    subprocess.run([folder / "stage" / build[0], "bundle"], cwd=folder, env=environment, check=True)
    assert "COPY --from=bundle /bundle static" in LAST_STAGE
    return folder / "bundle"


def test_what_is_copied_starts_and_reports_its_health(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, bundle: Path
) -> None:
    for name in copied(LAST_STAGE):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(build_bundle(tmp_path_factory.mktemp("image")), tmp_path / "static")
    built, again = (AssetTree({"": folder}).hash for folder in (bundle, tmp_path / "static"))
    assert built == again, "what is built twice is the same"
    port = str(free_port())
    start = [word.replace("8000", port) for word in command("CMD")]
    check = [word.replace("8000", port) for word in command("HEALTHCHECK")]
    assert (start[0], check[0]) == ("python", "bash")

    def healthy() -> bool:
        return subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 0

    assert not healthy()
    with subprocess.Popen([sys.executable, *start[1:]], cwd=tmp_path, stderr=subprocess.DEVNULL) as server:
        try:
            deadline = time.monotonic() + 30
            while not healthy() and time.monotonic() < deadline:
                assert server.poll() is None
                time.sleep(0.1)
            assert healthy()
            with urlopen(f"http://127.0.0.1:{port}/lab", timeout=5) as answer:  # our own loopback address
                page = answer.read()
            assert (b"/js/pages/lab.js" in page, b"/js/view/" in page) == (True, False), "the bundle's"
        finally:
            server.terminate()
    assert not healthy()


def test_the_app_does_not_run_as_root() -> None:
    users = [line.split()[1] for line in LAST_STAGE if line.startswith("USER ")]
    assert users == ["memory-pipe"]
    assert any(re.search(r"useradd .*--uid [1-9]\d* .* memory-pipe$", line) for line in LAST_STAGE)


def test_what_the_app_is_given_lies_on_a_volume_of_its_own() -> None:
    (folder,) = [word.split("=")[1] for line in LAST_STAGE for word in line.split() if "DATA_DIR=" in word]
    assert f"VOLUME {folder}" in LAST_STAGE
    owned = rf"install --directory --owner memory-pipe --mode 0700 {folder}$"
    assert any(re.search(owned, line) for line in LAST_STAGE)


def test_packages_come_from_the_lock_and_no_installer_stays() -> None:
    installs = [line for line in LINES if "pip install" in line]
    assert len(installs) == 1
    assert "--require-hashes -r requirements.lock" in installs[0]
    assert installs[0] not in LAST_STAGE
    assert any("pip uninstall --yes" in line and "pip setuptools" in line for line in LAST_STAGE)


@pytest.mark.parametrize("name", ["requirements.lock", *copied(BUNDLE_STAGE)[:1], *copied(LAST_STAGE)])
def test_what_is_copied_is_not_ignored(name: str) -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert ignored[1] == "*"
    assert f"!{name}" in ignored


def test_programs_of_this_machine_stay_out_of_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert ignored.index("**/node_modules") > ignored.index("!.ci")
    assert not any("node" in line for line in LAST_STAGE)
