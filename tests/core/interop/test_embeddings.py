"""Embeddings: found in the files of each framework, never offered as a read-out, and texts by their rows."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

from lstm_core import compare
from lstm_core.command import main
from lstm_core.interop import Contents, FormatError, read
from lstm_core.interop.containers import safetensors
from lstm_core.interop.embeddings import is_embedding, read_vocabulary
from tests.hostile import corpus

RNG = np.random.default_rng(0)
TABLE = RNG.normal(size=(5, 3)).astype("f4")
WORDS = ["<unk>", "the", "cat", "sat", "mat"]
WEIGHTS = {
    name: RNG.normal(size=shape).astype("f4")
    for name, shape in (
        ("lstm.weight_ih_l0", (16, 3)),
        ("lstm.weight_hh_l0", (16, 4)),
        ("lstm.bias_ih_l0", (16,)),
        ("lstm.bias_hh_l0", (16,)),
        ("fc.weight", (2, 4)),
        ("fc.bias", (2,)),
    )
}
FILE = safetensors.serialise({"embedding.weight": TABLE, **WEIGHTS}, {})


def contents(**more: Any) -> Contents:
    return read(safetensors.serialise({"embedding.weight": TABLE, **WEIGHTS, **more}, {}))


def test_an_embedding_is_no_read_out() -> None:
    # Its rows are as wide as the network's output, so that it would fit.
    found = contents(**{"deep.word_embeddings.weight": RNG.normal(size=(7, 4)).astype("f4")})
    assert list(found.linears) == ["fc"]
    assert {name: table.shape for name, table in found.embeddings.items()} == {
        "embedding": (5, 3),
        "deep.word_embeddings": (7, 4),
    }
    with pytest.raises(FormatError, match="head: found the embedding 'embedding', expected one of 'fc'"):
        found.stack(head="embedding")
    told = {one.name: one.why for one in found.ignored}
    assert told["embedding.weight"] == "an embedding: a row of inputs for each token"
    assert told["fc.weight"] == ""


@pytest.mark.parametrize(
    "name",
    [
        "embedding",
        "emb",
        "encoder.emb2",
        "tokenEmbedding.weight",
        "wte",
        "model.embed_tokens.weight",
        "char_embeddings",
    ],
)
def test_names_of_embeddings(name: str) -> None:
    assert is_embedding(name)


@pytest.mark.parametrize(
    "name", ["fc", "embedding_projection", "embedder.linear.weight", "member.weight", "embargo"]
)
def test_names_of_other_layers(name: str) -> None:
    assert not is_embedding(name)


def test_a_layer_with_a_bias_is_no_embedding() -> None:
    found = contents(**{"emb.weight": np.ones((2, 4), "f4"), "emb.bias": np.ones(2, "f4")})
    assert list(found.linears) == ["emb", "fc"]


@pytest.mark.parametrize("vocabulary", [WORDS, {word: k for k, word in enumerate(WORDS)}])
def test_a_text_is_the_rows_of_its_tokens(vocabulary: Any) -> None:
    given = contents().embed("the cat sat", vocabulary)
    np.testing.assert_array_equal(given.x, TABLE[[1, 2, 3]])
    run = contents().stack().run(given.x).labelled(given.labels)
    assert run.labels == (("the", "cat", "sat"),)
    np.testing.assert_array_equal(run.h, contents().stack().run(TABLE[[1, 2, 3]]).h)


def test_a_token_that_is_not_known_is_the_one_for_these_and_keeps_its_name() -> None:
    given = contents().embed(["the", "dog"], WORDS)
    np.testing.assert_array_equal(given.x, TABLE[[1, 0]])
    assert given.labels == ("the", "dog")
    with pytest.raises(
        FormatError, match="token 1: found 'dog', expected one of the vocabulary: 'the', 'cat'"
    ):
        contents().embed("the dog", WORDS[1:])


def test_a_vocabulary_of_letters_splits_into_letters() -> None:
    given = contents().embed("a b", ["<pad>", "a", "b", " "])
    assert given.labels == ("a", " ", "b")
    np.testing.assert_array_equal(given.x, TABLE[[1, 3, 2]])


def test_ids_need_no_vocabulary_but_take_their_names_from_one() -> None:
    assert contents().embed([4, 2]).labels == ("4", "2")
    assert contents().embed(np.array([4, 2]).tolist(), WORDS).labels == ("mat", "cat")
    np.testing.assert_array_equal(contents().embed([4, 2]).x, TABLE[[4, 2]])


@pytest.mark.parametrize(
    ("steps", "vocabulary", "message"),
    [
        ("the", None, "vocabulary: found none, expected one, as the steps are text"),
        ([5], None, "token 0: found id 5, expected 0 to 4, as the embedding has them"),
        ([1, -1], None, "token 1: found id -1, expected 0 to 4"),
        ([1.5], None, "token 0: found 1.5, expected an id, which is a whole number"),
        ([True], None, "token 0: found True, expected an id"),
        ("", WORDS, "text: found no tokens, expected at least one"),
        ("far", {"far": 9}, "token 0: found id 9, expected 0 to 4"),
        ("a", ["a", "a"], "vocabulary: found 'a' twice, expected each token once"),
        ("a", {"a": 1.5}, "vocabulary: found 'a': 1.5, expected texts, each with a whole number"),
    ],
)
def test_what_does_not_fit_is_refused(steps: Any, vocabulary: Any, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        contents().embed(steps, vocabulary)


def test_of_several_embeddings_one_is_named() -> None:
    found = contents(**{"other_emb.weight": 2 * TABLE})
    with pytest.raises(
        FormatError, match="model: found 2 embeddings: 'embedding', 'other_emb', expected the name"
    ):
        found.embed([1])
    np.testing.assert_array_equal(found.embed([1], table="other_emb").x, 2 * TABLE[[1]])
    with pytest.raises(FormatError, match="model: found no embedding 'fc', expected one of 'embedding'"):
        contents().embed([1], table="fc")


def test_keras_files_tell_an_embedding_by_its_name() -> None:
    def fill(file: Any) -> None:
        for path, shapes in (
            ("embedding", [(5, 3)]),
            ("lstm/cell", [(3, 16), (4, 16), (16,)]),
            ("dense", [(4, 2), (2,)]),
        ):
            for k, shape in enumerate(shapes):
                file.create_dataset(f"layers/{path}/vars/{k}", data=RNG.normal(size=shape).astype("f4"))

    found = read(corpus.hdf5(fill))
    assert list(found.linears) == ["dense"]
    assert found.embeddings["embedding"].shape == (5, 3)


def test_onnx_files_tell_an_embedding_by_its_node() -> None:
    arrays = {"W": (1, 16, 3), "R": (1, 16, 4)}
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["x"], name="embed"),
        helper.make_node("LSTM", ["x", "W", "R"], ["Y"], name="lstm", hidden_size=4),
    ]
    graph = helper.make_graph(
        nodes,
        "graph",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [None, None])],
        [helper.make_tensor_value_info("Y", TensorProto.FLOAT, None)],
        [
            numpy_helper.from_array(TABLE, "table"),
            *(numpy_helper.from_array(RNG.normal(size=of).astype("f4"), name) for name, of in arrays.items()),
        ],
    )
    found = read(
        helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8
        ).SerializeToString()
    )
    np.testing.assert_array_equal(found.embeddings["embed"], TABLE)
    whole = found.run_model([[1], [2]])["lstm"]
    np.testing.assert_array_equal(whole.layers[0].trace.x[:, 0], found.embed([1, 2]).x)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a\nb\n", {"a": 0, "b": 1}),
        (b"a\r\nb\r\n", {"a": 0, "b": 1}),
        (b'["a", "b"]', {"a": 0, "b": 1}),
        (b'{"a": 1, "b": 0}', {"a": 1, "b": 0}),
        (b"[PAD]\n[UNK]\n", {"[PAD]": 0, "[UNK]": 1}),
        ("\ufeff猫\n".encode(), {"猫": 0}),
    ],
)
def test_files_of_vocabularies(data: bytes, words: dict[str, int]) -> None:
    assert read_vocabulary(data) == words


@pytest.mark.parametrize("data", [b"\xff\xfe", b'{"a": "b"}', b'{"a"', b"a\na\n", b"[1, 2]"])
def test_malformed_vocabularies_are_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match="vocabulary: found "):
        read_vocabulary(data)


def test_the_command_takes_a_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    model, words = tmp_path / "model.safetensors", tmp_path / "words.txt"
    model.write_bytes(FILE)
    words.write_text("\n".join(WORDS))
    trace = ["trace", str(model), "--json", "--fields", "C"]
    assert main([*trace, "the cat", "--text", "--vocabulary", str(words)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["labels"] == ["the", "cat"]
    np.testing.assert_array_equal(
        told["layers"][0]["trace"]["C"], contents().stack().run(TABLE[[1, 2]], dtype="f8").layers[0].trace.C
    )
    assert main([*trace, "--ids", "1,2"]) == 0
    assert json.loads(capsys.readouterr().out)["layers"] == told["layers"]
    assert main([*trace, "--text", "the cat"]) == 1
    assert "vocabulary: found none, expected one" in capsys.readouterr().err
    assert main([*trace, "--ids", "1,b"]) == 1
    assert "INPUT: found '1,b', expected ids such as 4,7,4" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO("the cat\n"))
    assert main([*trace, "-", "--text", "--vocabulary", str(words)]) == 0
    assert json.loads(capsys.readouterr().out) == told
    assert main(["inspect", str(model)]) == 0
    assert "embeddings:\n  embedding 5 x 3\n" in capsys.readouterr().out


def test_arrays_of_a_text_have_labels(tmp_path: Path) -> None:
    model, words, out = tmp_path / "model.safetensors", tmp_path / "words.txt", tmp_path / "out.npz"
    model.write_bytes(FILE)
    words.write_text("\n".join(WORDS))
    given = ["trace", str(model), "the cat", "--text", "--vocabulary", str(words), "--npz", "-o", str(out)]
    assert main(given) == 0
    with np.load(out, allow_pickle=False) as arrays:
        assert arrays["labels"].tolist() == ["the", "cat"]
        np.testing.assert_array_equal(arrays["layers.0.forward.x"], TABLE[[1, 2]])
    assert compare(out, out).agrees


def test_lines_of_a_text_have_labels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = tmp_path / "model.safetensors"
    model.write_bytes(FILE)
    assert main(["trace", str(model), "--ids", "3,0", "--ndjson"]) == 0
    assert [json.loads(line)["label"] for line in capsys.readouterr().out.splitlines()] == ["3", "0"]
