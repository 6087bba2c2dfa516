"""As of when somebody wants to see a claim."""

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from claims.models import Claim
from desk.conflicts import when
from desk.forms.base import DeskForm
from desk.moments import HOW, moment

_FIELD: Final = "%Y-%m-%dT%H:%M"


class PastForm(DeskForm):
    """A moment between the filing of a claim and now."""

    as_of = forms.CharField(
        label="As we knew it on",
        max_length=40,
        widget=forms.TextInput(attrs={"type": "datetime-local"}),
        error_messages={"max_length": HOW},
    )

    def __init__(self, *args: Any, claim: Claim, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claim, self.now = claim, now
        field = self.fields["as_of"]
        field.help_text = f"A day and a time in {settings.NEWSROOM_ZONE}."
        field.error_messages["max_length"] = HOW

    def clean_as_of(self) -> datetime:
        """The moment, in UTC."""
        try:
            at = moment(self.cleaned_data["as_of"], zone=ZoneInfo(settings.NEWSROOM_ZONE))
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if at > self.now:
            raise ValidationError(f"That moment is still to come. It is {when(self.now)} now.")
        filed = self.claim.filed_at
        # Nobody types seconds: the minute of the filing is not before it.
        if at < filed.replace(second=0, microsecond=0):
            raise ValidationError(f"We did not know this claim yet: it was filed on {when(filed)}.")
        return max(at, filed)


def past_form(asked: str, *, claim: Claim, now: datetime) -> PastForm:
    """The form as an address asks for it; `asked` is "" for now."""
    return PastForm({"as_of": asked} if asked else None, claim=claim, now=now)


def field_words(at: datetime) -> str:
    """A moment as the field shows it."""
    return f"{at.astimezone(ZoneInfo(settings.NEWSROOM_ZONE)):{_FIELD}}"
