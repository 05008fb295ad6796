"""Untrusted HDF5, read in a separate process: on a damaged file, its library may crash or never return."""

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import asdict
from typing import Final

import lstm_core.interop.containers.hdf5_child as hdf5_child
import lstm_core.interop.containers.safetensors as safetensors
from lstm_core.arrays import Array
from lstm_core.interop.containers.confine import Caps, fault_of, is_confined
from lstm_core.interop.containers.hdf5_child import Remarks
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.errors import WHOLE, FormatError, TooLargeError, TooSlowError

NEEDS: Final = "Reading HDF5 needs h5py: pip install 'memory-pipe[keras]'"
SECONDS: Final = 30
"""How long the child may take, in seconds of wall-clock time."""
CPU_SECONDS: Final = 5
"""How long it may compute, in seconds, plus one second for each `CPU_BYTES`."""
CPU_BYTES: Final = 2**27
_ROOM: Final = 64 * 2**20
REFUSED: Final = 3
"""The child's exit code when it reports, as JSON, what is wrong."""
NO_MEMORY: Final = 4
"""Its exit code when the numbers do not fit into its memory."""
_START: Final = (
    "import json, sys; given = json.loads(sys.argv[1]); sys.path[:] = given.pop('path');"
    "from lstm_core.interop.containers.hdf5_child import main; main(**given)"
)


def parse(data: bytes, limits: Limits) -> tuple[dict[str, Array], Remarks]:
    """Return all data sets by path, and what else the file says.

    Raises
    ------
    FormatError
        If the file is damaged, or contains a soft or external link, or external, virtual or oversized data.
    ImportError
        If h5py is not installed.
    """
    if importlib.util.find_spec("h5py") is None:
        raise ImportError(NEEDS)
    if is_confined():
        return hdf5_child.parse(data, limits)
    caps = Caps(
        memory=_ROOM + 4 * limits.unpacked_bytes,
        work=CPU_SECONDS + limits.unpacked_bytes // CPU_BYTES,
        wall=SECONDS,
    )
    codes = {"refused": REFUSED, "no_memory": NO_MEMORY}
    told = {"path": sys.path, "limits": asdict(limits), "caps": asdict(caps), **codes}
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "HDF5_PLUGIN_PRELOAD": "::"}
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter, and nothing of the file in the arguments
            [sys.executable, "-I", "-c", _START, json.dumps(told)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlowError("HDF5 file", f"no end within {SECONDS} s", WHOLE) from error
    if child.returncode == REFUSED:
        raise FormatError(**json.loads(child.stdout))
    if child.returncode == NO_MEMORY:
        raise TooLargeError("HDF5 file")
    if child.returncode != 0:
        raise fault_of("HDF5 file", child.returncode, caps)
    roomy = Limits(unpacked_bytes=2 * limits.unpacked_bytes, entries=limits.entries)
    arrays, _, metadata = safetensors.parse(child.stdout, roomy)
    return arrays, Remarks(**json.loads(metadata["remarks"]))
