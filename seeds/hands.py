"""What the newsroom's people do in the story; here through actions, in a test through the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from accounts.models import User
from claims import actions as claim_actions
from claims import deciding
from claims.actions import Draft
from claims.deciding import Voice
from claims.facts import OutcomeKind
from claims.models import Appearance, Claim, Outcome, Statement
from claims.states import LinkKind
from jobs import clock
from partners.models import Partner
from partners.showings import acknowledge
from publishing import actions as publishing_actions
from publishing.models import FactCheck
from publishing.states import Change
from reviews import actions as review_actions
from reviews.actions import Finding
from reviews.models import Review
from reviews.states import Cause, Confidence, Ending
from seeds.cast import Newsroom
from seeds.script import Call, Filing, Written


class Hands(Protocol):
    """Each thing that somebody of the newsroom, or its partner, does; `by` is a first name."""

    def file(self, filing: Filing, statement: Statement, *, by: str) -> Claim: ...

    def add(self, claim: Claim, statement: Statement, call: Call, *, by: str) -> None: ...

    def link(self, source: Claim, target: Claim, *, kind: LinkKind, by: str) -> None: ...

    def confirm(self, passage: Appearance, call: Call, *, by: str) -> None: ...

    def dismiss(self, passage: Appearance, *, by: str) -> None: ...

    def note_look_back(self, claim: Claim, *, words: str, by: str) -> None: ...

    def open_review(self, claim: Claim, *, words: str, by: str) -> None: ...

    def hand_in(self, review: Review, written: Written, *, by: str) -> None: ...

    def publish(self, review: Review, *, title: str, change: Change, why: str, by: str) -> None: ...

    def let_stand(self, review: Review, *, words: str, by: str) -> None: ...

    def meet_condition(self, claim: Claim, *, words: str, by: str) -> None: ...

    def record_outcome(
        self, claim: Claim, kind: OutcomeKind, *, words: str, evidence: Appearance, by: str
    ) -> None: ...

    def agree(self, claim: Claim, *, by: str) -> None: ...

    def look_again_on(self, claim: Claim, day: date, *, by: str) -> None: ...

    def acknowledge(self, check: FactCheck, *, shows_edition: int, url: str) -> None: ...


@dataclass(frozen=True, slots=True)
class ByAction:
    """The same verbs that the pages and the API call."""

    room: Newsroom

    def file(self, filing: Filing, statement: Statement, *, by: str) -> Claim:
        speakers, now = self.room.speakers, clock.desk_now()
        draft = Draft(
            statement=filing.words,
            kind=filing.kind,
            claimant=speakers.get(filing.claimant),
            alleged_source=speakers.get(filing.alleged_source),
            holder=speakers.get(filing.holder),
            said_on=statement.said_on,
            due_on=filing.due_on,
            due_zones=(filing.due_zone,) if filing.due_zone else (),
            earliest=filing.earliest,
            look_again_on=filing.look_again_on,
            condition=filing.condition,
            criterion=filing.criterion,
        )
        person = self._person(by)
        claim = claim_actions.file_claim(draft, by=person, now=now, founded_on=statement)
        claim_actions.track(claim, by=person, now=now)
        self.confirm(deciding.quote(claim, statement, now=now), filing.call, by=by)
        return claim

    def confirm(self, passage: Appearance, call: Call, *, by: str) -> None:
        root = self.room.speakers[call.root] if call.root else None
        deciding.confirm(
            passage,
            stance=call.stance,
            voice=Voice(call.origin, root=root, heard_directly=call.directly, via=call.via),
            later=call.later,
            by=self._person(by),
            now=clock.desk_now(),
        )

    def dismiss(self, passage: Appearance, *, by: str) -> None:
        deciding.dismiss(passage, by=self._person(by), now=clock.desk_now())

    def add(self, claim: Claim, statement: Statement, call: Call, *, by: str) -> None:
        self.confirm(deciding.quote(claim, statement, now=clock.desk_now()), call, by=by)

    def link(self, source: Claim, target: Claim, *, kind: LinkKind, by: str) -> None:
        person, now = self._person(by), clock.desk_now()
        claim_actions.link(source, target, kind=kind, by=person, now=now)

    def note_look_back(self, claim: Claim, *, words: str, by: str) -> None:
        person, now = self._person(by), clock.desk_now()
        claim_actions.note_look_back(claim, words=words, by=person, now=now)

    def open_review(self, claim: Claim, *, words: str, by: str) -> None:
        review_actions.open_review(
            claim, cause=Cause.FIRST, words=words, by=self._person(by), now=clock.desk_now()
        )

    def hand_in(self, review: Review, written: Written, *, by: str) -> None:
        person, now = self._person(by), clock.desk_now()
        review_actions.assign(review, reviewer=person, by=person, now=now)
        confirmed = Appearance.objects.filter(claim=review.claim, decisions__decided="confirmed")
        finding = Finding(
            rating=self.room.ratings[written.rating],
            confidence=Confidence.HIGH,
            summary=written.summary,
            reasoning=written.reasoning,
            as_of=now,
            evidence=list(confirmed.distinct().order_by("pk")),
        )
        review_actions.hand_in(review, finding=finding, by=person, now=now)

    def publish(self, review: Review, *, title: str, change: Change, why: str, by: str) -> None:
        person, now = self._person(by), clock.desk_now()
        review_actions.sign_off(review, ending=Ending(change.value), by=person, now=now)
        publishing_actions.publish(
            review, title=title, change=change, change_words=why, by=person, now=now
        )

    def let_stand(self, review: Review, *, words: str, by: str) -> None:
        person, now = self._person(by), clock.desk_now()
        review_actions.sign_off(review, ending=Ending.STANDS, by=person, now=now)
        publishing_actions.let_stand(review, words=words, by=person, now=now)

    def meet_condition(self, claim: Claim, *, words: str, by: str) -> None:
        person, now = self._person(by), clock.desk_now()
        deciding.meet_condition(claim, words=words, by=person, now=now)

    def record_outcome(
        self, claim: Claim, kind: OutcomeKind, *, words: str, evidence: Appearance, by: str
    ) -> None:
        person, now = self._person(by), clock.desk_now()
        deciding.record_outcome(
            claim, kind=kind, words=words, evidence=evidence, by=person, now=now
        )

    def agree(self, claim: Claim, *, by: str) -> None:
        outcome = Outcome.objects.filter(claim=claim).latest("pk")
        deciding.second_outcome(outcome, by=self._person(by), now=clock.desk_now())

    def look_again_on(self, claim: Claim, day: date, *, by: str) -> None:
        changes: Mapping[str, object] = {"look_again_on": day}
        seen = Claim.objects.get(pk=claim.pk)
        claim_actions.edit(
            seen, changes, version=seen.version, by=self._person(by), now=clock.desk_now()
        )

    def acknowledge(self, check: FactCheck, *, shows_edition: int, url: str) -> None:
        partner: Partner = self.room.partner
        now = clock.desk_now()
        acknowledge(partner, fact_check=check, shows_edition=shows_edition, url=url, now=now)

    def _person(self, name: str) -> User:
        return self.room.people[name]
