"""One small form for each thing that people do with a claim; each calls one action."""

from abc import abstractmethod
from datetime import datetime
from typing import Any, ClassVar, Final
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings

from accounts.models import User
from accounts.policy import Verb
from claims import actions, backfill, deciding
from claims.facts import OutcomeKind
from claims.merging import merge
from claims.models import Appearance, Claim
from claims.states import LinkKind, Priority
from claims.wording import OUTCOMES
from desk.confirmed import confirmed_passages
from desk.forms.base import NO_CLAIM, ClaimNumber, Day, DeskForm, Words
from desk.progress import as_note
from publishing.actions import close_claim
from publishing.models import Edition
from reviews.actions import open_review
from reviews.states import Cause


class StepForm(DeskForm):
    """A step with a claim: `act` does it and says its effect in one sentence."""

    verb: ClassVar[Verb] = Verb.DECIDE_MATCH
    title: ClassVar[str]
    button: ClassVar[str]
    hint: ClassVar[str] = ""
    template: ClassVar[str] = "desk/step.html"

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        self.claim = claim
        super().__init__(*args, **kwargs)

    @abstractmethod
    def act(self, *, by: User, now: datetime) -> str:
        """Do it; raises the refusals of claims and reviews."""


class RecheckForm(StepForm):
    title = "Re-check this claim now"
    button = "Re-check now"
    hint = "Its evidence is weighed again within seconds; nothing else changes."

    def act(self, *, by: User, now: datetime) -> str:
        actions.ask_again(self.claim, by=by, now=now)
        return f"{self.claim.number} is re-checked within seconds."


class TrackForm(StepForm):
    title = "Track this claim"
    button = "Track it"
    hint = "Arriving articles are matched with it, and it is re-checked at once."

    def act(self, *, by: User, now: datetime) -> str:
        actions.track(self.claim, by=by, now=now)
        return f"{self.claim.number} is tracked from now on."


class CloseForm(StepForm):
    title = "Close this claim"
    button = "Close it"
    hint = "It is no longer matched or re-checked. It keeps its address and its history."
    why = Words(label="Why is it closed?", max_length=500)

    def act(self, *, by: User, now: datetime) -> str:
        close_claim(self.claim, why=self.cleaned_data["why"], by=by, now=now)
        return f"{self.claim.number} is closed. An open review of it ends."


class ReviewForm(StepForm):
    verb = Verb.OPEN_REVIEW
    title = "Open a review"
    button = "Open a review"
    hint = "It goes into the queue, and a checker takes it."
    words = Words(label="Why should somebody look now?", max_length=500)

    def act(self, *, by: User, now: datetime) -> str:
        published = Edition.objects.filter(fact_check__claim=self.claim).exists()
        cause = Cause.ASKED if published else Cause.FIRST
        words = self.cleaned_data["words"]
        review = open_review(self.claim, cause=cause, words=words, by=by, now=now)
        return f"{review.number} is open and waits for a checker."


class LookBackForm(StepForm):
    title = "Note the look into the archive"
    button = "Keep the note"
    hint = "Claims of a first, a never, a record or a since need a look back before a verdict."
    words = Words(label="What was searched, and what was found?", max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = ZoneInfo(settings.NEWSROOM_ZONE)
        self.initial["words"] = as_note(backfill.search_of(self.claim), zone=zone)

    def act(self, *, by: User, now: datetime) -> str:
        actions.note_look_back(self.claim, words=self.cleaned_data["words"], by=by, now=now)
        return "The look back is noted."


class SearchForm(StepForm):
    title = "Look through the archive"
    button = "Look through it"
    hint = "Every article that we have is looked through for this claim, the newest first."

    def act(self, *, by: User, now: datetime) -> str:
        backfill.ask_search(self.claim, by=by, now=now)
        return f"The archive is looked through for {self.claim.number}."


class StopSearchForm(StepForm):
    title = "Stop the look through the archive"
    button = "Stop it"
    hint = "What it has found so far stays. Articles that come in are matched as before."

    def act(self, *, by: User, now: datetime) -> str:
        backfill.stop_search(self.claim, by=by, now=now)
        return f"The archive is no longer looked through for {self.claim.number}."


class LookAgainForm(StepForm):
    title = "Look again on"
    button = "Set the day"
    hint = "The day is ours and shown as ours; it never makes a claim due."
    look_again_on = Day(label="Look again on", required=False)

    def act(self, *, by: User, now: datetime) -> str:
        day = self.cleaned_data["look_again_on"]
        changes = {"look_again_on": day}
        actions.edit(self.claim, changes, version=self.claim.version, by=by, now=now)
        return f"We look again on {day:%a %d %b %Y}." if day else "No day is set any more."


class EditForm(StepForm):
    title = "Edit this claim"
    button = "Save"
    hint = "The first edition freezes the statement; from then on a new wording is a new claim."
    statement = Words(label="Statement", serif=True, error_messages=NO_CLAIM)
    priority = forms.ChoiceField(
        choices=[(each.value, each.value.capitalize()) for each in Priority]
    )

    def act(self, *, by: User, now: datetime) -> str:
        changes = {name: self.cleaned_data[name] for name in self.changed_data}
        if changes:
            actions.edit(self.claim, changes, version=self.claim.version, by=by, now=now)
        return f"{self.claim.number} is saved." if changes else "Nothing was changed."


class LinkForm(StepForm):
    title = "Link to another claim"
    button = "Link the two"
    hint = "A link carries no evidence over: each passage is matched to each claim."
    kind = forms.ChoiceField(
        label="This claim …",
        choices=[
            (LinkKind.SAYS.value, "is the saying of"),
            (LinkKind.CONTRADICTS.value, "contradicts"),
            (LinkKind.FOLLOWS_FROM.value, "follows from"),
            (LinkKind.UPDATES.value, "updates"),
            (LinkKind.DUPLICATE_OF.value, "is a duplicate of"),
        ],
    )
    other = ClaimNumber(label="… the claim", help_text="Its number, as in C-12.", max_length=20)

    def act(self, *, by: User, now: datetime) -> str:
        other = self.cleaned_data["other"]
        actions.link(self.claim, other, kind=LinkKind(self.cleaned_data["kind"]), by=by, now=now)
        return f"{self.claim.number} and {other.number} are linked."


class ConditionForm(StepForm):
    verb = Verb.RECORD_OUTCOME
    title = "Its condition came about"
    button = "Record it"
    hint = "From then on the claim is due, and waits for its outcome."
    words = Words(label="What happened?", max_length=500)

    def act(self, *, by: User, now: datetime) -> str:
        deciding.meet_condition(self.claim, words=self.cleaned_data["words"], by=by, now=now)
        return "Recorded. The claim falls due with its next re-check."


class ConditionBackForm(StepForm):
    verb = Verb.RECORD_OUTCOME
    title = "Its condition did not come about"
    button = "Take it back"
    hint = "That it came about was recorded in error. The claim waits for it again."
    words = Words(label="Why has it not come about?", max_length=500)

    def act(self, *, by: User, now: datetime) -> str:
        words = self.cleaned_data["words"]
        deciding.take_back_condition(self.claim, words=words, by=by, now=now)
        return "Taken back. The claim waits for its condition again."


class MergeForm(StepForm):
    title = "Merge into another claim"
    button = "Merge it"
    hint = "It closes; the other claim reads its passages too. Tracking it again undoes this."
    other = ClaimNumber(label="It is the same as", help_text="As in C-12.", max_length=20)
    why = Words(label="Why are the two one claim?", max_length=500)

    def act(self, *, by: User, now: datetime) -> str:
        other = self.cleaned_data["other"]
        merge(self.claim, other, why=self.cleaned_data["why"], by=by, now=now)
        return f"{self.claim.number} is merged into {other.number}."


class PassageChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A passage, named by its outlet and its own words."""

    def label_from_instance(self, obj: Appearance) -> str:
        """Outlet and the beginning of the passage."""
        text = obj.capture.body.text or ""
        words = " ".join(text[obj.start : obj.end].split())
        outlet = obj.capture.article.outlet
        return f"{outlet or 'Unnamed outlet'}: {words[:90]}"


class OutcomeForm(StepForm):
    verb = Verb.RECORD_OUTCOME
    title = "Record how it ended"
    button = "Record the outcome"
    hint = "It counts once a second person agrees, and can be taken back."
    template = "desk/outcome.html"
    kind = forms.ChoiceField(
        label="How did it end?",
        choices=[(kind.value, OUTCOMES[kind]) for kind in OutcomeKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Say how it ended, also if nobody can tell."},
    )
    words = Words(label="What happened, in one sentence", rows=2, max_length=500)
    evidence = PassageChoice(
        label="The passage that shows it",
        queryset=Appearance.objects.none(),
        help_text="Only passages that a person has confirmed.",
        error_messages={"required": "Choose the passage that shows it."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [passage.pk for passage, _ in confirmed_passages(self.claim)]
        rows = Appearance.objects.filter(pk__in=shown).with_passage()
        self.fields["evidence"].queryset = rows  # type: ignore[attr-defined]  # a ModelChoiceField

    def act(self, *, by: User, now: datetime) -> str:
        deciding.record_outcome(
            self.claim,
            kind=OutcomeKind(self.cleaned_data["kind"]),
            words=self.cleaned_data["words"],
            evidence=self.cleaned_data["evidence"],
            by=by,
            now=now,
        )
        return "Recorded. It counts once somebody else agrees."


STEPS: Final[dict[str, type[StepForm]]] = {
    "recheck": RecheckForm,
    "track": TrackForm,
    "review": ReviewForm,
    "outcome": OutcomeForm,
    "condition": ConditionForm,
    "condition-back": ConditionBackForm,
    "look-back": LookBackForm,
    "search": SearchForm,
    "stop-search": StopSearchForm,
    "look-again": LookAgainForm,
    "edit": EditForm,
    "link": LinkForm,
    "merge": MergeForm,
    "close": CloseForm,
}
