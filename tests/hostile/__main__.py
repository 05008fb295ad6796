"""What hostile files cost a server: ``python -m tests.hostile [WORD]``, all or those with a word."""

import sys
import tempfile
import time
from pathlib import Path

from tests.hostile.corpus import MODELS, TABLES
from tests.hostile.server import Rival, served


def main() -> None:
    """Print a table."""
    word = " ".join(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server:
        sys.stdout.write(
            f"{'':45}{'bytes':>10}{'answer':>7}{'s':>7}{'MB':>6}{'rival s':>8}{'CPU s':>7}{'reader':>7}\n"
        )
        for path, files in (("models", MODELS), ("inputs", TABLES)):
            for name in (one for one in files if word in one):
                data = files[name]()
                before, work = server.forget(), server.work()
                with Rival(server.url) as rival:
                    begin = time.perf_counter()
                    answer = server.post(path, data)
                    seconds = time.perf_counter() - begin
                own, readers = (after - one for after, one in zip(server.work(), work, strict=True))
                grown = (server.peak() - before) / 1e6
                sys.stdout.write(
                    f"{name:45}{len(data):10,}{answer.status_code:7}{seconds:7.2f}{grown:6.0f}"
                    f"{rival.longest():8.2f}{own:7.2f}{readers:7.2f}  {answer.text[:300] if word else ''}\n"
                )
                sys.stdout.flush()


if __name__ == "__main__":
    main()
