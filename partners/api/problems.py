"""Every refusal of the API as one shape: `application/problem+json` (RFC 9457), never HTML."""

import logging
from collections.abc import Iterator, Mapping
from typing import Final, TypedDict

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from partners.errors import PartnerError

log = logging.getLogger(__name__)

CONTENT_TYPE: Final = "application/problem+json"
# What each status means here; the last part of `type`, and stable.
NAMES: Final[Mapping[int, tuple[str, str]]] = {
    400: ("bad-request", "The request cannot be understood"),
    401: ("no-key", "A valid key is needed"),
    403: ("not-allowed", "The key does not open this"),
    404: ("not-found", "There is nothing here"),
    405: ("method-not-allowed", "This address does not take this method"),
    406: ("not-acceptable", "Only JSON is sent from here"),
    413: ("too-large", "The body is too large"),
    415: ("not-json", "The body must be JSON"),
    422: ("refused", "The request is understood and refused"),
    500: ("our-fault", "Something broke on our side"),
}


class FieldError(TypedDict):
    """One wrong field; `pointer` is a JSON pointer into the body (RFC 6901)."""

    pointer: str
    detail: str


class TooLarge(exceptions.APIException):
    """The body has more bytes than any request here needs."""

    status_code = 413


class Malformed(exceptions.ParseError):
    """The body is not strict JSON; `where` is line and column, both from 1, where known."""

    def __init__(self, detail: str, where: Mapping[str, int] | None = None) -> None:
        super().__init__(detail)
        self.where = dict(where or {})


def as_problem(error: Exception, context: Mapping[str, object]) -> Response:  # noqa: ARG001
    """The answer to any refusal, and to a fault of ours, whose reason stays in our log."""
    known = _known(error)
    if known is None:
        log.error("The API failed", exc_info=error)
        return _problem(500, "It is written down. Try again later.")
    response = _problem(known.status_code, _detail(known), _more(known))
    for name, value in _headers(known):
        response[name] = value
    return response


def type_of(status: int) -> str:
    """The address that names a kind of problem; `GET /api/v1/problems` lists them all."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/api/v1/problems#{NAMES[status][0]}"


def _known(error: Exception) -> exceptions.APIException | None:
    if isinstance(error, exceptions.APIException):
        return error if error.status_code in NAMES else None
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, SuspiciousOperation):
        return exceptions.ParseError()
    return _Refused(str(error)) if isinstance(error, PartnerError) else None


class _Refused(exceptions.APIException):
    status_code = 422


def _problem(status: int, detail: str, more: Mapping[str, object] | None = None) -> Response:
    body: dict[str, object] = {
        "type": type_of(status),
        "title": NAMES[status][1],
        "status": status,
        "detail": detail,
        **(more or {}),
    }
    return Response(body, status=status, content_type=CONTENT_TYPE)


def _detail(error: exceptions.APIException) -> str:
    if isinstance(error, exceptions.ValidationError):
        return "Correct the fields named in errors."
    return str(error.detail)


def _more(error: exceptions.APIException) -> dict[str, object]:
    if isinstance(error, exceptions.ValidationError):
        return {"errors": list(_fields(error.detail, ""))}
    return {"where": error.where} if isinstance(error, Malformed) and error.where else {}


def _headers(error: exceptions.APIException) -> Iterator[tuple[str, str]]:
    header = getattr(error, "auth_header", None)
    if header:
        yield "WWW-Authenticate", str(header)


def _fields(detail: object, pointer: str) -> Iterator[FieldError]:
    if isinstance(detail, Mapping):
        for name, below in detail.items():
            step = "" if name == "non_field_errors" else f"/{_escaped(str(name))}"
            yield from _fields(below, pointer + step)
    elif isinstance(detail, list):
        for below in detail:
            yield from _fields(below, pointer)
    else:
        yield {"pointer": pointer, "detail": str(detail)}


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
