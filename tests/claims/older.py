"""A history that a method of before has left, as an upgrade finds it."""

from claims.facts import Status
from claims.models import Claim, StatusCheck
from jobs import guards

OLDER = "standing-0"


def decided_by_an_older_method(claim: Claim, *, status: Status, origins: int = 0) -> StatusCheck:
    """Make the claim's last re-check one by an older method, which saw less and said `status`."""
    guards.disarm()
    last = claim.checks.newest_first()[0]
    StatusCheck.objects.filter(pk=last.pk).update(
        engine=OLDER, after=status.value, origins=last.origins[:origins], shadow=""
    )
    Claim.objects.filter(pk=claim.pk).update(status=status.value)
    guards.arm()
    claim.refresh_from_db()
    last.refresh_from_db()
    return last
