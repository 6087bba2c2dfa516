"""Words by which a text shows what it does with a claim, each with its forms, in groups."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

# A line is a cue, its forms count as one; "_" joins two words that stand side by side.
GROUPS: Final[Mapping[str, str]] = {
    "refuted": """
        deny denies denied denying
        denial denials
        dismiss dismisses dismissed dismissing
        reject rejects rejected rejecting
        refute refutes refuted refuting
        rebuff rebuffs rebuffed
        rebut rebuts rebutted
        debunk debunks debunked debunking
        dispute disputes disputed disputing
        contradict contradicts contradicted contradicting
        disprove disproves disproved disproven
        discredit discredits discredited
        retract retracts retracted retraction
        correction corrected
        false falsely falsehood
        untrue
        fake faked fakes faking
        hoax hoaxes hoaxed hoaxer
        fabricated fabricate fabrication
        bogus
        baseless unfounded groundless
        nonsense ridiculous absurd
        myth myths
        lie lies lied lying
        prank pranks prankster pranked
        satire satirical satirist spoof
        photoshopped photoshop doctored manipulated
        inaccurate incorrect inaccuracies erroneous
        misleading misled mislead
        wrong wrongly
        mistaken mistake mistakenly mistook
        impossible
        rubbish baloney
        fooled fool duped dupe tricked
        fiction fictional fictitious
        made_up
        not_true
        no_truth
        no_evidence
        no_such
        not_real
        never_happened
        no_sign
        turns_out turned_out
        not_the
        is_not isn't
        was_not wasn't
        did_not didn't
        does_not doesn't
        has_not hasn't
        have_not haven't
        are_not aren't
        were_not weren't
        stunt stunts
        publicity
        viral
        internet
    """,
    "negated": """
        not
        no
        never
        none nobody nothing
        cannot can't
        won't wouldn't
        don't
        without
        neither nor
        unlikely
        fail fails failed
        lack lacks lacking lacked
        refuse refuses refused
    """,
    "doubted": """
        doubt doubts doubted doubtful dubious
        question questions questioned questionable
        skeptical skeptic skeptics skepticism sceptical sceptic sceptics
        suspicious suspicion suspect suspects
        unconfirmed unverified unsubstantiated
        unclear uncertain unknown
        not_confirmed
        not_been
        could_not couldn't
        yet_to
        verify verified verification independently
        authenticity authentic
        true
        whether
        if
        really
        actually
        however
        but
        although though
        despite
        evidence
        proof prove proves proved proven
        experts expert
        conspiracy
    """,
    "hedged": """
        may
        might
        could
        would
        should
        possible possibly possibility
        perhaps maybe
        apparent apparently
        appear appears appeared
        seem seems seemed seemingly
        likely
        probably
        potential potentially
        suggest suggests suggested suggesting
        believe believes believed
        think thinks thought
        suppose supposed supposedly
        alleged allegedly allege alleges allegation allegations
        purported purportedly
        reportedly
        rumor rumors rumored rumour rumours rumoured
        speculation speculate speculated speculating
        claim claims claimed claiming
        unnamed anonymous
        hint hints hinted
        expected expects expect
        feared fears fear
    """,
    "reported": """
        report reports reported reporting
        according_to
        source sources
        said
        say says saying
        told tells tell
        state states stated statement statements
        announce announces announced announcement
        spokesman spokesperson spokeswoman
        official officials
        cite cites cited citing
        quote quotes quoted quoting
        write writes wrote written
        tweet tweets tweeted twitter
        facebook
        post posts posted
        media
        newspaper paper
        news
        story stories
        blog blogger website site
        tabloid
        interview interviewed
        insist insists insisted
        add adds added
        explain explains explained
        accuse accuses accused
        video
        photo photos picture pictures image images footage
        leaked leak leaks
        breaking
    """,
    "affirmed": """
        confirm confirms confirmed confirming confirmation
        acknowledge acknowledges acknowledged
        admit admits admitted
        reveal reveals revealed revealing
        discover discovers discovered discovery
        find finds found
        show shows showed shown
        identify identified identifies
        verdict
        fact facts
        indeed
        truth
        real
        witness witnesses eyewitness
        police
        authorities
        arrested arrest
        charged charges
        dead died dies death
        killed kill kills
        released release releases
        launch launches launched
    """,
}
_NAMES: Final = tuple(GROUPS)
_WORD: Final = re.compile(r"[a-z]+(?:'t)?")


def _read(groups: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    lines = [
        (group, line.split())
        for group, cues in enumerate(groups.values())
        for line in cues.strip().splitlines()
    ]
    forms: dict[str, tuple[int, int]] = {}
    for cue, (group, words) in enumerate(lines):
        for word in words:
            forms.setdefault(word.replace("_", " "), (group, cue))
    return forms


# By form: its group and its cue, both by number.
_FORMS: Final = _read(GROUPS)


def cues_in(text: str) -> tuple[tuple[int, int], ...]:
    """(group, cue) by number of every cue in an English text, as often as it stands there.

    >>> [_NAMES[group] for group, _ in cues_in("It is not true.")]
    ['negated', 'doubted', 'refuted', 'refuted']
    """
    words = _words(text)
    return tuple(_FORMS[one] for one in (*words, *_pairs(words)) if one in _FORMS)


def shown_by(text: str, *groups: str) -> tuple[str, ...]:
    """The words of a text, in lower case, that are cues of some groups; each once, in order.

    >>> shown_by("The report was dismissed as a hoax.", "refuted")
    ('dismissed', 'hoax')
    """
    wanted = {_NAMES.index(group) for group in groups}
    found = (one for one in _words(text) if one in _FORMS and _FORMS[one][0] in wanted)
    return tuple(dict.fromkeys(found))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


def _pairs(words: list[str]) -> list[str]:
    return [f"{one} {two}" for one, two in pairwise(words)]
