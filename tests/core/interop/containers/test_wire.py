"""Protocol buffers are counted before they are parsed."""

import time

import pytest

from lstm_core.interop import FormatError, Limits, load
from lstm_core.interop.containers.wire import check_fields
from tests.core.onnx_models import onnx_lstm

EMPTY_NODES = b"\x0a\x00" * 2_000_000
BOMB = b"\x08\x08\x3a\x80\x92\xf4\x01" + EMPTY_NODES


def test_two_bytes_that_become_a_node_are_counted_first() -> None:
    begin = time.perf_counter()
    with pytest.raises(FormatError, match="file: found more than 50,000 fields, expected at most 50,000"):
        load(BOMB, Limits(entries=1000))
    assert time.perf_counter() - begin < 5


def test_fields_are_counted_as_they_are() -> None:
    # ir_version; graph with two empty nodes and a tensor with three dims.
    data = b"\x08\x08" + b"\x3a\x0c" + b"\x0a\x00\x0a\x00" + b"\x2a\x06\x08\x01\x08\x01\x08\x01"
    check_fields(data, 8)
    with pytest.raises(FormatError, match="more than 7 fields"):
        check_fields(data, 7)


def test_a_file_of_onnx_passes_and_a_cut_one_does_not() -> None:
    data = onnx_lstm(3, 4).data
    check_fields(data, 200)
    for end in (3, len(data) // 2, len(data) - 1):
        with pytest.raises(FormatError, match=r"no protocol buffer .* expected a whole ONNX file"):
            load(data[:end])
    with pytest.raises(FormatError, match=r"no protocol buffer .wire type 3."):
        check_fields(b"\x0b\x00", 9)


def test_a_name_that_is_no_text_is_told_as_one() -> None:
    data = onnx_lstm(3, 4).data.replace(b"LSTM", b"\xff\xfeTM")
    with pytest.raises(FormatError, match=r"graph: found ..TM, expected an LSTM node"):
        load(data)
