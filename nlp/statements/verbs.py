"""The verbs and phrases of attribution, as patterns."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

_BASES: Final = {
    "say": "said says say",
    "write": "wrote writes write written",
    "tell": "told tells tell",
    "think": "thought thinks think",
    "feel": "felt feels feel",
    "know": "knew knows know",
    "find": "found finds find",
    "see": "saw sees see seen",
    "seek": "sought seeks seek",
    "hold": "held holds hold",
    "admit": "admitted admits admit",
    "quip": "quipped quips quip",
    "refer": "referred refers refer",
    "prefer": "preferred prefers prefer",
    "plan": "planned plans plan",
    "vow": "vowed vows vow",
    "signal": "signalled signaled signals signal",
    "label": "labelled labeled labels label",
    "learn": "learned learnt learns learn",
    "understand": "understood understands understand",
    "swear": "swore swears swear",
    "forget": "forgot forgets forget",
    "bet": "bet bets",
    "mean": "meant means mean",
    "show": "showed shows show shown",
    "read": "read reads",
    "foresee": "foresaw foresees foresee",
    "tweet": "tweeted tweets tweet",
    "chant": "chanted chants chant",
    "slam": "slammed slams slam",
    "decide": "decided decides decide",
    "like": "liked likes",
    "back": "backed backs",
}


def forms(lemmas: str) -> tuple[str, ...]:
    """Every finite form of the verbs, longest first, so that a pattern takes the whole word.

    >>> forms("deny say")
    ('denied', 'denies', 'deny', 'said', 'says', 'say')
    """
    return tuple(form for lemma in lemmas.split() for form in _forms(lemma))


def _forms(lemma: str) -> tuple[str, ...]:
    if lemma in _BASES:
        return tuple(_BASES[lemma].split())
    if lemma.endswith("e"):
        return (f"{lemma}d", f"{lemma}s", lemma)
    if re.search(r"[^aeiou]y$", lemma):
        return (f"{lemma[:-1]}ied", f"{lemma[:-1]}ies", lemma)
    hissed = lemma.endswith(("s", "sh", "ch", "x"))
    return (f"{lemma}ed", f"{lemma}es" if hissed else f"{lemma}s", lemma)


def _any(words: Iterable[str]) -> str:
    """One pattern for all the words, told apart letter by letter, which is ten times as fast.

    >>> _any(("said", "says", "add"))
    '(?:add|sa(?:id|ys))'
    """
    known = set(words)
    if len(known) == 1:
        return re.escape(known.pop())
    first, last = min(known), max(known)
    size = next((at for at, one in enumerate(first) if last[at : at + 1] != one), len(first))
    shared = first[:size]
    tails = sorted(word[len(shared) :] for word in known)
    branches = [_any(tuple(same)) for _, same in groupby(filter(None, tails), lambda one: one[0])]
    return f"{re.escape(shared)}(?:{'|'.join(branches)}){'' if all(tails) else '?'}"


_TELL = (
    r"told|tells|assured|assures|informed|informs|reminded|reminds|warned|advised|advises|convinced"
    r"|persuaded|notified"
)
_SAYING: Final = (
    "say add insist claim argue believe think announce hope predict stress note warn reveal"
    " reiterate"
    " declare state confirm acknowledge admit concede explain maintain assert contend report"
    " suggest"
    " indicate signal estimate expect deny allege emphasise emphasize underline underscore recall"
    " remark observe write post tweet reply respond vow promise pledge caution testify conclude"
    " complain repeat disclose clarify boast joke ask quip recount lament fear feel"
    " swear counter retort insinuate muse"
)
_LOUD: Final = "shout cry whisper mutter exclaim scream yell sigh answer"
_TAIL = r"\b(?![’'-]\w)"
# "Continue" and "call" are verbs of saying in the past only: "talks continue", "they call it".
_SAY = (
    rf"{_any(forms(_SAYING))}|{_any(forms(_LOUD))}|continued|called|pointed out|points out"
    r"|point out|(?:made|makes|make) (?:it )?clear|went on|told|reads?"
    r"|puts? it|shot back|goes on to say|went on to say"
)
# What can only be speech beside a quotation, whoever it belongs to.
SAID: Final = rf"(?:{_any(forms(_SAYING))}|{_any(forms(_LOUD))}|{_TELL}|continued){_TAIL}"
_DO = (
    r"(?:vowed|vows|pledged|pledges|promised|promises|threatened|threatens|refused|refuses|agreed"
    r"|offered|offers)\s+(?:not\s+)?to|called\s+(?:for|on)|calls\s+(?:for|on)"
    r"|demanded|demands"
    r"|urged|urges|ruled\s+out|rules\s+out|denied|denies|rejected|rejects|dismissed|dismisses"
    r"|warned\s+(?:of|against|about)|warns\s+(?:of|against|about)|condemned|condemns"
    r"|accused|accuses|criticised"
    r"|criticized|criticises|criticizes"
)
_LABEL = (
    r"(?:described|describes|characterised|characterized|labelled|labeled|denounced|hailed|dubbed"
    r"|branded|called|calls)"
)
_NOUN_CUE = (
    r"(?:voiced|voices|expressed|expresses|raised|shared|issued|gave|offered|repeated|reiterated)"
    r"\s+(?:\w+\s+){0,3}?(?:concern|concerns|doubt|doubts|hope|hopes|fear|fears|confidence"
    r"|frustration|optimism|warning|assurance|assurances|belief|disappointment|worry|worries)"
)
_PARTICIPLE = (
    r"(?:adding|saying|noting|warning|stressing|insisting|claiming|arguing|explaining|declaring"
    r"|telling|announcing|confirming|suggesting|indicating|emphasising|emphasizing|pointing out"
    r"|writing|acknowledging|predicting|promising|vowing|complaining|asserting|alleging|stating"
    r"|conceding|admitting|asking|recalling|boasting|joking)"
)
VERB: Final = re.compile(
    rf"\b(?:(?P<noun>{_NOUN_CUE})|(?P<do>{_DO})|(?P<tell>{_TELL})"
    rf"|(?P<participle>{_PARTICIPLE})|(?P<say>{_SAY})){_TAIL}"
)
LABEL: Final = re.compile(rf"\b{_LABEL}\b")
ACCORDING: Final = re.compile(r"\b[Aa]ccording to\s+(?!which|whom|how|plan\b)")
# Verbs whose own meaning is part of what is told ("vowed to", "denied").
DO: Final = re.compile(rf"(?:{_DO})\b")

# Thoughts, wishes and judgements: the words that follow are what is held.
_HELD: Final = (
    "plan want hope intend aim seek expect prefer wish fear doubt suspect oppose welcome question"
    " dispute blame praise hail propose recommend consider favor favour mock demand urge reject"
    " criticise criticize denounce condemn accuse promise predict confirm report admit announce"
    " acknowledge estimate regret call describe deny threaten refuse decline pledge warn suggest"
    " request dismiss cite foresee ask suspect envision anticipate applaud deride ridicule invoke"
    " contemplate vow characterize characterise tout apologize apologise deplore lament decry slam"
    " blast bemoan lambaste chide scold rebuke assail support endorse defend attack back echo push"
    " explain encourage thank highlight portray disclose advocate mention note discuss challenge"
    " charge identify deem hate voice stress reveal claim argue insist allege concede complain"
    " emphasize emphasise question quote like love slam tease insult ignore evoke tweet"
)
# The same with a whole clause or "to" only: "found that", never "found the key".
_CLAUSED: Final = (
    "know find learn understand realize realise decide conclude show rule remember wonder imagine"
    " see agree discover determine figure assume forget worry guess dream judge decree prove"
    " demonstrate imply presume reckon speculate sense recognize recognise bet illustrate stipulate"
    " mandate require allow"
)
_HELD_PARTICIPLE = (
    r"(?:calling|citing|blaming|accusing|urging|demanding|refusing|criticising|criticizing|praising"
    r"|denying|questioning|describing|hoping|fearing|seeking|vowing|pledging|threatening|proposing"
    r"|rejecting|dismissing|mocking|believing|thinking|knowing|denouncing|condemning|expecting"
    r"|recommending|deriding|likening|comparing|referring to|labeling|labelling|speculating"
    r"|supporting|backing|opposing|defending|attacking|endorsing|talking about|speaking about"
    r"|echoing"
    r"|showing|finding|discussing|mentioning|highlighting|quoting|characterizing|characterising"
    r"|portraying|explaining|slamming|blasting|tweeting|encouraging|thanking|pushing|advocating"
    r"|signaling|signalling|revealing|disclosing|ridiculing|pointing to|touching on|responding to"
    r"|wondering|concluding|hailing|touting|considering|planning|reporting|estimating)"
)
_ABOUT = (
    r"(?:talks?|talked|speaks?|spoke|complains?|complained|joked?|brag|bragged|warn|warned|tweeted"
    r"|wrote|asked|boasted|debated) (?:about|of|on)"
    r"|(?:points?|pointed|alluded|objects|objected|reacted|responds?|responded|refers?|referred"
    r"|agreed|admitted|committed) (?:to|with)"
    r"|(?:focus|focuses|focused|comment|commented|elaborated|touched|weighed in|reflected) on"
    r"|(?:hits?|lashed out|fired) (?:back )?(?:at|out)"
    r"|(?:hinted|hints|laughed|scoffed|bristled|railed|took aim) (?:at|against)"
    r"|(?:argued|pushed|voted?|apologized|advocated|campaigned|spoke out|came out)"
    r" (?:for|against|in favor of)"
    r"|took (?:issue|credit) (?:with|for)|defines?|defined|agree(?:s|d)? (?:with|on|to|that)"
    r"|laid out|lays out|laying out|outlined|outlines"
)
HELD: Final = re.compile(
    rf"\b(?:(?P<about>{_ABOUT})|(?P<participle>{_HELD_PARTICIPLE})"
    rf"|(?P<claused>{_any(forms(_CLAUSED))})|(?P<held>{_any(forms(_HELD))})){_TAIL}"
)
_BARE: Final = frozenset(f"{_SAYING} {_LOUD} {_HELD} {_CLAUSED}".split())


def is_bare(verb: str) -> bool:
    """Whether a form without an ending, which could as well be a noun ("the claim that").

    >>> is_bare("claim"), is_bare("claimed")
    (True, False)
    """
    return verb in _BARE


STATE: Final = re.compile(
    r"\b(?:am|is|are|was|were|be|been|remains?|remained|seems?|seemed|feels?|felt|became|[’']s|[’']re)"
    r"\s+(?:not\s+|\w+ly\s+|very\s+|more\s+|also\s+|still\s+|so\s+|quite\s+){0,2}"
    r"(?:sure|certain|confident|convinced|afraid|aware|worried|concerned|angry|hopeful|optimistic"
    r"|doubtful|sceptical|skeptical|proud|pleased|surprised|happy|sorry|willing|unwilling|reluctant"
    r"|eager|determined|opposed|adamant|wary|disappointed|frustrated|considering|planning|hoping"
    r"|expecting|seeking|asking|calling|urging|accusing|demanding|threatening|proposing|weighing"
    r"|saying|arguing|warning|telling|suggesting|claiming|blaming|aiming|intending"
    r")\b(?![-’'])"
)
TOLD: Final = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)\s+(?:not\s+|\w+ly\s+|also\s+|once\s+|still\s+|now\s+){0,2}"
    r"(?:(?P<heard>(?:told|warned|informed|assured|reminded|advised)(?=\s+(?:that|to|not|by|of|about"
    r"|the|he|she|they|it|there|in|on)\b)|(?:accused|charged|criticised|criticized|blamed|praised|urged"
    r"|ordered|asked|hailed|described|portrayed|denounced|condemned)(?=\s+(?:of|with|for|to|as|by"
    r"|whether)\b)|quoted as saying)"
    r"|(?P<rumoured>expected|believed|said|thought|reported|alleged|rumoured|rumored|supposed"
    r"|considered|estimated|projected|feared|understood|presumed|predicted)"
    r"(?=\s+(?:to|that|by|not)\b|,?\s+\w+\s+\w+ed\b|\s+(?:his|her|the|their|he|she|it|they|no)\b))\b"
)
NOTION: Final = re.compile(
    r"\b(?:claims?|warnings?|fears?|beliefs?|suggestions?|allegations?|accusations?|promises?"
    r"|pledges?|concerns?|assertions?|statements?|reports?|rumou?rs?|hopes?|doubts?|ideas?|views?"
    r"|arguments?|conclusions?|predictions?|assurances?|complaints?|conviction|notion|impression"
    r"|opinion|insistence|contention|expectations?|speculation|perception|worr(?:y|ies)|comments?"
    r"|remarks?|suspicions?|theor(?:y|ies)|charges?|message|acknowledg(?:e)?ment|admission"
    r"|confidence|consensus|vow|threats?)\s+(?P<that>that)\b(?!\s+(?:is|was|are|were|has|had|have|will"
    r"|would|could|can|may|might|did|does)\b)"
    r"|\b(?:plans?|promises?|pledges?|vows?|threats?|refusal|decision|desire|intentions?|hopes?"
    r"|proposals?|requests?|willingness|offers?|demands?|calls?|efforts?|bid)\s+(?P<to>to|for)\s+(?=[a-z])"
)
# The verbs of a headline that has a capital on every word; "States" is a noun in most of them.
_TITLED = _any(one.capitalize() for one in forms(" ".join(_BARE - {"state", "report"})))
TITLED: Final = re.compile(rf"\b(?:{_TITLED}|Calling|Saying)\b")
SEEM: Final = re.compile(r"\b(?:seem(?:s|ed)?|appear(?:s|ed)?(?= to\b| that\b))\b")
ASKED: Final = re.compile(
    r"\b(?:[Aa]sked|[Pp]ressed|[Qq]uestioned)\s+(?:\w+day\s+|(?:by|during|in|on|at)\s+[^,;.·]{2,60}?\s+|\w+ly\s+)?"
    r"(?=(?:if|whether|about|how|why|what|who|where|when|for)\b)"
)
VIEW: Final = re.compile(
    r"\b[Ii]n\s+(?:(?P<whose>his|her|their|its)|(?P<who>[\w .’'-]{2,60}?)[’']s?)\s+"
    r"(?:own\s+)?(?:view|opinion|words|eyes|mind|telling|account)\b,?\s*"
)
