"""Tables as pandas data frames."""

from collections.abc import Mapping
from typing import Any, Final

from lstm_core.arrays import Array

NEEDS: Final = "Data frames need pandas: pip install 'memory-pipe[dataframe]'"


def data_frame(columns: Mapping[str, Array]) -> Any:  # noqa: ANN401 - a pandas.DataFrame
    """Return the columns as a pandas.DataFrame.

    Raises
    ------
    ImportError
        If pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise ImportError(NEEDS) from error
    return pd.DataFrame(dict(columns))
