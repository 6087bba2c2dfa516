"""Which colours somebody chose; a cookie, so that the first byte of a page already has them."""

from typing import Final

from django.http import HttpRequest

THEMES: Final = ("system", "light", "dark")
COOKIE: Final = "theme"
YEAR_S: Final = 31_536_000


def theme_of(request: HttpRequest) -> str:
    """The chosen theme; "system" for anything that we do not know."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in THEMES else "system"
