"""About which other claim a passage is, on which side, and on whose word."""

from typing import Any

from django import forms

from claims.facts import Stance
from claims.models import Claim
from desk.forms.base import ClaimNumber
from desk.forms.filing import SIDES
from desk.forms.voice import VoiceForm


class OtherForm(VoiceForm):
    """A claim from the list or by its number, and what the passage does to it."""

    to = ClaimNumber(required=False, max_length=20)
    number = ClaimNumber(
        label="Or by its number", required=False, max_length=20, help_text="As in C-12."
    )
    stance = forms.ChoiceField(
        label="What does the passage do to that claim?", choices=SIDES, widget=forms.RadioSelect
    )
    later = forms.BooleanField(label="It speaks of a later time than that claim", required=False)
    note = forms.CharField(label="Note", required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        """One claim is needed; a number that is typed wins over the list."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not (cleaned.get("number") or cleaned.get("to")) and not self.errors:
            self.add_error("number", "Choose a claim from the list, or give its number.")
        return cleaned

    @property
    def chosen(self) -> Claim:
        """The claim that the passage goes to."""
        claim: Claim = self.cleaned_data["number"] or self.cleaned_data["to"]
        return claim

    @property
    def side(self) -> Stance:
        """On which side it is."""
        return Stance(self.cleaned_data["stance"])
