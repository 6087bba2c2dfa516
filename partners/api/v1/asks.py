"""What comes in, in version 1: only validated, never shown again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.validators import URLValidator
from rest_framework import serializers

_WEB: Final = URLValidator(schemes=["http", "https"], message="Give an http or https address.")


class StrictInteger(serializers.IntegerField):
    """A JSON integer: no text that looks like one, no true, no 2.0."""

    def to_internal_value(self, data: object) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return data


class StrictText(serializers.CharField):
    """A JSON string: no number that could be written as one."""

    def to_internal_value(self, data: object) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Ask(serializers.Serializer[Any]):
    """An ask that refuses fields it does not know: a misspelt one must not be lost quietly."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = {
                name: ["There is no such field."] for name in data if name not in self.fields
            }
            if unknown:
                raise serializers.ValidationError(unknown)
        return super().to_internal_value(data)


class AcknowledgementAsk(Ask):
    """That you show an edition, and where; `url` is empty for print and broadcast."""

    shows_edition = StrictInteger(min_value=1, max_value=2**31 - 1)
    url = StrictText(max_length=2048, validators=[_WEB], required=False, default="")


class RefusalAsk(AcknowledgementAsk):
    """That you go on showing an edition, and why."""

    words = StrictText(max_length=300)


@dataclass(frozen=True, slots=True)
class Shown:
    """What was asked, once it is valid; `words` only where it is a refusal."""

    edition: int
    url: str
    words: str


def shown(ask: Ask) -> Shown:
    """What stands in the ask. Raises ValidationError (400)."""
    ask.is_valid(raise_exception=True)
    given: Mapping[str, Any] = ask.validated_data
    return Shown(given["shows_edition"], given["url"], given.get("words", ""))
