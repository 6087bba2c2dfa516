"""A verdict as it is written, and what an editor does with it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings

from accounts.models import User
from accounts.policy import Role
from claims.models import Appearance
from desk.forms.base import DeskForm, Words
from publishing.states import Change
from reviews.actions import Finding
from reviews.models import Rating, RatingScale
from reviews.states import Confidence

SURE: Final[tuple[tuple[str, str], ...]] = (
    (Confidence.HIGH.value, "Sure"),
    (Confidence.MIDDLING.value, "Fairly sure"),
    (Confidence.LOW.value, "Not very sure"),
)
STANDS: Final = "stands"
CHANGES: Final[tuple[tuple[str, str], ...]] = (
    (Change.UPDATE.value, "Update: the world changed"),
    (Change.CORRECTION.value, "Correction: we had it wrong"),
    (Change.CLARIFICATION.value, "Clarification: the same, in clearer words"),
    (Change.TYPO.value, "Typo: nothing changes for readers"),
    (Change.RETRACTION.value, "Retraction: we take it back"),
)
MOMENT: Final = "%Y-%m-%dT%H:%M:%S"
SECOND: Final = timedelta(seconds=1)


class VerdictForm(DeskForm):
    """A rating with its reasons, resting on passages that people confirmed."""

    evidence = forms.ModelMultipleChoiceField(
        Appearance.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )
    rating = forms.ModelChoiceField(
        Rating.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    confidence = forms.ChoiceField(label="How sure are you?", choices=SURE)
    as_of = forms.DateTimeField(
        label="Evidence as of",
        help_text="What was known then is judged.",
        input_formats=[MOMENT, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": 1}, format=MOMENT),
        error_messages={"invalid": "That is no moment. Use YYYY-MM-DDTHH:MM."},
    )
    summary = Words(
        label="One sentence for readers",
        rows=2,
        serif=True,
        max_length=300,
        help_text="What holds, what does not. At most 300 characters.",
    )
    reasoning = Words(
        label="Why",
        rows=8,
        serif=True,
        help_text="Name the evidence by number, as in [2]. Readers can follow every step.",
    )

    def __init__(self, *args: Any, evidence: Sequence[Appearance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Appearance.objects.filter(pk__in=[row.pk for row in evidence]).order_by("pk")
        self.fields["evidence"].queryset = rows  # type: ignore[attr-defined]  # a model field
        self.fields["rating"].queryset = current_ratings()  # type: ignore[attr-defined]  # alike

    def clean_as_of(self) -> datetime:
        """The typed moment is one of the newsroom's own clock."""
        typed: datetime = self.cleaned_data["as_of"]
        return typed.replace(tzinfo=ZoneInfo(settings.NEWSROOM_ZONE)).astimezone(UTC)

    def finding(self, *, now: datetime) -> Finding:
        """What is handed in; the second that is just running is now."""
        typed = self.cleaned_data
        as_of = typed["as_of"]
        return Finding(
            rating=typed["rating"],
            confidence=Confidence(typed["confidence"]),
            summary=typed["summary"],
            reasoning=typed["reasoning"],
            as_of=now if now <= as_of < now + SECOND else as_of,
            evidence=list(typed["evidence"]),
        )


def current_ratings() -> Any:
    """The words of the newest scale, in their order."""
    newest = RatingScale.objects.order_by("-since", "-pk").values("pk")[:1]
    return Rating.objects.filter(scale__in=newest).order_by("order")


def draft_of(data: Mapping[str, Any], evidence: Sequence[str]) -> dict[str, str]:
    """What was typed, whatever it is, to be kept as it is."""
    names = ("rating", "confidence", "as_of", "summary", "reasoning")
    kept = {name: str(data.get(name, ""))[:20_000] for name in names}
    return {**kept, "evidence": ",".join(pk for pk in evidence if pk.isdecimal())}


def initial_of(draft: Mapping[str, str], *, now: datetime) -> dict[str, object]:
    """A kept draft as initial values; as-of is now until somebody says otherwise."""
    zone = ZoneInfo(settings.NEWSROOM_ZONE)
    initial: dict[str, object] = {"confidence": Confidence.MIDDLING.value}
    initial |= {name: value for name, value in draft.items() if value and name != "evidence"}
    # The next whole second, so that what was decided a moment before the page was made is known.
    initial.setdefault("as_of", (now + SECOND).astimezone(zone).strftime(MOMENT))
    initial["evidence"] = [int(pk) for pk in draft.get("evidence", "").split(",") if pk]
    return initial


class AssignForm(DeskForm):
    """To whom an editor gives a review."""

    reviewer = forms.ModelChoiceField(
        User.objects.filter(is_active=True).exclude(role=Role.CONTRIBUTOR.value).order_by("pk"),
        label="Give it to",
        empty_label=None,
    )


class SendBackForm(DeskForm):
    """Why a verdict goes back to its writer."""

    note = Words(label="What is to be done?", max_length=2_000)


class Ticks(forms.TypedMultipleChoiceField):
    """Ids that were ticked; one that is on the list no more is the action's to refuse, by name."""

    def valid_value(self, value: Any) -> bool:
        """Whether it is an id."""
        return str(value).isascii() and str(value).isdecimal() and len(str(value)) < 19


class SignOffForm(DeskForm):
    """The second name, and what readers get."""

    title = forms.CharField(label="Title for readers", max_length=200, required=False)
    change = forms.ChoiceField(label="What is this edition?", widget=forms.RadioSelect)
    change_words = Words(label="What changed, and why", rows=3, required=False, max_length=1_000)
    update_reason = Words(
        label="Why an update and no correction",
        rows=2,
        required=False,
        max_length=500,
        help_text="Only where what changed the finding was public before the earlier edition.",
    )
    seen = Ticks(
        label="It contradicts what we have published",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Look at both. Only a retraction, or an edition that stands, needs no tick.",
        error_messages={"required": "Look at both, and tick that you have seen them."},
    )

    def __init__(
        self,
        *args: Any,
        first: bool,
        may_stand: bool,
        rivals: Sequence[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._ask_seen(rivals, first=first)
        stands = [(STANDS, "It stands: nothing new is published")] if may_stand else []
        choices = [(Change.FIRST.value, "The first edition")] if first else [*stands, *CHANGES]
        self.fields["change"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if first:
            self.initial.setdefault("change", Change.FIRST.value)
            del self.fields["change_words"], self.fields["update_reason"]

    def _ask_seen(self, rivals: Sequence[tuple[int, str]], *, first: bool) -> None:
        """A tick for each edition that the verdict contradicts; none where it contradicts none."""
        if not rivals:
            del self.fields["seen"]
            return
        field = self.fields["seen"]
        field.choices = list(rivals)  # type: ignore[attr-defined]  # a ChoiceField
        field.required = first
        if first:
            field.help_text = "Look at both before you publish this beside it."
