"""The widget in a real JupyterLab: drawn, turned by keys, two beside each other, silent on the network.

JupyterLab takes 240 MB, so the environment of the tests does not have it: the test runs where `jupyter-lab`
is found, or where JUPYTER_LAB names it; its Python needs anywidget.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, expect

from lstm_core import LSTMParams, LSTMStack, Pin, Pins
from tests.browser.server import free_port
from tests.browser.watch import Watch

ROOT = Path(__file__).resolve().parents[2]
JUPYTER = os.environ.get("JUPYTER_LAB") or shutil.which("jupyter-lab")
START_SECONDS = 60
CELLS = (
    """
import numpy as np
from IPython.display import display
from ipywidgets import HBox
from lstm_core import LSTMParams, LSTMStack
stack = LSTMStack.of(LSTMParams.random(D=2, H=3, seed=1))
x = np.random.default_rng(3).normal(size=(6, 2))
first, second = (stack.run(x[::way]).layers[0].trace.labelled(list("abcdef")) for way in (1, -1))
one, other = first.widget(step=2), second.widget(step=2, language="zh")
HBox([one, other])
""",
    "print('asked of Python:', one.step, one.pins.pins, round(float(one.trace.C[5, 0]), 9))",
)
STACK = LSTMStack.of(LSTMParams.random(D=2, H=3, seed=1))
X = np.random.default_rng(3).normal(size=(6, 2))

pytestmark = pytest.mark.skipif(JUPYTER is None, reason="needs jupyter-lab with anywidget, or JUPYTER_LAB")

IS_CONNECTED = """() => {
  const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}"""
"""Whether the notebook's kernel is there: before, cells that are run are left as they are."""


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start JupyterLab with the notebook and the widget's script; its address."""
    folder = tmp_path_factory.mktemp("jupyter")
    subprocess.run([ROOT / ".ci" / "widget"], check=True)
    cells: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "id": str(n),
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": text,
        }
        for n, text in enumerate(CELLS)
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    notebook = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (folder / "widget.ipynb").write_text(json.dumps(notebook))
    port = free_port()
    own = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    command = [
        *(str(JUPYTER), "--no-browser", "--allow-root", "--IdentityProvider.token=", f"--port={port}"),
        *("--ServerApp.port_retries=0", f"--notebook-dir={folder}", "--LabApp.news_url="),
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.expose_app_in_browser=True",
    ]
    env = os.environ | own | {"PYTHONPATH": str(ROOT), "IPYTHONDIR": str(folder / "ipython")}
    with (
        (folder / "log.txt").open("w") as log,
        subprocess.Popen(command, env=env, stdout=log, stderr=log) as run,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/api", run)
            yield f"http://127.0.0.1:{port}"
        finally:
            run.terminate()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urlopen(address).read()  # noqa: S310  # our own server
            return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError("JupyterLab did not start")


def openings(widget: Locator, gate: str) -> list[float]:
    """Return the openings that a valve says it has, by lane; its wheel, the last slider, has their mean."""
    sliders = widget.locator(f'[data-valve="{gate}"] [role=slider]')
    return [float(value) for value in sliders.evaluate_all("all => all.map(one => one.ariaValueNow)")][:-1]


def expect_openings(widget: Locator, gate: str, wanted: Iterable[float]) -> None:
    """Wait for a valve to say that it has these openings: the kernel's answer takes its time."""
    deadline = time.monotonic() + START_SECONDS
    while openings(widget, gate) != list(wanted) and time.monotonic() < deadline:
        widget.page.wait_for_timeout(100)
    np.testing.assert_array_equal(openings(widget, gate), list(wanted))


def test_the_widget_draws_the_trace_and_the_kernel_answers_keys(browser: Browser, jupyter: str) -> None:
    watch = Watch(jupyter)
    context = browser.new_context(viewport={"width": 1500, "height": 2400}, reduced_motion="reduce")
    watch.attach(context)
    page = context.new_page()
    page.goto(f"{jupyter}/lab/tree/widget.ipynb?reset")
    expect(page.locator(".jp-CodeCell")).to_have_count(2, timeout=60_000)
    page.wait_for_function(IS_CONNECTED, timeout=60_000)
    page.get_by_text("Run", exact=True).first.click()
    page.get_by_text("Run All Cells", exact=True).click()
    one, other = (page.locator(".widget").nth(n) for n in range(2))
    expect(other.locator("svg.pipes")).to_be_visible(timeout=60_000)

    # What is drawn is the trace, in each of the two.
    first, second = (STACK.run(X[::way]).layers[0].trace for way in (1, -1))
    for widget, trace in ((one, first), (other, second)):
        for gate, letter in (("forget", "f"), ("write", "i"), ("output", "o")):
            expect_openings(widget, gate, getattr(trace, letter)[2])
    expect(one.locator(".widget-moment")).to_have_text("step 3 / 6c")

    # A valve shut by a key: the kernel computes the run, the picture has its numbers, Python has its pins.
    wheel = one.locator('[data-valve="forget"] [role=slider]').last
    wheel.focus()
    page.keyboard.press("Home")
    held = STACK.run(X, pins={(0, "forward"): Pins([Pin("f", 0, first=2)])}).layers[0].trace
    expect(wheel).to_have_attribute("aria-valuetext", "0.00 (pinned)")
    expect_openings(one, "forget", [0, 0, 0])
    one.locator(".scene").focus()
    page.keyboard.press("End")
    expect(one.locator(".widget-moment")).to_have_text("step 6 / 6f")
    expect_openings(one, "output", held.o[5])
    expect_openings(other, "forget", second.f[2])

    # The dye of this step: all that entered now.
    one.locator(".looks button").click()
    entered = f"{held.added[5, 0]:+.3f} of it entered at step 6".replace("-", "\N{MINUS SIGN}")
    expect(one.locator(".widget-dyed")).to_contain_text(entered)
    one.locator(".scene").focus()

    # Keys of the notebook's command mode are the widget's while it has the focus: no cell comes or goes.
    cells = page.locator(".jp-CodeCell")
    for key in ("a", "b", "d", "d"):
        page.keyboard.press(key)
    expect(cells).to_have_count(2)
    cells.nth(1).locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    pin = "(Pin(gate='f', value=0.0, units=None, first=2, last=None),)"
    told = f"asked of Python: 5 {pin} {round(float(held.C[5, 0]), 9)}"
    expect(cells.nth(1).locator(".jp-OutputArea-output").last).to_contain_text(told)

    # The theme is the notebook's.
    expect(one).to_have_attribute("data-theme", "light")
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    expect(one).to_have_attribute("data-theme", "dark")
    watch.detach(context)
    context.close()
    assert [one for one in watch.complaints() if "to activate" not in one] == []
