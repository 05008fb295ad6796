"""Screens are made once each, by one builder per language, off the event loop."""

import asyncio
import threading
from collections import Counter

import pytest
from httpx2 import ASGITransport, AsyncClient

from app.learn.pages import views
from app.learn.pages.book import Book
from app.learn.pages.library import Library
from app.main import create_app


def test_readers_who_come_at_once_share_one_builder(monkeypatch: pytest.MonkeyPatch) -> None:
    made: Counter[tuple[int, str]] = Counter()
    building: Counter[int] = Counter()
    most, threads, readings = 0, set(), []
    make, read = Book._page, Library._read

    def counted(book: Book, screen: views.ScreenView, deal: int) -> views.ScreenPage:
        nonlocal most
        building[id(book)] += 1
        most = max(most, building[id(book)])
        made[id(book), screen.path] += 1
        threads.add(threading.current_thread())
        try:
            return make(book, screen, deal)
        finally:
            building[id(book)] -= 1

    def noted(library: Library) -> None:
        readings.append(threading.current_thread())
        read(library)

    monkeypatch.setattr(Book, "_page", counted)
    monkeypatch.setattr(Library, "_read", noted)
    app = create_app()

    async def ask() -> None:
        async with AsyncClient(transport=ASGITransport(app), base_url="http://localhost") as client:
            addresses = ["/", "/zh", "/learn/handout", "/zh/learn/handout", "/"]
            answers = await asyncio.gather(*map(client.get, addresses))
            assert [answer.status_code for answer in answers] == [200] * len(addresses)
            assert (await client.get("/learn/none/none")).status_code == 404

    asyncio.run(ask())
    library: Library = app.state.services.library
    books = [library.book(language) for language in ("en", "zh")]
    assert made == Counter({(id(book), path): 1 for book in books for path in book.screens})
    assert most == 1
    assert len(readings) == 1
    assert threading.main_thread() not in {*threads, *readings}
