"""The mixed test: ten questions on two screens, others in each deal, the same for all who have the link."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.learn.pages.book import Book
from app.learn.pages.mixed import DEALS, HALF, PATHS, address
from app.learn.pages.views import QuestionView
from tests.app.site.markup import Markup

FIRST, LAST = PATHS


class Reader(Markup):
    """Collects the deal of a page, and the addresses that are marked as leading to the test."""

    def __init__(self, html: str) -> None:
        self.deal: str | None = None
        self.dealt: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: dict[str, str]) -> None:
        """Read one tag."""
        self.deal = attributes.get("data-deal", self.deal)
        if tag == "a" and "data-dealt" in attributes:
            self.dealt.append(attributes["href"])


@pytest.fixture(scope="module")
def books(app: FastAPI) -> tuple[Book, Book]:
    library = app.state.services.library
    return library.book("en"), library.book("zh")


def asked(book: Book, path: str, deal: int = 1) -> list[str]:
    return [part.id for part in book.page(path, deal).parts if isinstance(part, QuestionView)]


def ten(book: Book, deal: int) -> list[str]:
    return [name for path in PATHS for name in asked(book, path, deal)]


def test_every_deal_has_ten_different_questions_that_are_the_same_in_both_languages(
    books: tuple[Book, Book],
) -> None:
    english, chinese = books
    for deal in range(1, DEALS + 1):
        names = ten(english, deal)
        assert [len(asked(english, path, deal)) for path in PATHS] == [HALF, HALF]
        assert len(set(names)) == 10
        assert ten(chinese, deal) == names


def test_the_first_three_deals_have_no_question_in_common_and_all_have_each(books: tuple[Book, Book]) -> None:
    book, _ = books
    deals = [ten(book, deal) for deal in range(1, DEALS + 1)]
    opening = {
        name for path in book.screens if path.endswith("/before") for name in asked(book, path)
    }  # those of the chapters
    assert all(name.startswith("q-m-") for name in deals[0])
    assert len({name for names in deals[:3] for name in names}) == 30
    assert {name for names in deals for name in names} == opening | set(deals[0])
    assert len(opening) >= 20
    assert len({tuple(names) for names in deals}) == DEALS


def test_a_deal_is_pinned_to_its_number(books: tuple[Book, Book]) -> None:
    """A link that was shared leads to the questions that were meant, whatever Python shuffles with."""
    assert asked(books[0], FIRST, 2) == [
        "q-b-habit",
        "q-b-leak-24",
        "q-b-dye-sum",
        "q-b-one-unit",
        "q-b-weights-still",
    ]


def test_a_deal_leads_on_within_itself_and_from_its_end_to_the_next(client: TestClient) -> None:
    for language in ("", "/zh"):
        first, last = (client.get(language + address(path, 2)) for path in PATHS)
        assert (first.status_code, last.status_code) == (200, 200)
        assert f'rel="next" href="{language}{LAST}?deal=2"' in first.text
        assert f'rel="prev" href="{language}{FIRST}?deal=2"' in last.text
        assert f'href="{language}{FIRST}?deal=3"' in last.text
        assert f'data-path="{FIRST}"' in first.text, "it is the same screen of the tutorial"
        assert f'rel="canonical" href="{client.base_url}{language}{FIRST}"' in first.text
        end = client.get(language + address(LAST, DEALS))
        assert f'class="button" href="{language}{FIRST}"' in end.text
    assert 'href="/zh/learn/break-it/mixed?deal=2"' in client.get(address(FIRST, 2)).text


def test_a_page_marks_what_leads_to_the_test_and_the_test_says_its_deal(client: TestClient) -> None:
    before, first, last = (
        Reader(client.get(path).text) for path in ("/learn/break-it/idle", address(FIRST, 2), LAST)
    )
    assert [page.deal for page in (before, first, last)] == [None, "2", "1"]
    assert before.dealt == [FIRST, LAST] * 2 + [FIRST]
    assert first.dealt == [FIRST, LAST] * 2 + [address(LAST, 2)]
    assert last.dealt == [FIRST, LAST] * 2 + [FIRST]


def test_without_a_number_it_is_the_first_deal_which_the_tutorial_leads_to(client: TestClient) -> None:
    plain = client.get(FIRST)
    assert plain.text == client.get(f"{FIRST}?deal=1").text
    assert f'rel="next" href="{LAST}"' in plain.text
    assert "deal=" not in client.get("/learn/break-it/idle?deal=2").text


@pytest.mark.parametrize("asked_for", ["0", "31", "-1", "two", "", "02", "２"])
def test_a_deal_that_is_not_there_is_refused_with_those_that_are(client: TestClient, asked_for: str) -> None:
    answer = client.get(FIRST, params={"deal": asked_for}, headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert f"The mixed test has no deal {asked_for!r}; there are: 1 to 30." in answer.text
