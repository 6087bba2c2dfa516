"""What a person answers about a suggested passage."""

from typing import Any, Final

from django import forms

from claims.facts import Stance
from claims.models import Appearance, AppearanceDecision
from desk.forms.voice import VoiceForm, voice_of_chain, voice_of_decision

NOT_ABOUT_IT: Final = "dismiss"
ANSWERS: Final = (*(stance.value for stance in Stance), NOT_ABOUT_IT)


class MatchForm(VoiceForm):
    """On which side the passage is, on whose word; or that it is not about the claim."""

    answer = forms.ChoiceField(choices=[(answer, answer) for answer in ANSWERS])
    later = forms.BooleanField(label="It speaks of a later time than the claim", required=False)
    note = forms.CharField(label="Note", required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is not about the claim is nobody's word on it.
        if self.data.get("answer") == NOT_ABOUT_IT:
            self.fields["origin"].required = False
            self.speaker_fields = ()

    @property
    def dismissed(self) -> bool:
        """Whether the passage is said not to be about the claim."""
        return bool(self.cleaned_data["answer"] == NOT_ABOUT_IT)


def first_answers(passage: Appearance, last: AppearanceDecision | None) -> dict[str, object]:
    """What was decided before, else what the passage's own chain suggests."""
    if last is None or not last.origin:
        chain = list(passage.statement.relays.all()) if passage.statement else []
        return {"later": passage.later, **voice_of_chain(chain)}
    voice = voice_of_decision(last.origin, last.root, heard=last.heard_directly, via=last.via)
    return {"later": last.later, "note": last.note, **voice}
