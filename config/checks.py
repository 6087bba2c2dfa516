"""What must not be true of a newsroom's set-up; each with an id to look up in operations.md."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.db import connection

from claims.hub import folder_of, missing_files
from jobs import guards
from jobs.clock import offset
from jobs.models import DeskClock
from nlp.encoder import LEXICAL_ONLY


@register(Tags.database)
def guards_stand(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001  (Django's signature)
    databases: Sequence[str] | None = None,
    **kwargs: Any,  # noqa: ARG001  (Django's signature)
) -> list[CheckMessage]:
    """recheck.E001: an append-only table has lost its trigger."""
    if not databases or DeskClock._meta.db_table not in connection.introspection.table_names():
        return []
    lost = guards.missing()
    if not lost:
        return []
    names = ", ".join(lost[:3])
    return [
        Error(f"{len(lost)} guards are missing: {names}", hint="manage.py guard", id="recheck.E001")
    ]


@register(Tags.security, deploy=True)
def no_open_door(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """recheck.E002: addresses of the inside may be fetched."""
    if not settings.FETCH_ALLOW:
        return []
    return [
        Error(
            f"FETCH_ALLOW lets the fetcher reach {', '.join(settings.FETCH_ALLOW)}",
            hint="Leave it empty outside the demo and the tests.",
            id="recheck.E002",
        )
    ]


@register()
def claims_are_understood(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001  (Django's signature)
    **kwargs: Any,  # noqa: ARG001  (Django's signature)
) -> list[CheckMessage]:
    """recheck.W001, E004: claims are found by words alone, or the encoder named is not there."""
    named = settings.SENTENCE_ENCODER
    if named == "none":
        hint = "Leave SENTENCE_ENCODER empty for the encoder that is installed."
        return [Caution(LEXICAL_ONLY, hint=hint, id="recheck.W001")]
    missing = missing_files(named) if named else []
    if not missing:
        return []
    return [
        Error(
            f"SENTENCE_ENCODER names {named}, and {folder_of(named)} has no {', '.join(missing)}",
            hint=f"manage.py fetch_encoder {named}, or name a folder with a BERT encoder",
            id="recheck.E004",
        )
    ]


@register(Tags.database, deploy=True)
def clock_is_true(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001  (Django's signature)
    databases: Sequence[str] | None = None,
    **kwargs: Any,  # noqa: ARG001  (Django's signature)
) -> list[CheckMessage]:
    """recheck.E003: the desk clock does not show the real time."""
    if not databases or DeskClock._meta.db_table not in connection.introspection.table_names():
        return []
    if not offset():
        return []
    return [
        Error(
            f"The desk clock stands {offset()} from the real time",
            hint="This database belongs to a demo. Start with an empty one.",
            id="recheck.E003",
        )
    ]
