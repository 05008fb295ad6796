"""What confined readers do: they turn the bytes of a file into bytes of plain data."""

from lstm_core.interop.confined import parcels
from lstm_core.interop.containers import tables
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.files import read


def model(data: bytes, limits: dict[str, int]) -> bytes:
    """Return a model's contents as a parcel."""
    told = Limits(**limits)
    return parcels.of_contents(read(data, told), told)


def table(data: bytes, most: int, columns: int | None) -> bytes:
    """Return a table's names and rows as a parcel."""
    try:
        return parcels.of_table(tables.parse(data, most, columns))
    except tables.TableError as error:
        return parcels.of_refusal(error)
