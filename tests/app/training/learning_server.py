"""Trains as a server does, without its pages: ``python -m tests.app.training.learning_server FOLDER STEPS``.

After the second checkpoint it tells the training and the processes that learn, and kills itself.
"""

import os
import signal
import sys
import time
from multiprocessing import active_children
from pathlib import Path

from app.config import Settings
from app.models.database import Database
from app.models.tables import sqlite_url
from app.training.trainings import Trainings
from tests.app.training.hands import small


def main() -> None:
    """Train until killed."""
    folder, steps = Path(sys.argv[1]), int(sys.argv[2])
    trainings = Trainings(Settings(data_dir=folder, training_workers=1), Database(sqlite_url(folder)))
    trainings.scheduler.start()
    training = trainings.add(trainings.prepare(small(steps=steps), "somebody"))
    while trainings.about(training)[0].record.checkpoints < 3:
        time.sleep(0.01)
    told = [training, *(str(child.pid) for child in active_children())]
    sys.stdout.write(" ".join(told) + "\n")
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
