"""The system checks say what of the set-up would go wrong."""

from pathlib import Path

from django.core.checks import run_checks
from pytest_django import Settings


def ids() -> list[str | None]:
    return [one.id for one in run_checks() if one.id and one.id.startswith("recheck.")]


def test_the_installed_encoder_is_nothing_to_speak_of() -> None:
    assert ids() == []


def test_words_alone_are_a_caution(settings: Settings) -> None:
    settings.SENTENCE_ENCODER = "none"

    assert ids() == ["recheck.W001"]


def test_a_folder_without_an_encoder_is_an_error(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "config.json").touch()
    settings.SENTENCE_ENCODER = str(tmp_path)

    assert ids() == ["recheck.E004"]
