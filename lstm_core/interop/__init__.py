"""Weights of other programs as stacks, and back. Other packages are imported only when needed."""

from lstm_core.assumptions import ModelAssumption
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.contents import Contents, Ignored
from lstm_core.interop.errors import FormatError
from lstm_core.interop.files import dump, load, read

__all__ = ["Contents", "FormatError", "Ignored", "Limits", "ModelAssumption", "dump", "load", "read"]
