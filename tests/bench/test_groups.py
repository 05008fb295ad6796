"""Every group of benchmarks can be measured where `./bench` measures it."""

import re
import subprocess
import sys

from tests.architecture.tree import ROOT
from tests.bench.__main__ import ALONE, GROUPS, MODULES

IMPORTED = """
import sys
from importlib import import_module
for name in ("pytest", "hypothesis", "schemathesis"):
    sys.modules[name] = None  # the environment of ./bench has none
for name in sys.argv[1:]:
    try:
        import_module(name)
    except ModuleNotFoundError as missing:
        print(name, missing.name)
"""
RIVALS = {"torch", "captum", "onnxruntime", "playwright"}
"""What `./bench` installs, and `./test` need not."""


def test_no_group_needs_what_only_tests_have() -> None:
    modules = [f"tests.bench.{MODULES.get(group, group)}" for group in (*GROUPS, *ALONE)]
    told = subprocess.run(
        [sys.executable, "-c", IMPORTED, *modules], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {line.split()[1] for line in told.stdout.splitlines()} <= RIVALS


def test_bench_installs_pytorch_for_the_groups_that_compare_with_it_and_for_no_others() -> None:
    sources = {group: ROOT / "tests" / "bench" / f"{MODULES.get(group, group)}.py" for group in GROUPS}
    compared = {
        group for group, path in sources.items() if re.search(r"^import torch", path.read_text(), re.M)
    }
    [named] = re.findall(r"^(\*.*\*)\)$", (ROOT / "bench").read_text(), re.M)
    assert set(re.findall(r"\w+", named)) == compared > {"core"}
