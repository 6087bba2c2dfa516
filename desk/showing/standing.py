"""Where a claim stands, for its page: reasons with their icons, origins, the chain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from claims.facts import ClaimFacts, Stance
from claims.finding import Origin, Reason, ReasonCode
from claims.models import Claim, StatusCheck
from claims.wording import sentence
from desk.branching import Web, web
from desk.chains import ChainView, Relay, chain
from desk.relays import tellers

_ICONS: Final[dict[ReasonCode, str]] = {
    ReasonCode.ONE_ORIGIN: "supports",
    ReasonCode.ONLY_INTERESTED: "supports",
    ReasonCode.SUPPORT: "supports",
    ReasonCode.OWN_ORIGIN: "supports",
    ReasonCode.DENY: "denies",
    ReasonCode.INTERESTED_DENIAL: "denies",
    ReasonCode.TWO_VOICES: "fork",
    ReasonCode.WAITING: "plus",
    ReasonCode.STOPPED: "triangle",
    ReasonCode.DATE_PASSED: "flag",
    ReasonCode.CONDITION_MET: "flag",
    ReasonCode.LOOK_AGAIN_NOW: "flag",
    ReasonCode.OUTCOME: "check",
}


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One line of the band: the bold beginning says what, the rest who."""

    icon: str
    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One independent origin, as the page's side lists it."""

    stance: str
    name: str
    words: str


def reason_rows(check: StatusCheck | None, *, waiting: str) -> list[ReasonRow]:
    """Why the claim stands where it does; `waiting` is the line before any re-check."""
    if check is None:
        return [ReasonRow("clock", "", waiting)]
    return [_row(Reason.from_json(row)) for row in check.reasons]


def origin_rows(check: StatusCheck | None) -> list[OriginRow]:
    """The origins that the last re-check counted, denying side first."""
    found = [Origin.from_json(row) for row in check.origins] if check else []
    ordered = sorted(found, key=lambda origin: origin.side is not Stance.DENIES)
    return [OriginRow(one.side.value, _name(one), _reach(one)) for one in ordered]


def facts_in(check: StatusCheck | None) -> ClaimFacts | None:
    """What a re-check was given, if there was one."""
    return ClaimFacts.from_json(check.facts) if check else None


def chain_of(claim: Claim, facts: ClaimFacts | None) -> ChainView:
    """The relay chain that the claim was filed from, and how far it reached."""
    told = [row for row in facts.passages if row.stance is not Stance.DENIES] if facts else []
    return chain(
        relays_of(claim),
        articles=_total((row.article_id, row.more_articles) for row in told),
        stories=_total((row.story_id, row.more_stories) for row in told),
        owners=len({row.owner or "unknown" for row in told}),
        least=any(row.more_articles for row in told),
    )


def _total(counted: Iterable[tuple[object, int]]) -> int:
    """How many different ones there are, with those that each of them stands for."""
    more: dict[object, int] = {}
    for one, others in counted:
        more[one] = max(others, more.get(one, 0))
    return len(more) + sum(more.values())


def web_of(check: StatusCheck | None, facts: ClaimFacts | None) -> Web | None:
    """Who told whom, as the last re-check had it; None where nobody has decided on a passage."""
    if check is None or facts is None:
        return None
    origins = [Origin.from_json(row) for row in check.origins]
    roots = tellers(facts.passages, origins)
    return web(roots) if roots else None


def relays_of(claim: Claim) -> list[Relay]:
    """Who passed the claim on, root first; the claimant alone where no statement founded it."""
    if claim.founded_on:
        rows = claim.founded_on.relays.all()
        return [Relay(row.name or row.as_written, direct=row.heard_directly) for row in rows]
    sources = [(claim.alleged_source, False), (claim.claimant, True)]
    return [Relay(speaker.name, direct=direct) for speaker, direct in sources if speaker]


def said_by_names(claim: Claim) -> Sequence[str]:
    """The names of the chain, root first."""
    return [relay.name for relay in relays_of(claim) if relay.name]


def _row(reason: Reason) -> ReasonRow:
    words = sentence(reason)
    lead, colon, rest = words.partition(": ")
    icon = _ICONS.get(reason.code, "clock")
    if reason.code is ReasonCode.WOULD_CHANGE:
        return ReasonRow("back", "What would change it.", words)
    return ReasonRow(icon, f"{lead}.", _capital(rest)) if colon else ReasonRow(icon, "", words)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _name(origin: Origin) -> str:
    if origin.directly:
        return f"{origin.name}, heard directly"
    return f"{origin.name}, via {' and '.join(origin.via)}" if origin.via else origin.name


def _reach(origin: Origin) -> str:
    articles = f"{origin.articles:,} {'article' if origin.articles == 1 else 'articles'}"
    return f"{articles} in {origin.stories:,} {'story' if origin.stories == 1 else 'stories'}"
