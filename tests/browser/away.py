"""A server that is away for a while, as a page meets it."""

from collections.abc import Callable

from playwright.sync_api import Page, Route


class Away:
    """Refuses what a page asks of an address, until the server is back.

    To take the route away instead would be a race, twice: what the page has asked already may reach
    Playwright only then, and goes through; and a page asks again by itself, so that what a test is about to
    press may be gone.

    Parameters
    ----------
    page : Page
        The page that asks.
    address : str
        Which addresses, as `Page.route` takes them.

    Attributes
    ----------
    refused : list of str
        The addresses that were refused so far.
    """

    def __init__(self, page: Page, address: str) -> None:
        self.refused: list[str] = []
        self._held: list[Route] = []
        self._do: Callable[[Route], None] = self._refuse
        page.route(address, lambda route: self._do(route))  # noqa: PLW0108  # what it does changes

    def hold(self) -> None:
        """Leave without an answer what is asked from now on."""
        self._do = self._held.append

    def end(self) -> None:
        """Let through what was held, and all that comes."""
        self._do = lambda route: route.continue_()
        for route in self._held:
            route.continue_()

    def _refuse(self, route: Route) -> None:
        self.refused.append(route.request.url)
        route.abort()
