"""What every form of the desk shares: no colons, errors that screen readers find, clean text."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from claims.models import Claim, Speaker

EARLIEST, LATEST = 1900, 2200
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff \t\r\n"
NO_CLAIM = {"required": "Enter the claim: it has no visible text."}


class DeskForm(forms.Form):
    """A form whose labels are plain words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class Words(forms.CharField):
    """Text over several lines; a NUL is refused by name, as PostgreSQL would refuse it."""

    def __init__(self, *, rows: int = 3, serif: bool = False, **kwargs: Any) -> None:
        kind = "serif" if serif else ""
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "class": kind}))
        kwargs.setdefault("max_length", 10_000)
        super().__init__(**kwargs)
        self.validators = [check for check in self.validators if not _is_nul_check(check)]

    def to_python(self, value: Any) -> str:
        """One kind of line end; nothing where no character can be seen."""
        text = super().to_python(value) or ""
        if not text.strip(_INVISIBLE):
            return ""
        if "\x00" in text:
            raise ValidationError(f"It contains a NUL character at position {text.index(chr(0))}.")
        return text.replace("\r\n", "\n").replace("\r", "\n")


class Day(forms.DateField):
    """A day; what is no day says how to write one."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("input_formats", ["%Y-%m-%d"])
        words = "That is not a day. Use YYYY-MM-DD, as in 2025-08-12."
        kwargs.setdefault("error_messages", {"invalid": words})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """Within the years that a newsroom speaks of."""
        day = super().to_python(value)
        if day and not EARLIEST <= day.year <= LATEST:
            raise ValidationError(f"Give a day between the years {EARLIEST} and {LATEST}.")
        return day


class KnownSpeaker(forms.CharField):
    """A speaker by a name or alias that the newsroom knows; the page offers them as a list."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"list": "speakers", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """The speaker; None for nothing, and the name itself where nobody is known by it."""
        name = super().clean(value)
        return (Speaker.objects.named(name) or name) if name else None


class ClaimNumber(forms.CharField):
    """A claim as people cite it: C-12, or 12."""

    def clean(self, value: Any) -> Any:
        """The claim."""
        text = super().clean(value)
        found = re.fullmatch(r"(?:[Cc]-?)?(\d{1,12})", text.strip())
        claim = Claim.objects.filter(pk=int(found[1])).first() if found else None
        if text and claim is None:
            raise ValidationError(f"No claim has the number {text}. Write it as C-12.")
        return claim


def _is_nul_check(check: Callable[[Any], None]) -> bool:
    return type(check).__name__ == "ProhibitNullCharactersValidator"
