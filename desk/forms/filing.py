"""Pasting an article, and filing a claim from one of its statements."""

import re
from datetime import UTC, date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import User
from claims.actions import Draft
from claims.facts import ClaimKind, Stance
from claims.models import Attribution, Statement
from claims.states import Priority
from desk.forms.base import NO_CLAIM, Day, DeskForm, KnownSpeaker, Words
from desk.forms.voice import VoiceForm, voice_of_chain
from nlp.values import Kind
from sources.actions import LONGEST_TEXT
from sources.addresses import BadAddress, check_url
from sources.fetch import terms
from sources.models import Outlet

KINDS: Final[tuple[tuple[str, str], ...]] = (
    (ClaimKind.SAID.value, "That somebody said it"),
    (ClaimKind.FACT.value, "A fact"),
    (ClaimKind.POSITION.value, "A position"),
    (ClaimKind.PLAN.value, "A plan"),
    (ClaimKind.PREDICTION.value, "A prediction"),
    (ClaimKind.COMMITMENT.value, "A commitment"),
)
SIDES: Final[tuple[tuple[str, str], ...]] = (
    (Stance.SUPPORTS.value, "Supports it"),
    (Stance.REPEATS.value, "Only repeats it"),
    (Stance.DENIES.value, "Denies it"),
    (Stance.UNCLEAR.value, "Takes no side"),
)

_CONDITION_LEAD: Final = re.compile(
    r"^(?:if|provided that|on (?:the )?condition that)\s+", re.IGNORECASE
)


class PasteForm(DeskForm):
    """An article as text, as an address, or both: then the address only tells the outlet."""

    text = Words(
        label="The text of the article",
        rows=14,
        required=False,
        max_length=LONGEST_TEXT,
        help_text="Paste all of it. Statements and their speakers are found for you.",
    )
    url = forms.CharField(
        label="Its address",
        required=False,
        max_length=9_000,
        help_text="Alone, it is fetched now. Beside a text, it only tells the outlet.",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    outlet = forms.ModelChoiceField(
        Outlet.objects.order_by("name"), required=False, empty_label="By its address, or unknown"
    )
    published = Day(
        label="Published on",
        required=False,
        help_text="Words like “Friday” are read against this day.",
    )

    def clean_url(self) -> str:
        """An address that we may go to, even where the text is given beside it."""
        url = str(self.cleaned_data["url"]).strip()
        try:
            return check_url(url, allow=terms().allow) if url else ""
        except BadAddress as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        empty = not cleaned.get("text") and not cleaned.get("url")
        if empty and not self.errors:
            self.add_error("text", "Paste the text of an article, or give its address.")
        return cleaned

    def published_at(self) -> datetime | None:
        """Noon of the day, in the newsroom's zone: an article tells its day, not its hour."""
        day = self.cleaned_data["published"]
        if day is None:
            return None
        zone = ZoneInfo(settings.NEWSROOM_ZONE)
        return datetime.combine(day, time(12), tzinfo=zone).astimezone(UTC)


class FilingForm(VoiceForm):
    """A claim as it is filed from a statement, and what its first passage does to it."""

    statement = Words(
        label="Statement to check",
        error_messages=NO_CLAIM,
        serif=True,
        help_text="One checkable part; the quote keeps the rest.",
    )
    kind = forms.ChoiceField(choices=KINDS)
    said_on = Day(label="Said on", required=False)
    claimant = KnownSpeaker(
        label="Claimant", help_text="The last one heard on the record; empty for narration."
    )
    alleged_source = KnownSpeaker(
        label="Alleged source", help_text="The root, if it was not heard directly."
    )
    holder = KnownSpeaker(label="Holder", help_text="Whose position, plan or commitment it is.")
    due_on = Day(
        label="Due on",
        required=False,
        help_text="Give the date the speaker named, or leave it empty: we do not invent one.",
    )
    due_zone = forms.CharField(
        label="Where the day ends",
        required=False,
        max_length=200,
        help_text="Time zones of the event, as in America/Anchorage; several with commas.",
    )
    earliest = Day(label="Can come true from", required=False)
    look_again_on = Day(label="Look again on", required=False, help_text="Ours, and shown as ours.")
    condition = forms.CharField(label="On condition that", required=False, max_length=300)
    criterion = Words(
        label="What counts as true",
        required=False,
        rows=2,
        max_length=2_000,
        help_text="For plans and predictions; it stays as filed.",
    )
    priority = forms.ChoiceField(
        choices=[(each.value, each.value.capitalize()) for each in Priority]
    )
    stance = forms.ChoiceField(
        label="What does its first passage do to it?", choices=SIDES, widget=forms.RadioSelect
    )

    speaker_fields = ("root", "claimant", "alleged_source", "holder")

    def clean_due_zone(self) -> tuple[str, ...]:
        """Names of zones that there are."""
        names = [part.strip() for part in self.cleaned_data["due_zone"].split(",") if part.strip()]
        for name in names:
            if not _is_zone(name):
                words = f"{name} is no time zone. Write it as in Europe/Kyiv."
                raise ValidationError(words)
        return tuple(names)

    def clean_condition(self) -> str:
        """As it reads behind "On condition that"."""
        return _bare_condition(str(self.cleaned_data["condition"]))

    def draft(self, *, by: User, now: datetime) -> Draft:
        """The claim as it was typed; adds new names where that was asked for."""
        typed = self.cleaned_data
        return Draft(
            statement=typed["statement"],
            kind=ClaimKind(typed["kind"]),
            claimant=self.speaker("claimant", by=by, now=now),
            alleged_source=self.speaker("alleged_source", by=by, now=now),
            holder=self.speaker("holder", by=by, now=now),
            said_on=typed["said_on"],
            due_on=typed["due_on"],
            due_zones=typed["due_zone"],
            earliest=typed["earliest"],
            look_again_on=typed["look_again_on"],
            condition=typed["condition"],
            criterion=typed["criterion"],
            priority=Priority(typed["priority"]),
        )


def first_answers(statement: Statement) -> dict[str, object]:
    """What the reading suggests for a statement, as initial values; every one can be changed."""
    chain = list(statement.relays.all())
    heard = [relay for relay in chain if relay.heard_directly]
    root = chain[0] if chain and not chain[0].heard_directly else None
    return {
        "statement": statement.proposed,
        "kind": statement.kind if statement.kind != Kind.OPINION else ClaimKind.SAID.value,
        "said_on": statement.said_on,
        "claimant": _known_name(heard[-1]) if heard else "",
        "alleged_source": _known_name(root) if root else "",
        "due_on": statement.due_on,
        "earliest": _unless_due(statement),
        "condition": _bare_condition(statement.condition),
        "priority": Priority.NORMAL.value,
        "stance": Stance.SUPPORTS.value,
        **voice_of_chain(chain),
    }


def _bare_condition(words: str) -> str:
    return _CONDITION_LEAD.sub("", words.strip())


def _unless_due(statement: Statement) -> date | None:
    return None if statement.due_on else statement.due_earliest


def _known_name(relay: Attribution) -> str:
    return relay.speaker.name if relay.speaker else relay.name


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
