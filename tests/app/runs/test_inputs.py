"""Tables become inputs: CSV as people write it, NPY, and anything else."""

import io
import pickle
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from tests.app.problems import problem

INPUTS = "/api/v1/inputs"
EITHER = "which may be a decimal comma or thousands"
ONE = "expected (T, D): save one sequence of it, x[:, 0] or x[0]"
EACH = "expected one text per step"
RAISE = "raise the setting MEMORY_PIPE_MAX_STEPS"
ARRAYS = "expected one of shape (T, D) and perhaps labels"
TEXTS = "expected texts, such as numpy.array(['the', 'cat'])"
SHAPES = "expected (T, D), or (T,) for one input per step"


def send(client: TestClient, data: bytes) -> Any:
    return client.post(INPUTS, files={"file": ("table", data)})


def npy(array: Any) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "names", "rows"),
    [
        (b"1,2\n3,4\n", None, [[1, 2], [3, 4]]),
        (b"price,open\r\n0.5,1\r\n-2e3,0\r\n", ["price", "open"], [[0.5, 1], [-2000, 0]]),
        (b"a;b\n1;2\n", ["a", "b"], [[1, 2]]),
        (b"a\tb\n1\t2\n", ["a", "b"], [[1, 2]]),
        ("\ufeff价格,开盘\n1,2\n".encode(), ["价格", "开盘"], [[1, 2]]),
        (b'"a, b",c\n 1 ,2\n\n3,4', ["a, b", "c"], [[1, 2], [3, 4]]),
        (b"0,5;1\n-1,25;2.5\n", None, [[0.5, 1], [-1.25, 2.5]]),
        (b"0,5;1,5;2,5\n", None, [[0.5, 1.5, 2.5]]),
        (b'"a; b",c\n1,2', ["a; b", "c"], [[1, 2]]),
        ("１．５，－２\n".encode(), None, [[1.5, -2]]),
        ("−4\t–4,5\n".encode(), None, [[-4, -4.5]]),
        ("股价;买入\n0,500;1\n".encode("gbk"), ["股价", "买入"], [[0.5, 1]]),
        ("股价\t买入\n1,5\t1\n".encode("utf-16"), ["股价", "买入"], [[1.5, 1]]),
        (b"\xfe\xff" + "1\t2\n".encode("utf-16-be"), None, [[1, 2]]),
        ("股价\t买入\n1,5\t1\n".encode("utf-16-le"), ["股价", "买入"], [[1.5, 1]]),
        ("股价;买入\n1,5;1\n".encode("utf-16-be"), ["股价", "买入"], [[1.5, 1]]),
        ("0，5；1\n".encode(), None, [[0.5, 1]]),
        (b"5.0e-01 -1.0e+00\n 2  3\n", None, [[0.5, -1], [2, 3]]),
        (b"price buy\r\n0.5   1\r\n\r\n2 0\r\n", ["price", "buy"], [[0.5, 1], [2, 0]]),
        ("价格，元\t买入\n1\t2\n".encode(), ["价格，元", "买入"], [[1, 2]]),
        (b"7", None, [[7]]),
        (b"name\n1\n2\n", ["name"], [[1], [2]]),
        (npy(np.array([[1, 2], [3, 4]], dtype="i4")), None, [[1, 2], [3, 4]]),
        (npy(np.array([[1, 2], [3, 4]], dtype=">f4", order="F")), None, [[1, 2], [3, 4]]),
        (npy(np.array([True, False])), None, [[1], [0]]),
    ],
)
def test_a_table_is_read(client: TestClient, data: bytes, names: Any, rows: Any) -> None:
    answer = send(client, data)
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"names": names, "steps": len(rows), "inputs": rows}


def test_in_a_single_column_a_comma_is_decimal(client: TestClient) -> None:
    table = b"sales\n0,5\n-1,25\n2\n"
    assert problem(send(client, table), 422)["detail"].endswith(
        "line 2 has 2 columns, expected 1 as in the first."
    )
    answer = client.post(f"{INPUTS}?columns=1", files={"file": ("sales.csv", table)})
    assert answer.json() == {"names": ["sales"], "steps": 3, "inputs": [[0.5], [-1.25], [2]]}
    answer = client.post(f"{INPUTS}?columns=2", files={"file": ("two.csv", b"0,5\n1,25\n")})
    assert answer.json()["inputs"] == [[0, 5], [1, 25]]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it has no rows of numbers, expected one for each step"),
        (b"a,b\n", "it has no rows of numbers, expected one for each step"),
        (b"1,2\n3\n", "line 2 has 1 columns, expected 2 as in the first"),
        (b"a,b,c\n1,2\n", "line 2 has 2 columns, expected 3 as in the first"),
        (b"a,b\n1,2\nx,3\n", 'line 3, column 1 holds "x", expected a number'),
        (b"a,1\n2,3\n", 'line 1, column 1 holds "a", expected a number'),
        (b"1,nan\n", "row 1, column 2 holds nan, expected a number from -1e+09 to 1e+09"),
        (b"1\n2\n1e10\n", "row 3, column 1 holds 1e+10, expected a number from -1e+09 to 1e+09"),
        (b"\xff\xfe1", "it is no text in UTF-16: byte 2 does not fit"),
        (b"caf\xe9,1\n", "it is no text in UTF-8 or GBK: byte 3 does not fit"),
        (b"0.5 1 0\n1 000 0\n", 'line 2, column 1 holds "1 000 0", expected a number'),
        (b"1;1,000\n", f'line 1, column 2 holds "1,000", {EITHER}: expected 1.000 or 1000'),
        (b'a,b\n2,"-12,500"\n', f'line 2, column 2 holds "-12,500", {EITHER}: expected -12.500 or -12500'),
        (npy(np.zeros((2, 2, 2))), f"the array has shape (2, 2, 2), {ONE}"),
        (npy(np.zeros((0, 2))), f"the array has shape (0, 2), {SHAPES}"),
        (npy(np.array([1j])), "the array: found complex128 values, expected plain numbers"),
        (npy(np.zeros(3))[:-4], "the array: found 20 bytes of numbers, expected 24 for shape (3,)"),
        (b"1\n" * 10_001, f"its steps are over the limit max_steps of 10000; {RAISE}"),
        (npy(np.zeros((10_001, 1))), f"its steps are over the limit max_steps of 10000; {RAISE}"),
        (b'"' + b"x" * 200_000, "line 1 is not CSV: field larger than field limit (131072)"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told(client: TestClient, data: bytes, why: str) -> None:
    assert problem(send(client, data), 422)["detail"] == f"This table cannot be used: {why}."


def test_a_pickled_array_is_never_opened(client: TestClient) -> None:
    class Trap:
        def __reduce__(self) -> Any:
            return (pytest.fail, ("a pickle was opened",))

    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"descr": "|O", "fortran_order": False, "shape": (1,)})
    answer = send(client, stream.getvalue() + pickle.dumps(Trap()))
    assert "found object values, expected plain numbers" in problem(answer, 422)["detail"]


def test_the_answer_can_be_sent_on(client: TestClient) -> None:
    inputs = send(client, b"value,set,reset\n0.8,1,0\n0.1,0,0\n").json()["inputs"]
    trace = client.post(
        "/api/v1/traces", json={"model": {"preset": "latch"}, "inputs": inputs, "fields": ["C"]}
    )
    C = trace.json()["layers"][0]["trace"]["C"]
    assert [row[0] for row in C] == pytest.approx([np.tanh(0.8)] * 2, abs=1e-3)


def test_a_table_that_is_too_large_is_a_413(small: TestClient) -> None:
    answer = send(small, b"1\n" * 20_000)
    assert problem(answer, 413)["detail"] == (
        "The file is larger than the limit max_body_bytes of 20000 bytes; raise the setting "
        "MEMORY_PIPE_MAX_BODY_BYTES."
    )


def npz(**arrays: Any) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


ROWS = [[0.5, 1], [2, 3]]
LABELS = ["the", "猫"]


@pytest.mark.parametrize(
    ("data", "columns", "names"),
    [
        ("label,a,b\nthe,0.5,1\n猫,2,3\n".encode(), "", ["a", "b"]),
        ("Labels;a;b\nthe;0,5;1\n猫;2;3\n".encode(), "", ["a", "b"]),
        ("word\ta\tb\nthe\t0.5\t1\n猫\t2\t3\n".encode(), "?columns=2", ["a", "b"]),
        ("the,0.5,1\n猫,2,3\n".encode(), "?columns=2", None),
        (npz(labels=np.array(LABELS), x=np.array(ROWS)), "", None),
        (npz(x=np.array(ROWS, "f4"), label=np.array(LABELS)), "?columns=2", None),
    ],
)
def test_steps_may_be_labelled(client: TestClient, data: bytes, columns: str, names: Any) -> None:
    answer = client.post(f"{INPUTS}{columns}", files={"file": ("table", data)})
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"names": names, "steps": 2, "inputs": ROWS, "labels": LABELS}


def test_labels_may_be_numbers_and_numbers_are_no_labels(client: TestClient) -> None:
    assert send(client, b"label,a\n2024,0.5\n2025,2\n").json()["labels"] == ["2024", "2025"]
    answer = client.post(f"{INPUTS}?columns=2", files={"file": ("three.csv", b"1,2,3\n4,5,6\n")})
    assert answer.json() == {"names": None, "steps": 2, "inputs": [[1, 2, 3], [4, 5, 6]]}


@pytest.mark.parametrize(
    "arrays",
    [
        {"h0": np.zeros(3), "h": np.ones((2, 3)), "x": np.array(ROWS)},
        {"layers.0.forward.h": np.ones((2, 3)), "layers.0.forward.x": np.array(ROWS), "outputs": np.ones(2)},
    ],
)
def test_of_a_whole_trace_the_inputs_and_labels_are_read(client: TestClient, arrays: dict[str, Any]) -> None:
    answer = send(client, npz(**arrays, labels=np.array(LABELS)))
    assert answer.json() == {"names": None, "steps": 2, "inputs": ROWS, "labels": LABELS}


@pytest.mark.parametrize("shape", [(2, 1, 2), (1, 2, 2)])
def test_the_axis_of_a_single_sequence_is_taken_away_and_said(client: TestClient, shape: Any) -> None:
    for data in (npy(np.array(ROWS).reshape(shape)), npz(x=np.array(ROWS).reshape(shape))):
        assert send(client, data).json() == {"names": None, "steps": 2, "inputs": ROWS, "shape": list(shape)}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (npy(np.zeros((5, 4, 3))), f"the array has shape (5, 4, 3), {ONE}"),
        (npz(x=np.zeros((2, 2)), labels=np.array(["a"])), "it has 1 labels, expected 2, one per step"),
        (npz(x=np.zeros((2, 2)), y=np.zeros(2)), f"it has the arrays x, y, {ARRAYS}"),
        (npz(labels=np.array(["a"])), f"it has the arrays labels, {ARRAYS}"),
        (npz(x=np.zeros((1, 2)), labels=np.array([1])), f"labels: found int64 values, {TEXTS}"),
        (npz(x=np.eye(2), labels=np.array([["a"]])), f"labels: found shape (1, 1), {EACH}"),
        (b"label,a\nthe,0.5\nx,cat\n", 'line 3, column 2 holds "cat", expected a number'),
        (b"label,a\nthe,0.5\n1\n", "line 3 has 1 columns, expected 2 as in the first"),
    ],
)  # fmt: skip
def test_labels_and_shapes_that_do_not_fit_are_refused(client: TestClient, data: bytes, why: str) -> None:
    assert problem(send(client, data), 422)["detail"] == f"This table cannot be used: {why}."
