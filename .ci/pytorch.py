"""Install PyTorch into this environment, unless only a build with CUDA is to be had, and captum on top of it.

Where the build for the CPU lies is a matter of pip's own settings (pip.conf, PIP_FIND_LINKS,
PIP_EXTRA_INDEX_URL); no lock file can name it. TORCH=any takes whatever pip finds.
"""

import importlib.util
import json
import os
import subprocess
import sys

REQUIREMENT = "torch==2.13.0"
CAPTUM = "captum==0.9.0"
PIP = [sys.executable, "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]


def brings_cuda() -> bool:
    """Ask pip what it would install, without doing so."""
    command = [*PIP, "--dry-run", "--report", "-", "--only-binary", ":all:", REQUIREMENT]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    names = [item["metadata"]["name"].lower() for item in json.loads(answer.stdout)["install"]]
    return any(name.startswith(("nvidia-", "cuda-")) for name in names)


def main() -> None:
    """Install both; leave with a message if there is no PyTorch."""
    if not importlib.util.find_spec("torch"):
        install_pytorch()
    if not importlib.util.find_spec("captum"):
        sys.stderr.write(f"Installing {CAPTUM} ...\n")
        if subprocess.run([*PIP, "--only-binary", ":all:", CAPTUM], check=False).returncode:
            sys.stderr.write("pip could not install it (see above): its row is left out.\n")


def install_pytorch() -> None:
    """Install, or leave with a message."""
    try:
        if os.environ.get("TORCH") != "any" and brings_cuda():
            sys.exit(
                f"pip finds {REQUIREMENT} only in a build with CUDA, several GB large.\n"
                "Tell pip where one for the CPU lies (PIP_FIND_LINKS), or take it: TORCH=any ./bench"
            )
        sys.stderr.write(f"Installing {REQUIREMENT} ...\n")
        subprocess.run([*PIP, "--only-binary", ":all:", REQUIREMENT], check=True)
    except subprocess.CalledProcessError:
        sys.exit(f"pip could not install {REQUIREMENT} (see above).")


main()
