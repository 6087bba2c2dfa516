"""The verbs and phrases of attribution, as patterns."""

import re
from typing import Final

_TELL = r"told|tells|assured|assures|informed|reminded|warned|advised|convinced"
_SAY = (
    r"said|says|say|added|adds|insisted|insists|insist|claimed|claims|claim|argued|argues|believes"
    r"|believed|thinks|announced|announces|hoped|hopes|predicted|predicts|stressed|stresses|noted"
    r"|notes|warned|warns|warn|revealed|reveals|reiterated|reiterates|declared|declares|stated|states"
    r"|confirmed|confirms|acknowledged|acknowledges|admitted|admits|conceded|concedes|explained"
    r"|explains|maintained|maintains|asserted|asserts|contended|contends|reported|reports|suggested"
    r"|suggests|indicated|indicates|signalled|signaled|signals|estimated|estimates|expected|expects"
    r"|denied|denies|alleged|alleges|emphasised|emphasized|emphasises|emphasizes|underlined|underlines"
    r"|underscored|recalled|recalls|remarked|remarks|observed|wrote|writes|posted|tweeted|replied"
    r"|replies|responded|responds|vowed|vows|promised|promises|pledged|pledges|cautioned|cautions"
    r"|testified|testifies|concluded|concludes|argue|believe|complained|complains|repeated|repeats"
    r"|disclosed|discloses|clarified|clarifies|boasted|joked|asked|asks|continued|called|quipped"
    r"|recounted|pointed out|points out|made clear|makes clear|went on|lamented|fears"
    r"|feared|felt|feels"
)
_DO = (
    r"(?:vowed|vows|pledged|pledges|promised|promises|threatened|threatens|refused|refuses|agreed"
    r"|offered|offers)\s+(?:not\s+)?to|called\s+(?:for|on)|calls\s+(?:for|on)|demanded|demands"
    r"|urged|urges|ruled\s+out|rules\s+out|denied|denies|rejected|rejects|dismissed|dismisses"
    r"|warned\s+(?:of|against)|warns\s+(?:of|against)|condemned|condemns|accused|accuses|criticised"
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
    r"|writing|acknowledging|predicting|promising|vowing)"
)
VERB: Final = re.compile(
    rf"\b(?:(?P<noun>{_NOUN_CUE})|(?P<do>{_DO})|(?P<tell>{_TELL})"
    rf"|(?P<participle>{_PARTICIPLE})|(?P<say>{_SAY}))\b(?![’'-]\w)"
)
LABEL: Final = re.compile(rf"\b{_LABEL}\b")
ACCORDING: Final = re.compile(r"\b[Aa]ccording to\s+")
# Verbs whose own meaning is part of what is told ("vowed to", "denied").
DO: Final = re.compile(rf"(?:{_DO})\b")
