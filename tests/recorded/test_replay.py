"""Requests, stored files and links from the time of the recording still give the same answers.

`ALLOWED` names what may differ. To allow more is a decision: give the reason beside it.
"""

import json
import lzma
import re
from functools import cache
from typing import Any, Final, NamedTuple

from tests.recorded.addresses import understood
from tests.recorded.differences import Difference, differences
from tests.recorded.models import contents
from tests.recorded.places import RECORDING, STORE
from tests.recorded.sending import content, send, serving


class Allowance(NamedTuple):
    """What may differ.

    Attributes
    ----------
    name, place : str
        Regular expressions, each for the whole of a recorded name and of a place in its answer.
    how : str
        ``new``, ``gone`` or ``changed``.
    reason : str
        Why the difference harms nobody.
    """

    name: str
    place: str
    how: str
    reason: str


ALLOWED: Final = (
    Allowance(
        ".*",
        "/headers/content-security-policy",
        "changed",
        "An answer that is no page may bring nothing into a browser; test_security holds what pages may.",
    ),
    Allowance(
        "#?[^/]*",
        "/state/blueprint",
        "new",
        "The unit that the page shows; the address written from it shows that it is still the LSTM.",
    ),
    Allowance(
        "#?[^/]*",
        "/state/dye",
        "new",
        "A page may have a dyed step; an address of before dyes none, and the one written from it says so.",
    ),
    Allowance(
        "#?[^/]*",
        "/state/(between|built|shaping)",
        "new",
        "A picture may be built up, or be on its way from one view to another; an address of before shows "
        "all of it, in one view, as the one written from it says.",
    ),
    Allowance(
        "#?[^/]*",
        "/state/stride",
        "new",
        "Playing may go on by steps; an address of before, and the one written from it, plays by phases.",
    ),
    Allowance(
        ".*/units|units/.*",
        r"/body/(batch/\d+/)?layers/\d+/age",
        "new",
        "The map of the units also says how old each memory is.",
    ),
    Allowance(
        "#?[^/]*",
        "/state/emptied",
        "new",
        "A step's input may be emptied; an address of before empties none, as the one written from it says.",
    ),
    Allowance(
        "#?[^/]*",
        "/state/sources",
        "new",
        "A card may be open; an address of before opens none, and the one written from it says so.",
    ),
    Allowance(
        "wrong/file pickle",
        "/body(/detail|/errors/0/.*|/title)?",
        "changed",
        "The way out of a pickle is a command, which takes every kind of checkpoint; the lines did one kind.",
    ),
    Allowance(
        "wrong/file text",
        "/body/detail",
        "changed",
        "One more kind of file is read, .h5, so that it is named.",
    ),
    Allowance(
        "pages/(zh/)?learn/valve-networks/sigmoid",
        "/body/anchors/t-quarter",
        "gone",
        "The task has a screen of its own, the next one.",
    ),
    Allowance(
        ".*",
        r"(/body|/body/\d+|/lines/\d+)/model/notes",
        "new",
        "A trace reports the assumptions about the model, as its upload does.",
    ),
    Allowance(
        "(own|steps)/.*/pins",
        "/headers/vary",
        "new",
        "With these notes the answer is long enough to be compressed.",
    ),
    Allowance(
        "(own|steps)/.*/pins",
        "/headers/vary",
        "changed",
        "With these notes the answer is long enough to be compressed.",
    ),
    Allowance(
        r".*fixtures/(keras-.*\.weights\.h5|torch-.*-older\.onnx)",
        "(/body)?/notes",
        "changed",
        "Assumptions are reported layer by layer; initial states computed as zero are not one.",
    ),
    Allowance(
        ".*",
        r"(/body|/body/\d+|/lines/\d+)/model/unit|(/body)?(/lstms/\d+)?/layers/\d+/unit",
        "new",
        "An answer names the unit that ran or was read; before, each was an LSTM.",
    ),
    Allowance(
        ".*",
        "/body/deletion_token",
        "new",
        "Who uploads a model is given the right to delete it.",
    ),
    Allowance("(model|stored)/.*", "/body/name", "changed", "Nobody learns what another called a file."),
    *(
        Allowance("delete/.*", ".*", how, "Who only knows a model's id deletes it no longer.")
        for how in ("new", "gone", "changed")
    ),
    Allowance("presets/.*", r"/body(/presets/\d+)?/unit", "new", "A preset says what kind of unit it is."),
    Allowance(
        "presets/.*",
        r"/body/(input/drawn|head/says|examples/(\d+|[^/]+)/targets)",
        "new",
        "A preset says how its inputs are drawn, how its head answers, and what was true.",
    ),
    Allowance(
        "presets/.*",
        r"/body/examples/(\d+|[^/]+)/labels/.*",
        "changed",
        "The label of a step says what goes in, not what should come out.",
    ),
    *(
        Allowance(".*", "/headers/vary", how, "A refusal is told in the language that a reader prefers.")
        for how in ("new", "changed")
    ),
    Allowance(
        r"pages/(zh/?)?|pages/\?present|pages/.*nowhere.*|pages/docs",
        "/headers/vary",
        "changed",
        "The first page, and that of an unknown address, offer the other language to those who prefer it.",
    ),
    Allowance(
        "units/.*",
        "/headers/vary",
        "new",
        "With the name of the unit the answer is long enough to be compressed.",
    ),
    Allowance(
        "pages/(zh/)?api",
        r"/body/anchors/((list|read)_blueprints?(-heading)?|shape-NetWeights)",
        "new",
        "The API describes units.",
    ),
    Allowance(
        "pages/(zh/)?api",
        r"/body/headings/(h2 GET /api/v1/blueprints(/\{name\})?|h3 NetWeights)",
        "new",
        "There are two more operations, and all nets of all units have weights of one form.",
    ),
    Allowance(
        "pages/(zh/)?api",
        r"/body/headings/(h2 POST /api/v1/(dye|attributions)|h3 (DyeRequest|AskedNumber|AttributionRequest))",
        "new",
        "The API tells what a memory is made of, and what an input is worth.",
    ),
    Allowance(
        "pages/(zh/)?api",
        r"/body/anchors/(create_(dye|attributions)(-heading)?|shape-(DyeRequest|AskedNumber|AttributionRequest))",
        "new",
        "The same operations and shapes have addresses.",
    ),
    Allowance(
        "presets/list", "/body/presets/(brent|mauna-loa)", "new", "Two networks learnt from measured series."
    ),
    Allowance(
        "pages/(zh/)?api",
        r"/body/headings/(h2 (GET|POST|DELETE) /api/v1/trainings.*|h3 (Training(Request|Plan)|Head))",
        "new",
        "The API lets networks learn.",
    ),
    Allowance(
        "pages/(zh/)?api",
        "/body/anchors/(((create|read|delete|pause|resume|watch)_training|list_training_tasks|read_checkpoint"
        "|read_checkpoint_file|read_learning_map|read_moments|read_gradient_norms)(-heading)?|shape-(Training(Request|Plan)|Head))",
        "new",
        "The same operations and shapes have addresses.",
    ),
    Allowance(
        "pages/(zh/)?api",
        "/body/headings/(h2 (GET|POST|PUT|PATCH|DELETE) /api/v1/rooms.*|h3 (Room(Request|Change)|DeskRequest"
        "|StateRequest|Lesson|JoinRequest|SeatChange|Showing(Request|Answer)|Question(Request|Change)|AnswerRequest"
        "|Pace|Words|Choice|TaskProgress))",
        "new",
        "The API holds live classes.",
    ),
    Allowance(
        "pages/(zh/)?api",
        "/body/anchors/(((open|read|change|close|watch|export)_room|(read|claim|watch)_desk|read_summary"
        "|show_state|recall_seats|keep_lesson|(take|read|change|remove)_seat"
        "|(create|replace|change|delete|answer)_question|(ask|withdraw|answer)_showing)(-heading)?"
        "|shape-(Room(Request|Change)|DeskRequest|StateRequest|Lesson|JoinRequest|SeatChange"
        "|Showing(Request|Answer)|Question(Request|Change)|AnswerRequest|Pace|Words|Choice|TaskProgress))",
        "new",
        "The same operations and shapes have addresses.",
    ),
    Allowance(
        "pages/(zh/)?api",
        "/body/headings/h3 (Gate|Candidate)Weights",
        "gone",
        "All nets of all units have weights of the same form.",
    ),
    *(
        Allowance(
            "pages/(zh/)?api",
            "/body/headings/h2 POST /api/v1/gradients/rnn",
            how,
            "It stands in another place; its anchor is there.",
        )
        for how in ("new", "gone")
    ),
    Allowance(
        "pages/(zh/)?api/guide",
        "/body/(anchors/fields-(lstm|gru|gru_reset_before|rnn)"
        "|headings/h3 (LSTM|.*GRU.*|Plain recurrent.*|普通循环网络.*))",
        "new",
        "The guide tells the fields of each unit.",
    ),
    Allowance(
        "pages/(zh/)?api/guide",
        "/body/(anchors/learn(-heading)?"
        "|headings/(h2 (Watch a network learn|看网络怎样学会)|h3 (curl|Python)))",
        "new",
        "The guide tells how to watch a training.",
    ),
    Allowance(
        "pages/(zh/)?api/guide",
        "/body/(anchors/class(-heading)?|headings/h2 (Hold a live class|上一堂实时课))",
        "new",
        "The guide tells how to hold a live class.",
    ),
    Allowance(
        "pages/(zh/)?api/guide",
        "/body/(anchors/dye(-heading)?"
        "|headings/(h2 (Where a memory comes from|记忆从哪里来)|h3 (curl|Python|JavaScript)))",
        "new",
        "The guide tells where a memory comes from.",
    ),
    Allowance(
        "pages/(zh/)?api/guide",
        "/body/headings/h3 (While your PyTorch or Keras model runs|在你的 PyTorch 或 Keras 模型运行时记录)",
        "new",
        "The guide records the gates of a running model.",
    ),
    Allowance(
        "pages/(zh/)?api/guide",
        "/body/headings/h3 (Text, tokens and ids|In the Lab|From a page elsewhere"
        "|文本、词元与编号|在实验室里|从别处的网页访问)",
        "new",
        "The guide tells how a model reads text, what the Lab takes, and which pages may ask.",
    ),
    Allowance(
        "pages/(zh/)?lab",
        "/body/anchors/gradient",
        "new",
        "The gradient's numbers have a card of their own.",
    ),
    *(
        Allowance("pages/api", f"/body/headings/h2 What a request {verb}", how, "Its words are better.")
        for how, verb in (("gone", "holds"), ("new", "contains"))
    ),
    *(
        Allowance("pages/(zh/)?api/guide", "/body/headings/h1 .*LSTM.*", how, "It is not for LSTMs alone.")
        for how in ("new", "gone")
    ),
    Allowance(
        "presets/list",
        "/body/presets/(recall|stock-position)-gru",
        "new",
        "Presets of a GRU are listed; each earlier preset is still there.",
    ),
    Allowance(
        "wrong/an unknown preset|pages/api/v1/presets/nobody",
        "/body/(errors/0/)?detail",
        "changed",
        "The list of existing presets includes those of a GRU.",
    ),
    Allowance(
        "documents/(comparison|window)",
        r"/body(/tasks/\d+)?/about/en",
        "changed",
        'The English text says "predict" where it said "foretell".',
    ),
    Allowance(
        "presets/(list|christmas-trees)",
        r"/body(/presets/\d+)?/summary/en",
        "changed",
        'The English text says "predict" where it said "foretell".',
    ),
    Allowance(
        "presets/(list|brackets-trained(-plain)?)",
        r"/body(/presets/\d+)?/title/zh",
        "changed",
        "The Chinese title says 训练得到 where it said 学来的.",
    ),
    Allowance(
        "presets/(list|recall(-gru)?)|documents/comparison",
        r"/body(/presets/\d+|/tasks/\d+)?/(title|about)/(en|zh)",
        "changed",
        "They say letters, as the tutorial does, where they said symbols; the Chinese is better.",
    ),
    *(
        Allowance("pages/zh/api/guide", f"/body/headings/h2 {words}", how, "The Chinese is better.")
        for how, words in (("gone", "带上你的模型"), ("new", "上传你的模型"))
    ),
    *(
        Allowance("pages/zh/api", f"/body/headings/h1 {words}", how, "The heading is the menu's name.")
        for how, words in (("gone", "接口"), ("new", "API 接口"))
    ),
    Allowance(
        r"pages/(zh/)?lab.*",
        "/body/headings/h2 (Where from, and what for|水从何来，起何作用|The run as a table|整段运行的表格)",
        "new",
        "The Lab has one more card.",
    ),
    Allowance(
        r"\?present&hide=(formulas,timeline&lock&laser|numbers,predictions)",
        "/(lesson/hidden.*|written)",
        "changed",
        "The board has neither formulas nor questions that could be hidden.",
    ),
    Allowance(
        r"\?present&hide=(formulas,timeline&lock&laser|numbers,predictions)",
        "/lesson/hidden.*",
        "gone",
        "The board has neither formulas nor questions that could be hidden.",
    ),
    Allowance(
        r"pages/lab\?present.*",
        "/.*",
        "changed",
        "The Lab before a class is the board now: the address leads there.",
    ),
    *(
        Allowance(r"pages/lab\?present.*", "/.*", how, "The Lab before a class is the board now.")
        for how in ("new", "gone")
    ),
    Allowance(
        r"pages/(zh|\?present)?",
        "/body/headings/1/1",
        "changed",
        "The home page is the first screen of the short path.",
    ),
    Allowance(
        "pages/(zh/)?learn/[a-z-]+",
        "/headers/location",
        "changed",
        "Chapters begin with other screens; those of before have their addresses.",
    ),
    *(
        Allowance(
            "pages/(zh/)?learn/memory/watch", ".*", how, "It was the home page; now it is its own screen."
        )
        for how in ("new", "gone", "changed")
    ),
    *(
        Allowance(
            r"pages/(zh/)?lab(\?.*)?",
            "/body/headings/h2 (All units|Charts|Input|Weights|One lane at a time"
            "|所有单元|图表|输入|权重|逐道调节)",
            how,
            "Cards stand in another order; each is there.",
        )
        for how in ("new", "gone")
    ),
    Allowance("pages/sitemap.xml", "/body/(?s:.*)", "new", "There are more pages; each earlier one stays."),
    *(
        Allowance("pages/(zh/)?learn(/.*)?", "/body/headings/.*", how, "Titles are better; addresses stay.")
        for how in ("new", "gone", "changed")
    ),
    Allowance(
        "pages/(zh/)?learn(/.*)?",
        "/body/anchors/.*",
        "new",
        "There are more screens; each earlier one stays.",
    ),
    Allowance(
        "wrong/table not UTF-8",
        "/body/detail",
        "changed",
        "Tables in UTF-16 and GBK are read, so the same bytes are refused as UTF-16 that ends too early.",
    ),
    Allowance(
        ".*",
        "/body/(embeddings|vocabulary)",
        "new",
        "A model's description names the embeddings of its file, and the vocabulary beside it, if any.",
    ),
    Allowance(
        "pages/(zh/)?api",
        "/body/(headings|anchors)/(h2 POST /api/v1/tokens|h3 TextRequest|shape-TextRequest|create_tokens.*)",
        "new",
        "There is a route that makes inputs of a text.",
    ),
    Allowance(
        "#?[^/]*",
        "/state/(labels|ids|embedding|starts)",
        "new",
        "Steps may have labels and be tokens, and a run may begin from states: in earlier addresses, none.",
    ),
    Allowance(
        "wrong/(no inputs|inputs and text)",
        "/body/(detail|errors/0/detail)",
        "changed",
        "A request may have tokens or ids instead of inputs, and the refusal of one without any names them.",
    ),
)


@cache
def recorded() -> list[dict[str, Any]]:
    """Return the recorded lines; only a worker that runs a test of this file reads them."""
    return [json.loads(line) for line in lzma.decompress(RECORDING.read_bytes()).decode().split("\n")]


def allowed(name: str, found: Difference) -> bool:
    """Return whether `ALLOWED` covers a difference."""
    return any(
        re.fullmatch(one.name, name) and re.fullmatch(one.place, found.place) and one.how == found.how
        for one in ALLOWED
    )


def faults(line: dict[str, Any], answer: Any) -> list[str]:
    """Return the differences from a recorded line that are not allowed."""
    found = differences(line["answer"], answer)
    return [f"{line['name']}: {one}" for one in found if not allowed(line["name"], one)]


def of_kind(kind: str) -> list[dict[str, Any]]:
    """Return the recorded lines of a kind."""
    return [line for line in recorded() if line["kind"] == kind]


def test_requests_are_answered_as_before() -> None:
    lines = of_kind("request")
    with serving() as client:  # which asks in the recorded order
        answers = {line["name"]: send(client, line["ask"]) for line in lines}
    assert [fault for line in lines for fault in faults(line, answers[line["name"]])] == []


def test_a_store_of_before_is_opened_and_its_models_run() -> None:
    with serving(lzma.decompress(STORE.read_bytes())) as client:
        found = [(line, send(client, line["ask"])) for line in of_kind("stored")]
    assert [answer["status"] for _, answer in found] == [200] * len(found) != []
    assert [fault for line, answer in found for fault in faults(line, answer)] == []


def test_files_of_models_load_to_the_same_numbers() -> None:
    lines = of_kind("file")
    assert len(lines) >= 30
    assert [fault for line in lines for fault in faults(line, contents(content(line["ask"])))] == []


def test_addresses_of_the_lab_are_understood_as_before() -> None:
    fragments, queries = of_kind("fragment"), of_kind("query")
    with serving() as client:
        found = understood(client, [line["ask"] for line in fragments], [line["ask"] for line in queries])
    assert [fault for line in fragments for fault in faults(line, found["fragments"][line["ask"]])] == []
    assert [fault for line in queries for fault in faults(line, found["queries"][line["ask"]])] == []


def test_every_allowance_has_a_reason_and_is_for_something_recorded() -> None:
    for one in ALLOWED:
        assert one.reason
        assert any(re.fullmatch(one.name, line["name"]) for line in recorded()), one
