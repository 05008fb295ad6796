"""The pages of the site, as data."""

from dataclasses import dataclass, field, replace

from starlette.requests import Request

from app.http.negotiation import preferred_language
from app.http.security import policy
from app.site.i18n import LANGUAGES
from app.wire import blueprints


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    Attributes
    ----------
    template : str
        File in ``templates/``.
    path : str
        Its English address; the Chinese one has ``/zh`` before it.
    entry : str
        Its script, such as ``js/pages/lab.js``; empty if it has none.
    policy : str
        Its Content-Security-Policy.
    section : str
        The entry of the site's navigation to which it belongs.
    units : tuple of str
        The blueprints that its pictures need.
    sparse : bool
        Its script fetches the layouts that its first picture does not need.
    late : frozenset of str
        Further views that nobody on it opens: it comes without their layouts.
    early : tuple of str
        The features whose doors its script opens at once: it brings their words.
    unsaid : tuple of str
        How the ids of words begin that its script might say, but not on this page.
    hint : str
        The other language, if the page offers it because its reader seems to prefer it; otherwise empty.
    """

    template: str
    path: str
    entry: str = ""
    policy: str = field(default_factory=policy)
    section: str = ""
    units: tuple[str, ...] = ()
    sparse: bool = False
    late: frozenset[str] = frozenset()
    early: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    hint: str = ""

    def address(self, language: str) -> str:
        """Return the address of the page in a language."""
        return localised(self.path, language)

    def hinting(self, request: Request, language: str) -> "Page":
        """Return the page with a hint of the other language, if the request prefers it."""
        offered = (language, *(other for other in LANGUAGES if other != language))
        preferred = preferred_language(request.headers.get("accept-language"), offered)
        return self if preferred == language else replace(self, hint=preferred)


def localised(path: str, language: str) -> str:
    """Return the address of a page in a language, given its English one."""
    return path if language == "en" else f"/{language}{path}".rstrip("/")


LEARN = Page("learn-contents.html", "/learn", "js/pages/learn.js", section="learn", units=("lstm",))
HANDOUT = Page("learn-handout.html", "/learn/handout", section="learn")
SHEET = Page("learn-sheet.html", "/learn/sheet", section="learn")
LAB = Page(
    "lab.html",
    "/lab",
    "js/pages/lab.js",
    policy(style_src="'self' 'unsafe-inline'"),
    "lab",
    blueprints.NAMES,
    sparse=True,
    early=("ends",),
)
"""The charts' library brings its own styles, as elements and attributes. Scripts stay the server's own."""
TRAIN = Page("train.html", "/train", "js/pages/train.js", section="train", units=("lstm", "gru", "rnn"))
BOARD = Page("board.html", "/board", "js/pages/board.js", section="class", units=blueprints.NAMES)
DESK = Page("desk.html", "/desk", "js/pages/desk.js", section="class", units=blueprints.NAMES)
SEAT = Page("seat.html", "/join", "js/pages/seat.js", policy(frame_src="'self'"), "class", blueprints.NAMES)
"""Whoever may try things has the Lab in a frame."""
CLASS = Page("class.html", "/class", "js/pages/class.js", section="class")
CLASS_GUIDE = Page("class-guide.html", "/class/guide", section="class")
CLASS_PRIVACY = Page("class-privacy.html", "/class/privacy", section="class")
API = Page("api.html", "/api", "api/start.js", section="api")
GUIDE = Page("guide.html", "/api/guide", section="api")
PAGES = (LAB, TRAIN, CLASS, CLASS_GUIDE, CLASS_PRIVACY, BOARD, DESK, SEAT, API, GUIDE)
PAGES_OF_ROOMS = (BOARD, DESK)
"""Those that are also at an address with the code of a room; it is read by their scripts alone."""
NAVIGATION = (LEARN, LAB, TRAIN, CLASS, API)
