"""The wheel: built from the checkout, installed in fresh environments, used there from an empty folder."""

import csv
import os
import re
import subprocess
import sys
import time
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import numpy as np
import pytest

import lstm_core
from lstm_core.interop import load
from tests.architecture.tree import ROOT, files
from tests.browser.server import free_port
from tests.plain import PLAIN

MODEL = ROOT / "tests" / "fixtures" / "pytorch-one.safetensors"
PACKAGES = Path(np.__file__).parents[1]
"""The packages of the test environment, lent to the fresh one, so that the test needs no index."""


@pytest.fixture(scope="module")
def wheel(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001  # prepares the packages
    """Build the wheel for distribution."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([ROOT / ".ci" / "wheel", folder], check=True)
    (built,) = folder.iterdir()
    return built


def files_of(wheel: Path) -> dict[str, bytes]:
    """Return the contents of a wheel, except its metadata."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}


def files_below(folders: dict[str, Path]) -> dict[str, bytes]:
    """Return the files of folders, each under its place in the wheel."""
    return {
        f"{place}/{file.relative_to(folder).as_posix()}": file.read_bytes()
        for place, folder in folders.items()
        for file in files(folder)
    }


WIDGET = ("widget.js", "widget.css", "words.en.json", "words.zh.json")
CODE = {"app": ROOT / "app", "lstm_core": ROOT / "lstm_core", "app/templates": ROOT / "templates"}


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """Return the programs of a fresh environment that holds the wheel and NumPy, and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--python",
        str(folder / "bin" / "python"),
    ]
    offline = ["--quiet", "--no-index", "--no-deps", "--no-compile"]
    subprocess.run([*pip, "install", *offline, str(wheel)], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    for part in PACKAGES.glob("numpy*"):
        (packages / part.name).symlink_to(part)
    return folder / "bin"


def start(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, env=clean(), capture_output=True, text=True, timeout=60)


def clean() -> dict[str, str]:
    """Return the environment of somebody who has never seen the checkout."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("MEMORY_PIPE_", "PYTHON"))
    }


def test_the_wheel_holds_the_checkout_with_its_scripts_bundled(wheel: Path, bundle: Path) -> None:
    held = files_of(wheel)
    built = {name: held.pop(f"lstm_core/widget/built/{name}") for name in WIDGET}
    assert held == files_below(CODE | {"app/static": bundle})
    assert b"attachShadow" in built["widget.js"]
    assert b":host{" in built["widget.css"]
    assert {
        "lstm_core/py.typed",
        "app/py.typed",
        "lstm_core/examples/see_inside_your_lstm.ipynb",
    } <= held.keys()


def test_without_node_a_wheel_holds_the_sources_and_the_checkout_stays_clean(tmp_path: Path) -> None:
    before = sorted(path.name for path in ROOT.iterdir())
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, env={"HOME": str(tmp_path)}, check=True)
    (built,) = tmp_path.glob("*.whl")
    held = {name: file for name, file in files_of(built).items() if "/built/" not in name}
    assert held == files_below(CODE | {"app/static": ROOT / "static"})
    assert sorted(path.name for path in ROOT.iterdir()) == before


def test_the_extras_bring_what_their_names_say(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = archive.read(name).decode()
    assert f"\nVersion: {lstm_core.__version__}\n" in metadata
    needs: dict[str, set[str]] = {"": set()}
    for extra in re.findall("^Provides-Extra: (.+)$", metadata, re.MULTILINE):
        needs[extra] = set()
    for package, extra in re.findall(
        r"^Requires-Dist: ([\w-]+).*?(?:; extra == '(\w+)')?$", metadata, re.MULTILINE
    ):
        needs[extra].add(package)
    assert {"fastapi", "uvicorn", "jinja2", "plotly", "h5py", "onnx"} <= needs.pop("app")
    assert needs == {
        "": {"numpy"}, "dask": {"distributed"}, "dataframe": {"pandas"}, "figure": {"plotly"},
        "keras": {"h5py"}, "notebook": {"anywidget"}, "onnx": {"onnx"}, "postgresql": {"psycopg"},
        "redis": {"redis"},
    }  # fmt: skip


def test_the_core_traces_a_model_with_numpy_alone(programs: Path, tmp_path: Path) -> None:
    stack = load(MODEL).stack()
    x = np.random.default_rng(7).normal(size=(5, stack.layers[0].D))
    np.savetxt(tmp_path / "input.csv", x, delimiter=",", fmt="%.17g")
    traced = start(programs / "memory-pipe", "trace", MODEL, "input.csv", folder=tmp_path)
    assert (traced.returncode, traced.stderr) == (0, "")
    rows = list(csv.DictReader(traced.stdout.splitlines()))
    assert [float(row["C"]) for row in rows] == stack.run(x)[0, "forward"].trace.C.ravel().tolist()
    asked = "import lstm_core, sys; print(lstm_core.__version__, lstm_core.__file__, 'app' in sys.modules)"
    told = start(programs / "python", "-c", asked, folder=tmp_path).stdout.split()
    assert told == [
        lstm_core.__version__,
        str(next(programs.parent.glob("lib/*/*/lstm_core/__init__.py"))),
        "False",
    ]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["serve"], "serve needs fastapi and uvicorn: pip install 'memory-pipe[app]'"),
        (["inspect", "keras-chain.keras"], "Reading HDF5 needs h5py: pip install 'memory-pipe[keras]'"),
        (
            ["inspect", "torch-plain-newer.onnx"],
            "Reading and writing ONNX needs onnx: pip install 'memory-pipe[onnx]'",
        ),
    ],
)
def test_what_is_not_installed_is_named_with_its_extra(
    programs: Path, command: list[str], expected: str
) -> None:
    refused = start(programs / "memory-pipe", *command, folder=MODEL.parent)
    assert (refused.returncode, refused.stderr) == (1, f"memory-pipe: {expected}\n")


@contextmanager
def served(program: Path, folder: Path) -> Iterator[httpx2.Client]:
    """Serve the app in a folder, with the packages that the extra names; yield a client."""
    port, log = str(free_port()), folder.parent / "log.txt"
    command = [str(program), "serve", "--port", port]
    with (
        log.open("w") as output,
        subprocess.Popen(
            command, cwd=folder, env=clean() | {"PYTHONPATH": str(PACKAGES)}, stdout=output, stderr=output
        ) as server,
        httpx2.Client(base_url=f"http://127.0.0.1:{port}", verify=PLAIN) as client,
    ):
        try:
            wait_for(client, server)
            yield client
        finally:
            server.terminate()
    assert "Traceback" not in log.read_text()


def wait_for(client: httpx2.Client, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while server.poll() is None and time.monotonic() < deadline:
        try:
            client.get("/healthz")
            return
        except httpx2.ConnectError:
            time.sleep(0.05)


def test_the_app_is_served_from_an_empty_folder(programs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    latch = load(ROOT / "app" / "presets" / "latch.json").stack()
    x = np.eye(latch.layers[0].D)
    with served(programs / "memory-pipe", folder) as client:
        files = {"/api/v1/comparison", "/api/v1/presets/recall"}
        for path in ("/", "/zh/lab", "/api/guide"):
            page = client.get(path)
            assert page.status_code == 200
            files |= set(re.findall(r'"(/static/[^"]+)"', page.text))
        assert {name.rpartition(".")[2] for name in files} >= {"js", "css", "svg"}
        assert {name: client.get(name).status_code for name in files} == dict.fromkeys(files, 200)
        asked = {"model": {"preset": "latch"}, "inputs": x.tolist()}
        trace = client.post("/api/v1/traces", json=asked).json()["layers"][0]["trace"]
        assert trace["C"] == latch.run(x)[0, "forward"].trace.C.tolist()
        assert (
            client.post("/api/v1/models", files={"file": (MODEL.name, MODEL.read_bytes())}).status_code == 201
        )
    assert [path.name for path in folder.iterdir()] == [".data"]
