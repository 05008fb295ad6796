"""The requests of a recording, in the order in which they are sent: uploads first, deletions last."""

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from starlette.testclient import TestClient

from tests.recorded.places import FILES, FIXTURES
from tests.recorded.sending import content, send
from tests.recorded.wrong import FILES_THAT_ARE_WRONG, TABLES_THAT_ARE_WRONG, WRONG

API: Final = "/api/v1"
FIELDS: Final = [
    *("x", "z_f", "z_i", "z_g", "z_o", "f", "i", "g", "o", "kept", "added", "C", "tanh_C", "h"),
    *("h_prev", "C_prev", "h0", "C0", "terms"),
]
ACCEPT: Final = {"csv": "text/csv", "npz": "application/x-npz", "ndjson": "application/x-ndjson"}
PINS: Final[list[dict[str, Any]]] = [
    {"gate": "forget", "value": 0.25, "units": [0], "from": 1, "to": 3},
    {"gate": "input", "value": 1},
    {"gate": "output", "value": 0.0, "from": 2},
]
TABLES: Final = {
    "plain": b"1,2\n3,4\n",
    "named": b"price,open\r\n0.5,1\r\n-2e3,0\r\n",
    "semicolons": b"a;b\n1;2\n",
    "tabs": b"a\tb\n1\t2\n",
    "chinese": "\ufeff价格,开盘\n1,2\n".encode(),
    "quoted": b'"a, b",c\n 1 ,2\n\n3,4',
    "one": b"7",
}

IN_THE_STORE: Final = {
    "fixtures/keras-chain.keras": 3,
    "fixtures/pytorch-both-ways.safetensors": 3,
    "fixtures/torch-plain-newer.onnx": 3,
    "files/kept-recall.npz": 5,
}
"""Uploads that the recorded store holds, with their numbers of inputs."""

Ask = dict[str, Any]


def asks(client: TestClient) -> Iterator[tuple[str, Ask]]:
    """Yield name and request, after asking `client` what presets, pages and layers there are."""
    ids = {}
    for name, ask in _uploads():
        yield f"upload/{name}", ask
        about = send(client, ask)["body"]
        ids[name] = about["id"]
        yield f"model/{name}", {"method": "GET", "path": f"{API}/models/{about['id']}"}
        yield from _of_a_model(name, about)
    yield from _of_presets(client)
    yield from _of_weights()
    yield from _of_documents()
    yield from _of_pages(client)
    for name, body in WRONG.items():
        path = body.pop("path", "/traces")
        yield f"wrong/{name}", {"method": "POST", "path": API + path, **body}
    for name, data in FILES_THAT_ARE_WRONG.items():
        yield f"wrong/file {name}", _file("/models", name, data)
    for name, data in TABLES_THAT_ARE_WRONG.items():
        yield f"wrong/table {name}", _file("/inputs", name, data)
    first = f"{API}/models/{ids['files/kept-latch.npz']}"
    for n, method in enumerate(("DELETE", "GET", "DELETE")):
        yield f"delete/{n}", {"method": method, "path": first}


def _post(path: str, **body: Any) -> Ask:
    return {"method": "POST", "path": API + path, "json": body}


def _file(path: str, name: str, data: bytes) -> Ask:
    file = {"name": name, "bytes": base64.b64encode(data).decode()}
    return {"method": "POST", "path": API + path, "file": file}


def _wave(steps: int, width: int) -> list[list[float]]:
    rows: list[list[float]] = np.round(np.sin(np.arange(steps * width).reshape(steps, width)), 3).tolist()
    return rows


def _uploads() -> Iterator[tuple[str, Ask]]:
    folders = {"fixtures": FIXTURES, "files": FILES}
    for folder, place in folders.items():
        for path in sorted(place.iterdir()):
            if path.suffix not in (".safetensors", ".onnx", ".keras", ".h5", ".json", ".npz"):
                continue
            if folder == "fixtures" and path.suffix == ".npz":
                continue  # What a framework computed, no model.
            file = {"name": path.name, "kept": f"{folder}/{path.name}"}
            yield f"{folder}/{path.name}", {"method": "POST", "path": f"{API}/models", "file": file}


def kept_in_the_store() -> Iterator[tuple[str, Ask]]:
    """Yield the uploads of the models that the recorded store holds."""
    for name, ask in _uploads():
        if name in IN_THE_STORE:
            yield name, ask


def asks_of_the_store() -> Iterator[tuple[str, Ask]]:
    """Yield name and request of what is asked of the recorded store: by id, then the same uploads again."""
    for name, upload in kept_in_the_store():
        model = hashlib.sha256(content(upload["file"])).hexdigest()
        yield f"stored/{name}", {"method": "GET", "path": f"{API}/models/{model}"}
        weights = f"{API}/models/{model}/weights"
        yield f"stored/{name}/weights", {"method": "GET", "path": weights}
        run = {"model": {"id": model}, "inputs": _wave(4, IN_THE_STORE[name])}
        yield f"stored/{name}/trace", _post("/traces", **run, fields=["C", "h"])
        yield f"stored/{name}/units", _post("/units", **run)
        yield f"stored/{name}/again", upload


def _of_a_model(name: str, about: Any) -> Iterator[tuple[str, Ask]]:
    for lstm in about["lstms"]:
        model = {"id": about["id"], "lstms": [lstm["name"]]}
        width = lstm["layers"][0]["inputs"]
        run: dict[str, Any] = {"model": model, "inputs": _wave(4, width)}
        where = f"{name}/{lstm['name']}"
        yield f"own/{where}/trace", _post("/traces", **run, fields=["C", "h", "f"])
        yield f"own/{where}/units", _post("/units", **run, digits=6)
        yield f"own/{where}/gradients", _post("/gradients", **run, digits=6)
        yield f"own/{where}/step", _post("/steps", model=model, x=run["inputs"][0])
        pins = [{"gate": "forget", "value": 0.5, "layer": lstm["layers"][-1]["layer"]}]
        yield f"own/{where}/pins", _post("/traces", **run, pins=pins, fields=["C"], digits=6)
        for kind, accept in ACCEPT.items():
            ask = _post("/traces", **run, fields=["C"], digits=4)
            yield f"own/{where}/{kind}", ask | {"headers": {"accept": accept}}
    yield f"own/{name}/weights", {"method": "GET", "path": f"{API}/models/{about['id']}/weights?layer=0"}
    lowest = about["lstms"][0]
    for head in [None, *about["heads"]]:
        names = [lstm["name"] for lstm in about["lstms"]]
        model = {"id": about["id"], "lstms": names, "head": head and head["name"]}
        run = {"model": model, "inputs": _wave(4, lowest["inputs"])}
        yield f"own/{name}/chain, head {head and head['name']}", _post("/traces", **run, fields=["h"])


def _of_presets(client: TestClient) -> Iterator[tuple[str, Ask]]:
    listing = {"method": "GET", "path": f"{API}/presets"}
    yield "presets/list", listing
    yield "presets/head", listing | {"method": "HEAD"}
    for summary in send(client, listing)["body"]["presets"]:
        name = summary["name"]
        ask = {"method": "GET", "path": f"{API}/presets/{name}"}
        yield f"presets/{name}", ask
        preset = send(client, ask)["body"]
        model = {"preset": name}
        for example in preset["examples"]:
            run = {"model": model, "inputs": example["inputs"]}
            where = f"{name}/{example['id']}"
            yield f"traces/{where}", _post("/traces", **run, fields=FIELDS[:14], digits=6)
            yield f"units/{where}", _post("/units", **run, digits=6)
            yield f"gradients/{where}", _post("/gradients", **run, digits=5)
            if preset["input"]["kind"] == "text":
                text = {"model": model, "text": example["text"]}
                yield f"traces/{where}/text", _post("/traces", **text, fields=["x", "C"], digits=4)
        run = {"model": model, "inputs": preset["examples"][0]["inputs"][:6]}
        H = len(preset["weights"]["f"]["b"])
        yield f"traces/{name}/all", _post("/traces", **run)
        yield f"traces/{name}/terms", _post("/traces", **run, fields=FIELDS)
        yield f"traces/{name}/pins", _post("/traces", **run, pins=PINS, fields=["f", "i", "o", "C", "h"])
        start = {"h0": [0.1 * (k + 1) for k in range(H)], "C0": [-0.2 * (k + 1) for k in range(H)]}
        yield f"traces/{name}/start", _post("/traces", **run, **start, fields=["C", "h", "h0", "C0"])
        yield (
            f"traces/{name}/units",
            _post("/traces", **run, units=[0], layer=0, direction="forward", digits=3),
        )
        batch = [run["inputs"], run["inputs"][:2]]
        yield f"traces/{name}/batch", _post("/traces", model=model, batch=batch, fields=["C", "h"], digits=6)
        for kind, accept in ACCEPT.items():
            ask = _post("/traces", **run, fields=["x", "f", "C", "terms"], digits=5)
            yield f"traces/{name}/{kind}", ask | {"headers": {"accept": accept}}
        mask = [float(t % 2) for t in range(6)]
        yield f"units/{name}/mask", _post("/units", **run, mask=mask, pins=PINS[:1])
        yield f"units/{name}/batch", _post("/units", model=model, batch=batch, digits=6)
        output = {"step": 3, "units": [0]}
        yield f"gradients/{name}/output", _post("/gradients", **run, output=output, size="absolute")
        slopes = [[0.5 * (t - k) for k in range(H)] for t in range(6)]
        yield f"gradients/{name}/dh", _post("/gradients", **run, dh=slopes, pins=PINS[:1], **start)
        yield f"gradients/{name}/batch", _post("/gradients", model=model, batch=batch, digits=6)
        step = {"model": model, "x": run["inputs"][1], "h": start["h0"], "C": start["C0"]}
        yield f"steps/{name}", _post("/steps", **step)
        pins = [{"gate": "input", "value": 0.75, "units": [0]}]
        yield f"steps/{name}/pins", _post("/steps", **step, pins=pins)


def _of_weights() -> Iterator[tuple[str, Ask]]:
    rng = np.random.default_rng(12)
    for kind, shape in {"none": None, "diagonal": (2,), "full": (2, 2)}.items():
        weights: dict[str, Any] = {}
        for letter in "figo":
            weights[letter] = {
                "W": rng.normal(size=(2, 3)).round(3).tolist(),
                "U": rng.normal(size=(2, 2)).round(3).tolist(),
                "b": rng.normal(size=2).round(3).tolist(),
            }
            if shape and letter != "g":
                weights[letter]["p"] = rng.normal(size=shape).round(3).tolist()
        run = {"model": {"weights": weights}, "inputs": _wave(5, 3)}
        start = {"h0": [0.3, -0.2], "C0": [0.5, -1.5]}
        yield f"weights/{kind}/trace", _post("/traces", **run, fields=FIELDS)
        yield f"weights/{kind}/start", _post("/traces", **run, **start, pins=PINS)
        yield f"weights/{kind}/units", _post("/units", **run)
        yield f"weights/{kind}/gradients", _post("/gradients", **run, **start)
        yield f"weights/{kind}/step", _post("/steps", model=run["model"], x=[1.0, 2.0, -3.0], h=[0.1, 0.2])
        for form, accept in ACCEPT.items():
            yield (
                f"weights/{kind}/{form}",
                _post("/traces", **run, fields=FIELDS) | {"headers": {"accept": accept}},
            )
        lines = [
            '{"model": {"preset": "latch"}, "fields": ["C", "f"]}',
            "[0.8, 1, 0]",
            "[-0.5, 0, 0]",
            "[0.3, 0, 1]",
        ]
    stream = {"headers": {"content-type": "application/x-ndjson"}, "text": "\n".join(lines)}
    yield "weights/lines", {"method": "POST", "path": f"{API}/traces", **stream}


def _of_documents() -> Iterator[tuple[str, Ask]]:
    for path in ("/comparison", "/gradient-flow", "/window"):
        yield f"documents{path}", {"method": "GET", "path": API + path}
        yield f"documents{path}/head", {"method": "HEAD", "path": API + path}
    yield "documents/health", {"method": "GET", "path": "/healthz"}
    for task, width in (("christmas_trees", 1), ("stock_position", 3), ("brackets", 2), ("recall", 5)):
        run = {"task": task, "inputs": _wave(6, width)}
        yield f"rnn/{task}", _post("/gradients/rnn", **run)
        yield f"rnn/{task}/step", _post("/gradients/rnn", **run, step=2, digits=5)
    for name, data in TABLES.items():
        yield f"inputs/{name}", _file("/inputs", f"{name}.csv", data)
    yield (
        "documents/qr",
        {"method": "POST", "path": "/qr", "json": {"text": "http://127.0.0.1:8000/lab#model=latch&step=2"}},
    )


def _of_pages(client: TestClient) -> Iterator[tuple[str, Ask]]:
    sitemap = {"method": "GET", "path": "/sitemap.xml"}
    yield "pages/sitemap.xml", sitemap
    yield "pages/robots.txt", {"method": "GET", "path": "/robots.txt"}
    listed = re.findall(r"<loc>[a-z]+:/+[^/]+(/[^<]*)</loc>", send(client, sitemap)["body"])
    guide = ["/api/guide", "/zh/api/guide"]
    chapters = [re.sub(r"/[^/]+$", "", path) for path in listed if path.count("/") >= 3 and "/learn/" in path]
    odd = ["/lab/", "/learn/", "/zh", "/zh/", "/favicon.ico", "/api/v1", "/nowhere", "/zh/nowhere"]
    odd += [
        "/learn/memory/watch",
        "/zh/learn/memory/watch",
        "/learn/nowhere",
        "/learn/nowhere/at-all",
        "/docs",
        "/static/0/icon.svg",
        "/api/v1/presets/nobody",
    ]
    odd += ["/lab?present&hide=formulas,timeline&lock&laser", "/?present", "/api/v1/models/0123"]
    for path in dict.fromkeys([*listed, *guide, *chapters, *odd]):
        yield f"pages{path}", {"method": "GET", "path": path, "headers": {"accept": "text/html,*/*"}}
    yield "pages/head", {"method": "HEAD", "path": "/lab"}
    for path in ("/lab", f"{API}/presets", f"{API}/traces", f"{API}/models"):
        yield f"pages/put {path}", {"method": "PUT", "path": path}
