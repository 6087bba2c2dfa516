"""Somebody at the pages without JavaScript: a real HTTP client that fills in real forms."""

import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from http.cookiejar import CookieJar
from urllib.error import HTTPError

from lxml import html

Value = str | Sequence[str]


class Refused(AssertionError):
    """A page answered with an error; the text is what it said to the person."""


class Visitor:
    """One person with a browser of their own (cookies), at one web server."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.url = base
        self.page = html.fromstring("<html></html>")
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar()),
            urllib.request.ProxyHandler({}),
        )

    def sign_in(self, name: str, password: str) -> None:
        """Through the sign-in page."""
        self.go("/accounts/sign-in/")
        self.send("sign-in", {"username": name, "password": password})

    def go(self, path: str) -> None:
        """Open a page of the site."""
        self._open(urllib.request.Request(urllib.parse.urljoin(self.base, path)))  # noqa: S310

    def send(self, action: str, values: Mapping[str, Value], *, press: str = "") -> None:
        """Fill in the form whose address holds `action`, and send it; `press` names a button."""
        form = self._form(action)
        given = [(name, value) for name, value in form.form_values() if name not in values]
        for name, value in values.items():
            given += [(name, value)] if isinstance(value, str) else [(name, one) for one in value]
        given += [(press, "1")] if press else []
        address = urllib.parse.urljoin(self.url, form.get("action") or self.url)
        body = urllib.parse.urlencode(given).encode()
        headers = {"Referer": self.url}
        self._open(urllib.request.Request(address, data=body, headers=headers))  # noqa: S310

    def says(self) -> str:
        """All words of the page."""
        return " ".join(self.page.text_content().split())

    def _form(self, action: str) -> html.FormElement:
        for form in self.page.forms:
            if action in (form.get("action") or self.url) and form.method == "POST":
                return form
        raise Refused(f"{self.url} has no form for {action}: {self.says()[:600]}")

    def _open(self, request: urllib.request.Request) -> None:
        try:
            with self._opener.open(request, timeout=30) as answer:
                self.url, body = answer.url, answer.read()
        except HTTPError as error:
            words = " ".join(html.fromstring(error.read() or b"<p></p>").text_content().split())
            raise Refused(f"{request.full_url} answered {error.code}: {words[:1500]}") from error
        self.page = html.fromstring(body, base_url=self.url)
