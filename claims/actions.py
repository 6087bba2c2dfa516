"""What people do with claims; every write goes through here and into the claim's ledger."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import F

from accounts.models import User
from accounts.policy import Verb
from claims import ledger
from claims.errors import IllegalMove, Objection, StaleClaim
from claims.facts import ClaimKind
from claims.filed import facts_of_filing, texts_of_filing
from claims.models import Claim, ClaimLink, ClaimParty, PublishedText, Speaker, Statement
from claims.states import LinkKind, PartyRole, Priority, Speaks, Stage, Trigger, may_move
from claims.waiting import ask_recheck

LONGEST = 10_000
LONGEST_CONDITION = 300
FROZEN = "The statement was frozen by its first edition. File a new claim and link the two."
# What stands in a claim's row and is a person's to change; all else has a verb of its own.
EDITABLE: Final = frozenset(
    {"statement", "priority", "condition", "due_on", "earliest", "look_again_on"}
)
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as somebody wants to file it."""

    statement: str
    kind: ClaimKind
    speaks_of: Speaks = Speaks.INSTANT
    claimant: Speaker | None = None
    alleged_source: Speaker | None = None
    holder: Speaker | None = None
    said_on: date | None = None
    due_on: date | None = None
    due_zones: tuple[str, ...] = ()
    earliest: date | None = None
    look_again_on: date | None = None
    condition: str = ""
    criterion: str = ""
    priority: Priority = Priority.NORMAL
    topics: tuple[str, ...] = field(default=())


@transaction.atomic
def file_claim(
    draft: Draft, *, by: User, now: datetime, founded_on: Statement | None = None
) -> Claim:
    """File a claim into the inbox. Raises Objection."""
    if not by.may(Verb.FILE):
        raise Objection("You may read here, not file.")
    words = _checked(draft)
    claim = Claim.objects.create(
        statement=words,
        kind=draft.kind.value,
        speaks_of=draft.speaks_of.value,
        claimant=draft.claimant,
        alleged_source=draft.alleged_source,
        holder=draft.holder,
        said_on=draft.said_on,
        due_on=draft.due_on,
        due_zones=list(draft.due_zones),
        earliest=draft.earliest,
        look_again_on=draft.look_again_on,
        condition=draft.condition,
        criterion=draft.criterion,
        priority=draft.priority.value,
        topics=list(draft.topics),
        founded_on=founded_on,
        filed_by=by,
        filed_at=now,
    )
    facts, texts = facts_of_filing(claim), texts_of_filing(claim)
    ledger.append(claim, "claims.filed", by=by, now=now, facts=facts, texts=texts)
    return claim


@transaction.atomic
def track(claim: Claim, *, by: User, now: datetime) -> None:
    """Keep a claim true from now on: it is matched, and re-checked at once; a merge ends."""
    _allow(by, Verb.DECIDE_MATCH)
    was_read_by = Claim.objects.filter(merged__pk=claim.pk).values_list("pk", flat=True)
    ask_recheck(list(was_read_by), why=Trigger.LINKED, now=now)
    _move(claim, Stage.TRACKED, next_at=now, merged_into=None, merged_at=None)
    ask_recheck([claim.pk], why=Trigger.TRACKED, now=now)
    ledger.append(claim, "claims.tracked", by=by, now=now)


@transaction.atomic
def close(claim: Claim, *, why: str, by: User, now: datetime) -> None:
    """Stop tracking a claim, with a reason."""
    _allow(by, Verb.DECIDE_MATCH)
    if not why.strip():
        raise Objection("Say why the claim is closed.")
    _move(claim, Stage.CLOSED, next_at=None)
    ledger.append(claim, "claims.closed", by=by, now=now, texts={"why": why.strip()})


@transaction.atomic
def edit(
    claim: Claim, changes: Mapping[str, object], *, version: int, by: User, now: datetime
) -> None:
    """Change a claim's own fields, from the version that was seen. Raises StaleClaim, Objection."""
    _allow(by, Verb.DECIDE_MATCH)
    checked = _checked_changes(changes)
    mine = Claim.objects.filter(pk=claim.pk, version=version)
    # Asked of the row, not of the object: an edition may have frozen it since it was loaded.
    fit = mine.filter(frozen_at=None) if "statement" in checked else mine
    if not fit.update(version=F("version") + 1, **checked):
        if mine.exists():
            raise Objection(FROZEN)
        raise StaleClaim(f"Somebody changed {claim.number} before you. Load it again and look.")
    claim.refresh_from_db()
    ask_recheck([claim.pk], why=Trigger.SETTINGS, now=now)
    texts = {name: str(value) for name, value in checked.items()}
    facts = {"version": claim.version, "fields": sorted(checked)}
    ledger.append(claim, "claims.edited", by=by, now=now, facts=facts, texts=texts)


@transaction.atomic
def reword(claim: Claim, statement: str, *, by: User, now: datetime) -> Claim:
    """File a new wording as a new claim that updates this one; no passage or rating goes along.

    The way on once an edition has frozen the statement. Raises Objection.
    """
    _allow(by, Verb.DECIDE_MATCH)
    if " ".join(statement.split()) == claim.statement:
        raise Objection("These are the same words.")
    draft = Draft(
        statement=statement,
        kind=ClaimKind(claim.kind),
        speaks_of=Speaks(claim.speaks_of),
        claimant=claim.claimant,
        alleged_source=claim.alleged_source,
        holder=claim.holder,
        said_on=claim.said_on,
        due_on=claim.due_on,
        due_zones=tuple(claim.due_zones),
        earliest=claim.earliest,
        condition=claim.condition,
        criterion=claim.criterion,
        priority=Priority(claim.priority),
        topics=tuple(claim.topics),
    )
    new = file_claim(draft, by=by, now=now, founded_on=claim.founded_on)
    link(new, claim, kind=LinkKind.UPDATES, by=by, now=now)
    return new


@transaction.atomic
def link(source: Claim, target: Claim, *, kind: LinkKind, by: User, now: datetime) -> ClaimLink:
    """Say how two claims stand to each other; no evidence passes between them."""
    _allow(by, Verb.DECIDE_MATCH)
    if source.pk == target.pk:
        raise Objection("A claim is not linked to itself.")
    row, fresh = ClaimLink.objects.get_or_create(
        source=source, target=target, kind=kind.value, until=None, defaults={"at": now, "by": by}
    )
    if fresh:
        facts = {"target": target.pk, "kind": kind.value}
        ledger.append(source, "claims.linked", by=by, now=now, facts=facts)
    return row


@transaction.atomic
def add_party(
    claim: Claim, *, speaker: Speaker, role: PartyRole, reason: str, by: User, now: datetime
) -> ClaimParty:
    """Mark a speaker as interested in a claim, with the reason."""
    _allow(by, Verb.DECIDE_MATCH)
    row = ClaimParty.objects.create(
        claim=claim, speaker=speaker, role=role.value, reason=reason, since=now, set_by=by
    )
    ask_recheck([claim.pk], why=Trigger.SETTINGS, now=now)
    facts = {"speaker": speaker.pk, "role": role.value}
    ledger.append(
        claim, "claims.party_added", by=by, now=now, facts=facts, texts={"reason": reason}
    )
    return row


@transaction.atomic
def ask_again(claim: Claim, *, by: User, now: datetime) -> None:
    """A person wants the claim re-checked now."""
    ask_recheck([claim.pk], why=Trigger.ASKED, now=now)
    ledger.append(claim, "claims.recheck_asked", by=by, now=now)


@transaction.atomic
def keep_published_text(claim: Claim, *, title: str, body: str) -> None:
    """Let passages find the claim by the words of its published check too.

    The caller's own row in the ledger, `publishing.published`, tells the claim index of it.
    """
    words = {"title": title, "body": body}
    PublishedText.objects.update_or_create(claim=claim, defaults=words)


@transaction.atomic
def note_look_back(claim: Claim, *, words: str, by: User, now: datetime) -> None:
    """Write down what the search of the archive gave; a verdict on a first waits for it."""
    _allow(by, Verb.DECIDE_MATCH)
    if not words.strip():
        raise Objection("Say what was searched, and what was found.")
    Claim.objects.filter(pk=claim.pk).update(looked_back=words.strip()[:500])
    ledger.append(claim, "claims.looked_back", by=by, now=now, texts={"words": words.strip()})


def _allow(by: User, verb: Verb) -> None:
    if not by.may(verb):
        raise Objection("A checker decides that. What you file waits in the inbox.")


def _checked(draft: Draft) -> str:
    words = _checked_words(draft.statement)
    if objection := _contradiction(draft):
        raise Objection(objection)
    return words


def _checked_changes(changes: Mapping[str, object]) -> dict[str, object]:
    """The changes as they may be kept; a statement passes the checks of filing."""
    if "criterion" in changes:
        raise Objection("The criterion froze at filing.")
    if other := sorted(changes.keys() - EDITABLE):
        raise Objection(f"An edit does not change {', '.join(other)}.")
    if "statement" not in changes:
        return dict(changes)
    return {**changes, "statement": _checked_words(str(changes["statement"]))}


def _checked_words(statement: str) -> str:
    words = " ".join(statement.split())
    if objection := _unfit(words):
        raise Objection(objection)
    return words


def _unfit(words: str) -> str | None:
    """Why words cannot be a statement, or None."""
    if not "".join(char for char in words if char.isprintable()).strip("\u200b\ufeff "):
        return "Enter the claim: it has no visible text."
    if len(words) > LONGEST:
        return f"The claim has {len(words):,} characters; at most {LONGEST:,} fit."
    if "\x00" in words:
        return f"The claim contains a NUL character at position {words.index(chr(0))}."
    if half := _SURROGATE.search(words):
        return f"The claim contains half of a character at position {half.start()}."
    return None


def _contradiction(draft: Draft) -> str | None:
    """Why the fields around a claim cannot be, or None."""
    if len(draft.condition) > LONGEST_CONDITION:
        return (
            f"The condition has {len(draft.condition):,} characters; "
            f"at most {LONGEST_CONDITION} fit."
        )
    if draft.claimant and draft.claimant == draft.alleged_source:
        return "The alleged source was not heard: it cannot be the claimant too."
    if draft.due_on and draft.said_on and draft.due_on < draft.said_on:
        return "Due lies before the day it was said. Correct one of the two dates."
    if draft.due_on and draft.earliest and draft.due_on < draft.earliest:
        return "Due lies before the earliest day. Correct one of the two dates."
    return None


def _move(claim: Claim, to: Stage, **changes: object) -> None:
    """Compare and set: of two people at once, exactly one wins."""
    start = claim.stage
    if not may_move(start, to):
        raise IllegalMove(f"{claim.number} is {claim.get_stage_display().lower()} already.")
    mine = Claim.objects.filter(pk=claim.pk, stage=start)
    if not mine.update(stage=to.value, **changes):
        raise StaleClaim(f"Somebody moved {claim.number} before you. Load it again and look.")
    claim.refresh_from_db()
