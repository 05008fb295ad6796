"""Lets ``python -m lstm_core.command`` be the command memory-pipe."""

import sys

from lstm_core.command.main import main

sys.exit(main())
