"""The tutorial's pages as they leave the server."""

import json
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.learn.pages.book import Book
from tests.app.site.markup import Markup

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Page(Markup):
    """Collects what tests ask for: titles, metadata, links and elements."""

    def __init__(self, html: str) -> None:
        self.titles: list[str] = []
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str]] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._is_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements.append((tag, attributes))
        if tag == "meta":
            self.meta[attributes.get("name") or attributes.get("property") or ""] = attributes.get(
                "content", ""
            )
        if tag in ("a", "link"):
            self.links.append(attributes)
        if tag == "title":
            self.titles.append("")
            self._is_title = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._is_title = False

    def handle_data(self, data: str) -> None:
        if self._is_title:
            self.titles[-1] += data

    def count(self, tag: str) -> int:
        """Return how many elements have this tag."""
        return sum(one == tag for one, _ in self.elements)

    def having(self, name: str) -> list[dict[str, str]]:
        """Return the attributes of every element with this attribute."""
        return [attributes for _, attributes in self.elements if name in attributes]


@pytest.fixture(scope="module")
def books(app: FastAPI) -> dict[str, Book]:
    return {language: app.state.services.library.book(language) for language in ("en", "zh")}


@pytest.fixture(scope="module")
def pages(client: TestClient, books: dict[str, Book]) -> dict[str, Page]:
    """Return every screen in both languages, by address."""
    found = {}
    for prefix in ("", "/zh"):
        for path in books["en"].screens:
            address = f"{prefix}{path}".rstrip("/") or "/"
            answer = client.get(address)
            assert answer.status_code == 200, address
            found[address] = Page(answer.text)
    return found


def test_every_screen_has_a_title_a_heading_and_a_description_of_its_own(pages: dict[str, Page]) -> None:
    titles = [page.titles[0] for page in pages.values()]
    assert len(set(titles)) == len(pages) > 100
    for address, page in pages.items():
        assert page.count("h1") == 1, address
        assert 15 < len(page.meta["description"]) < 320, address
        assert page.meta["og:title"] == page.titles[0]
        assert page.meta["og:description"] == page.meta["description"]
        assert page.meta["og:image"].endswith("/img/social.png")


def test_no_part_of_a_screen_is_a_fault(pages: dict[str, Page]) -> None:
    assert [
        a for a, page in pages.items() if any("fault" in e.get("class", "") for e in page.having("class"))
    ] == []


def test_every_screen_names_itself_and_its_twin(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        english = address.removeprefix("/zh") or "/"
        canonical = [link["href"] for link in page.links if link.get("rel") == "canonical"]
        twins = [link["href"] for link in page.links if link.get("rel") == "alternate"]
        assert canonical == [f"http://testserver{address}"]
        assert twins == [f"http://testserver{english}", f"http://testserver/zh{english}".rstrip("/")]


@pytest.mark.parametrize("path", ["short", "all"])
def test_next_leads_through_all_screens_of_a_path_and_back_again(
    pages: dict[str, Page], books: dict[str, Book], path: str
) -> None:
    screens = [screen.path for c in books["en"].chapters if c.path == path for screen in c.screens]
    for prefix in ("", "/zh"):
        walk = [f"{prefix}{screen}".rstrip("/") or "/" for screen in screens]
        ahead, behind = (
            {
                here: [e["href"] for tag, e in pages[here].elements if tag == "a" and e.get("rel") == way]
                for here in walk
            }
            for way in ("next", "prev")
        )
        assert ahead == {**{here: [there] for here, there in pairwise(walk)}, walk[-1]: []}
        assert behind == {walk[0]: [], **{there: [here] for here, there in pairwise(walk)}}


def test_a_side_path_says_so_and_the_screen_before_it_offers_to_leave_it_out(
    pages: dict[str, Page], books: dict[str, Book]
) -> None:
    sides = {screen.path: screen.side for screen in books["en"].screens.values()}
    assert set(sides.values()) == {"", "peepholes", "libraries", "gradients"}
    assert all(side == "" for path, side in sides.items() if "/in-15-minutes/" in path or path == "/")
    for prefix in ("", "/zh"):
        walk = [screen.path for c in books["en"].chapters if c.path == "all" for screen in c.screens]
        for n, path in enumerate(walk):
            page = pages[f"{prefix}{path}"]
            heads = [e for e in page.having("class") if e["class"] == "side-path"]
            assert len(heads) == bool(sides[path])
            offers = [e["href"] for e in page.having("class") if e["class"] == "turn-past"]
            main = [f"{prefix}{later}" for later in walk[n + 1 :] if not sides[later]]
            is_offered = n + 1 < len(walk) and sides[walk[n + 1]] != ""
            assert offers == (main[:1] if is_offered else []), path


def test_the_short_path_is_the_home_page_and_the_long_one_is_numbered(books: dict[str, Book]) -> None:
    for book in books.values():
        short, *long = book.chapters
        assert (short.path, short.number, short.screens[0].path) == ("short", None, "/")
        assert [(c.path, c.number) for c in long] == [("all", n) for n in range(1, len(long) + 1)]


def test_no_link_is_dead(client: TestClient, pages: dict[str, Page]) -> None:
    links = {link["href"].partition("#")[0] for page in pages.values() for link in page.links}
    links = {link.removeprefix("http://testserver") for link in links if link}
    assert {"/lab", "/zh/lab", "/learn/handout", "/api"} <= links
    outward = {link for link in links if not link.startswith("/")}
    assert [link.rpartition("/posts/")[2] for link in outward] == ["2015-08-Understanding-LSTMs/"]
    links -= outward
    assert {link: status for link in links if (status := client.get(link).status_code) != 200} == {}


def test_what_a_link_to_the_lab_says_is_the_figure(pages: dict[str, Page]) -> None:
    page = pages["/learn/memory/watch"]
    [figure] = page.having("data-address")
    links = [link["href"] for link in page.links if "to-lab" in link.get("class", "")]
    assert links == [f"/lab#{figure['data-address']}"]
    assert figure["data-address"].startswith("model=christmas-trees&example=")


def test_ids_are_unique_and_labels_exist(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        ids = [e["id"] for e in page.having("id")]
        assert len(ids) == len(set(ids)), address
        assert {e["aria-labelledby"] for e in page.having("aria-labelledby")} <= set(ids)


def test_a_task_carries_its_goal_as_json(pages: dict[str, Page]) -> None:
    tasks = [task for page in pages.values() for task in page.having("data-task")]
    assert len(tasks) >= 26
    for task in tasks:
        goal = json.loads(task["data-goal"])
        assert goal.keys() == {"operator", "operands"}
        assert goal["operator"] in ("all", "any", "<", "<=", ">", ">=", "==", "!=")
        assert task["data-solution"].startswith("model=")


def test_without_scripts_questions_have_answers_and_figures_stand_still(client: TestClient) -> None:
    html = client.get("/learn/memory/two-answers").text
    page = Page(html)
    assert len(page.having("data-feedback")) == 3
    assert html.count('<details class="answer">') == 1
    stills = [e for e in page.having("class") if e["class"] == "still wide"]
    assert [still["aria-label"] for still in stills] == [stills[0]["aria-label"]]
    assert len(stills[0]["aria-label"]) > 20


def test_the_first_screen_has_one_address(client: TestClient, books: dict[str, Book]) -> None:
    first = books["en"].chapters[0]
    for prefix, home in (("", "/"), ("/zh", "/zh")):
        own = f"{prefix}/learn/{first.slug}/{first.screens[0].id}"
        answer = client.get(own, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (308, home)
    answer = client.get("/zh/learn/window", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (
        307,
        books["en"].chapters[2].screens[0].path.replace("/learn", "/zh/learn"),
    )


@pytest.mark.parametrize("path", ["/learn/memory/nowhere", "/learn/nowhere", "/zh/learn/nowhere/one"])
def test_a_screen_that_is_not_there(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "has no" in answer.json()["detail"]


def test_the_contents_name_every_screen(client: TestClient, books: dict[str, Book]) -> None:
    for prefix, language in (("", "en"), ("/zh", "zh")):
        page = Page(client.get(f"{prefix}/learn").text)
        links = page.having("data-screen")
        paths = [link["href"].removeprefix(prefix) or "/" for link in links]
        assert paths == list(books[language].screens)
        side = [screen.path for screen in books[language].screens.values() if screen.side]
        assert [p for p, link in zip(paths, links, strict=True) if "data-side" in link] == side
        assert len([e for e in page.having("class") if e["class"] == "side-mark"]) == len(side)


def test_the_handout_holds_every_screen_and_nothing_to_press(
    client: TestClient, books: dict[str, Book]
) -> None:
    for prefix, language in (("", "en"), ("/zh", "zh")):
        html = client.get(f"{prefix}/learn/handout").text
        page = Page(html)
        assert page.count("h3") == len(books[language].screens)
        assert (page.having("data-figure"), page.having("data-question"), page.having("data-slot")) == (
            [],
            [],
            [],
        )
        assert html.count("<details") == html.count(" open>") + html.count('class="hint-words"')


def test_the_map_of_the_site_names_every_page(client: TestClient, books: dict[str, Book]) -> None:
    answer = client.get("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml"
    locations = [e.text for e in ET.fromstring(answer.text).iter(f"{SITEMAP}loc")]  # noqa: S314
    expected = {
        f"http://testserver{prefix}{path}".rstrip("/")
        for prefix in ("", "/zh")
        for path in books["en"].screens
    }
    assert expected <= {str(location).rstrip("/") for location in locations}
    assert len(locations) == len(set(locations))
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").text


def test_map_and_pages_say_where_each_language_stands(client: TestClient) -> None:
    entries = client.get("/sitemap.xml").text.split("<url>")
    entry = next(e for e in entries if "<loc>http://testserver/zh/lab</loc>" in e)
    lab = [("en", "http://testserver/lab"), ("zh-Hans", "http://testserver/zh/lab")]
    assert re.findall(r'hreflang="([^"]+)" href="([^"]+)"', entry) == lab
    screen = client.get("/zh/learn/memory/two-answers").text
    assert re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', screen) == [
        ("en", "http://testserver/learn/memory/two-answers"),
        ("zh-Hans", "http://testserver/zh/learn/memory/two-answers"),
    ]


def test_no_texts_travel_that_no_figure_needs(client: TestClient) -> None:
    html = client.get("/").text
    messages = json.loads(re.findall(r'id="messages">(.*?)</script>', html, re.DOTALL)[0])
    assert {"learn.question.right", "lab.part.forget", "lab.transport.play"} <= set(messages)
    assert [key for key in messages if key.startswith(("models.", "lab.weights.", "api."))] == []
