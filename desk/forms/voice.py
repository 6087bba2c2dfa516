"""On which side a passage is, and on whose word: asked alike at filing and at matching."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django import forms

from accounts.models import User
from claims.deciding import Voice, add_speaker
from claims.facts import OriginKind
from claims.models import Attribution, Speaker
from claims.states import SpeakerKind
from desk.forms.base import DeskForm, KnownSpeaker

ORIGINS: Final[tuple[tuple[str, str], ...]] = (
    (OriginKind.SPEAKER.value, "A named speaker"),
    (OriginKind.FIRSTHAND.value, "The outlet’s own reporter, who was there"),
    (OriginKind.RECORD.value, "A recording, transcript or official text"),
    (OriginKind.UNNAMED.value, "Unnamed sources of somebody"),
    (OriginKind.NONE.value, "It names no source"),
)


class VoiceForm(DeskForm):
    """Whose word a passage is. A name that nobody knows is added only if asked for."""

    origin = forms.ChoiceField(label="On whose word?", choices=ORIGINS, widget=forms.RadioSelect)
    root = KnownSpeaker(
        label="Who",
        help_text="The first of the chain: of a saying who heard it, of anything else its root.",
    )
    heard_directly = forms.BooleanField(label="Heard directly, on the record", required=False)
    via = forms.CharField(
        label="Passed on by",
        required=False,
        max_length=400,
        help_text="Names in order, with commas; from the first to the one who told the outlet.",
    )
    add_names = forms.BooleanField(label="Add names that nobody here knows yet", required=False)

    speaker_fields: tuple[str, ...] = ("root",)

    def clean(self) -> dict[str, Any]:
        """Unknown names are refused, unless they are to be added."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.speaker_fields:
            if isinstance(cleaned.get(name), str) and not cleaned.get("add_names"):
                words = f"Nobody here is called {cleaned[name]}. Choose a known name, or add it."
                self.add_error(name, words)
        return cleaned

    def voice(self, *, by: User, now: datetime) -> Voice:
        """What was answered; adds a new name where that was asked for."""
        return Voice(
            origin=OriginKind(self.cleaned_data["origin"]),
            root=self.speaker("root", by=by, now=now),
            heard_directly=self.cleaned_data["heard_directly"],
            via=tuple(part.strip() for part in self.cleaned_data["via"].split(",") if part.strip()),
        )

    def speaker(self, name: str, *, by: User, now: datetime) -> Speaker | None:
        """The speaker of a field, made known if the name is new; a name is added once."""
        given = self.cleaned_data[name]
        if not isinstance(given, str):
            return given if isinstance(given, Speaker) else None
        kind = SpeakerKind.PERSON.value
        return Speaker.objects.named(given) or add_speaker(given, kind=kind, by=by, now=now)


def voice_of_chain(chain: list[Attribution]) -> Mapping[str, object]:
    """What a relay chain suggests, as initial answers; a person decides."""
    if not chain:
        return {"origin": OriginKind.NONE.value}
    root, via = chain[0], [relay.name for relay in chain[1:]]
    return {
        "origin": OriginKind.SPEAKER.value if root.named else OriginKind.UNNAMED.value,
        "root": root.speaker.name if root.speaker else root.name,
        "heard_directly": root.heard_directly,
        "via": ", ".join(via),
    }


def voice_of_decision(
    origin: str, root: Speaker | None, *, heard: bool, via: list[str]
) -> dict[str, object]:
    """What was answered before, as initial answers for deciding again."""
    return {
        "origin": origin,
        "root": root.name if root else "",
        "heard_directly": heard,
        "via": ", ".join(via),
    }
