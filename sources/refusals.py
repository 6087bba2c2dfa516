"""What can go wrong at the door to the web: one class and one plain sentence each."""

from typing import ClassVar, Final


class FetchError(Exception):
    """The address could not be fetched; the text says what happened and what to do.

    `code` is stable and may be stored; `status` is the HTTP status, 0 when none came;
    `retry_after_s` is how long the server asked us to wait, in seconds (0: it did not say).
    """

    code: ClassVar[str] = "fetch"

    def __init__(self, text: str, *, status: int = 0, retry_after_s: int = 0) -> None:
        super().__init__(text)
        self.status = status
        self.retry_after_s = retry_after_s


class AddressRefused(FetchError):
    """The address, or one it redirects to, breaks a rule of form (scheme, port, user name)."""

    code = "bad_address"


class NotPublic(FetchError):
    """The host leads to an address inside a private network; no connection was made."""

    code = "not_public"


class TooManyRedirects(FetchError):
    """The server keeps sending us elsewhere."""

    code = "too_many_redirects"


class Downgraded(FetchError):
    """An https address redirects to plain http."""

    code = "downgrade"


class TlsFailed(FetchError):
    """The server could not prove who it is."""

    code = "tls_error"


class TimedOut(FetchError):
    """The whole exchange was not done by its deadline."""

    code = "timeout"


class TooLarge(FetchError):
    """More bytes, after decompression, than we are ready to hold."""

    code = "too_large"


class Unreachable(FetchError):
    """No connection, or one that broke off."""

    code = "connection"


class Undecodable(FetchError):
    """The body is compressed in a way that is broken, or that we did not ask for."""

    code = "undecodable"


class Empty(FetchError):
    """Success, it says, but nothing came: never the same as 'nothing new'."""

    code = "empty"


class UnaskedNotModified(FetchError):
    """304 to a request that carried no validator."""

    code = "unasked_not_modified"


class BadStatus(FetchError):
    """An HTTP status that is no success; see `status`."""

    code = "http_status"


_DENIED: Final = (
    "refuses automatic readers or wants a log-in ({status}). "
    "Open it in a browser and paste the text."
)
_BY_STATUS: Final[dict[int, str]] = {
    401: _DENIED,
    402: "wants to be paid for this page ({status}). Open it in a browser and paste the text.",
    403: _DENIED,
    404: "has no such page ({status}). Check the address.",
    410: "says that this page is gone for good ({status}). It will not be asked for again.",
    429: "asks us to slow down ({status}). We wait{wait}.",
    451: "withholds this page for legal reasons ({status}). It cannot be read from here.",
}
_SERVER_TROUBLE: Final = "has trouble of its own ({status}). It will be tried again{wait}."
_UNKNOWN: Final = "answered {status}, which is no success. Check the address in a browser."


def bad_status(host: str, status: int, *, retry_after_s: int) -> BadStatus:
    """The refusal for a status, in the words of its class.

    >>> str(bad_status("example.org", 503, retry_after_s=120))
    'example.org has trouble of its own (503). It will be tried again in 120 s.'
    """
    text = _BY_STATUS.get(status) or (_SERVER_TROUBLE if 500 <= status <= 599 else _UNKNOWN)
    wait = f" {retry_after_s} s" if retry_after_s else ""
    if wait and 500 <= status <= 599:
        wait = f" in{wait}"
    return BadStatus(
        f"{host} {text.format(status=status, wait=wait)}",
        status=status,
        retry_after_s=retry_after_s,
    )
