"""Filing at the desk: the claim, its tracking and its first passage, all or nothing."""

from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from django.db import transaction

from accounts.models import User
from accounts.policy import Verb
from claims import actions, deciding
from claims.actions import Draft
from claims.deciding import Voice
from claims.facts import Stance
from claims.ingest import Ingested, ingest
from claims.models import Claim, Statement
from claims.states import LinkKind
from jobs.clock import Now
from sources.actions import Found, pasted_address
from sources.addresses import canonical
from sources.errors import NothingToRead
from sources.extract import extract
from sources.fetch import found_in, terms
from sources.models import Outlet
from sources.states import CaptureState
from sources.transport import fetch

_TYPED_AS: Final = "text/plain; charset=utf-8"
_LEAST_LETTERS: Final = 20


@transaction.atomic
def file_from(
    statement: Statement, draft: Draft, *, stance: Stance, voice: Voice, by: User, now: datetime
) -> Claim:
    """File a claim from a statement; who decides matches tracks it and confirms its passage too.

    A contributor's claim waits in the inbox, its passage suggested. Filing the same words from the
    same statement twice is a second click: the claim that is there is given back. Raises Objection.
    """
    Statement.objects.select_for_update().get(pk=statement.pk)
    same = statement.claims.filter(statement=draft.statement, kind=draft.kind.value, filed_by=by)
    if filed := same.first():
        return filed
    claim = actions.file_claim(draft, by=by, now=now, founded_on=statement)
    passage = deciding.quote(claim, statement, now=now)
    if by.may(Verb.DECIDE_MATCH):
        actions.track(claim, by=by, now=now)
        deciding.confirm(passage, stance=stance, voice=voice, by=by, now=now)
    return claim


@transaction.atomic
def add_to(
    claim: Claim, statement: Statement, *, stance: Stance, voice: Voice, by: User, now: datetime
) -> None:
    """The statement is of a claim that is tracked already: its passage is added, nothing filed."""
    passage = deciding.quote(claim, statement, now=now)
    deciding.confirm(passage, stance=stance, voice=voice, by=by, now=now)


@transaction.atomic
def file_opposite(  # noqa: PLR0913  (what a person answers on the filing card)
    other: Claim,
    statement: Statement,
    draft: Draft,
    *,
    stance: Stance,
    voice: Voice,
    by: User,
    now: datetime,
) -> Claim:
    """File a claim that says the contrary of another one, and link the two."""
    claim = file_from(statement, draft, stance=stance, voice=voice, by=by, now=now)
    actions.link(claim, other, kind=LinkKind.CONTRADICTS, by=by, now=now)
    return claim


def take_in(
    *, text: str, url: str, outlet: Outlet | None, published_at: datetime | None, now: Now
) -> Ingested:
    """An article from the form, through the journey; raises the refusals of sources.

    A typed text is never a version of what stands at `url`: the address only tells its outlet.
    """
    typed = bool(text.strip())
    found = _typed(text) if typed else _fetched(url)
    if typed and url and outlet is None:
        outlet = Outlet.objects.serving(urlsplit(canonical(url)).hostname or "")
    if published_at:
        found = replace(found, published_at=published_at)
    return ingest(found, outlet=outlet, now=now)


def _typed(text: str) -> Found:
    read = extract(text.encode(), url="", content_type=_TYPED_AS)
    if read.state != CaptureState.OK:
        raise NothingToRead(f"There is no article text in it. {read.reason}")
    if sum(map(str.isalpha, read.text)) < _LEAST_LETTERS:
        raise NothingToRead("That is too short for an article. Paste all of it.")
    return Found(
        url=pasted_address(read.text), text=read.text, title=read.title, language=read.language
    )


def _fetched(url: str) -> Found:
    address = canonical(url)
    found = found_in(fetch(address, terms=terms()), url=address)
    if found.state != CaptureState.OK:
        kind = found.state.replace("_", " ")
        raise NothingToRead(f"No article text was found there ({kind}). Paste the text instead.")
    return found
