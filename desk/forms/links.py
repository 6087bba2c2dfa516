"""A link that is taken back, and two ratings that contradict each other and both stay."""

from datetime import datetime

from accounts.models import User
from claims.links import unlink
from claims.models import ClaimLink
from desk.forms.base import DeskForm, Words
from publishing.models import Edition
from publishing.seeing import see_both


class UnlinkForm(DeskForm):
    """Why two claims stand apart again."""

    title = "Take a link back"
    button = "Take the link back"
    hint = (
        "The page of an earlier day still shows the link, and both ledgers tell of it. Both "
        "claims are re-checked, and can be linked again."
    )
    why = Words(
        label="Why is it taken back?",
        max_length=500,
        error_messages={"required": "Say why the link is taken back."},
    )

    def act(self, link: ClaimLink, *, by: User, now: datetime) -> str:
        """Do it, and say so; raises the refusals of claims."""
        unlink(link, why=self.cleaned_data["why"], by=by, now=now)
        return f"{link.source.number} and {link.target.number} are no longer linked so."


class SeenForm(DeskForm):
    """Why two ratings that contradict each other both stay."""

    words = Words(
        label="Why do both stay as they are?",
        max_length=1_000,
        help_text="Readers do not see this; both ledgers keep it.",
        error_messages={"required": "Say why both stay as they are."},
    )

    def act(self, one: Edition, other: Edition, *, by: User, now: datetime) -> str:
        """Do it, and say so; raises the refusals of publishing."""
        see_both(one, other, words=self.cleaned_data["words"], by=by, now=now)
        return "Recorded. A new edition of either of the two asks again."
