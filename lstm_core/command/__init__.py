"""The command memory-pipe."""

from lstm_core.command.main import main

__all__ = ["main"]
