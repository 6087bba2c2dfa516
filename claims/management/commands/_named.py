"""The claims that a command is about, by the number under which people cite them."""

from django.core.management.base import CommandError
from django.db.models import QuerySet

from claims.models import Claim


def claims_named(wanted: str | None) -> "QuerySet[Claim]":
    """The claim of that number, or all of them, by number. Raises CommandError."""
    claims = Claim.objects.order_by("pk")
    if wanted is None:
        return claims
    one = claims.filter(pk=_number(wanted))
    if not one.exists():
        raise CommandError(f"There is no claim {wanted}.")
    return one


def _number(wanted: str) -> int:
    digits = wanted.upper().removeprefix("C-")
    return int(digits) if digits.isdecimal() and len(digits) < 19 else 0
