"""Lists in pages that miss nothing and repeat nothing while rows come and go.

A cursor names the last row seen by a key that never changes; it is opaque and signed, so that
nobody builds one and we may change what is inside.
"""

import re
from collections.abc import Callable
from typing import Final, TypedDict, TypeVar
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.db.models import Model, QuerySet
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

USUAL: Final = 50
MOST: Final = 100
PARAMS: Final = frozenset({"cursor", "limit"})

R = TypeVar("R", bound=Model)
S = TypeVar("S")


class Page(TypedDict):
    """One page; `next` is the address of the one after it, null on the last."""

    results: list[object]
    next: str | None


def page(
    rows: "QuerySet[R]",
    request: Request,
    *,
    by: str,
    key: Callable[[R], int],
    shape: Callable[[R], S],
) -> Page:
    """The page that the request asks for, newest first. Raises ParseError (400).

    `by` is a unique, unchanging integer column, and `key` reads it from a row.
    """
    limit = limit_of(request.query_params.get("limit"))
    signer = Signer(salt=f"partners.pages:{request.path}")
    after = _after(signer, request.query_params.get("cursor"))
    if after is not None:
        rows = rows.filter(**{f"{by}__lt": after})
    # One row more than asked for tells whether there is a next page, without a count.
    found = list(rows.order_by(f"-{by}")[: limit + 1])
    shown = found[:limit]
    more = len(found) > limit
    cursor = signer.sign_object([key(shown[-1])]) if more else None
    return {"results": [shape(row) for row in shown], "next": _next(request, cursor, limit)}


def limit_of(asked: str | None) -> int:
    """How many rows: 50 unless told, never over 100. Raises ParseError (400).

    >>> limit_of(None), limit_of("7"), limit_of("5000")
    (50, 7, 100)
    """
    if asked is None:
        return USUAL
    if not re.fullmatch(r"0*[1-9][0-9]*", asked):
        raise ParseError("limit is a whole number from 1 to 100.")
    digits = asked.lstrip("0")
    return MOST if len(digits) > 3 else min(int(digits), MOST)


def _after(signer: Signer, cursor: str | None) -> int | None:
    if cursor is None:
        return None
    try:
        (after,) = signer.unsign_object(cursor)
    except (BadSignature, UnicodeError) as error:
        raise ParseError("This cursor is not ours. Start from the first page.") from error
    return int(after)


def _next(request: Request, cursor: str | None, limit: int) -> str | None:
    if cursor is None:
        return None
    return f"{request.path}?{urlencode({'cursor': cursor, 'limit': limit})}"
