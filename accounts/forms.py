"""Signing in, slowed down for whoever guesses."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts import tries
from accounts.theme import THEMES
from jobs import clock

WRONG = "That name and password do not go together. Check both and try again."


class SignInForm(AuthenticationForm):
    """Django's form; wrong name, wrong password and a disabled account read the same."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def __init__(self, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.fields["username"].label = "User name"

    def clean(self) -> dict[str, Any]:
        now = clock.machine_now()
        name, address = self.data.get("username", ""), self._address()
        wait = tries.minutes_to_wait(name, address, now=now)
        if wait:
            unit = "minute" if wait == 1 else "minutes"
            raise ValidationError(f"Too many wrong tries. Try again in {wait} {unit}.")
        try:
            cleaned = super().clean()
        except ValidationError:
            tries.note_wrong(name, address, now=now)
            raise
        tries.forget(name, address)
        return cleaned

    def _address(self) -> str:
        return str(self.request.META.get("REMOTE_ADDR", "")) if self.request else ""


class ThemeForm(forms.Form):
    """Light, dark, or as the reader's system has it."""

    theme = forms.ChoiceField(choices=[(theme, theme) for theme in THEMES])
