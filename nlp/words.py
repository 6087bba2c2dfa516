"""Words as the index sees them: folded, stemmed, so that ranking and search agree."""

import re
from typing import Final

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer


def listed(words: str) -> frozenset[str]:
    """A set of words written as one line, which is how a word list is read best."""
    return frozenset(words.split())


STOPWORDS: Final = listed(
    "a an and are as at be been but by for from had has have he her his i in into is it its me my"
    " of on or our s she so t than that the their them then there they this to us was we were which"
    " who will with would you your said say says"
)


def analyzer() -> TextAnalyzer:
    """English words without case, accents and endings; one per caller, the engine keeps a copy."""
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(60))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.custom_stopword(sorted(STOPWORDS)))
        .filter(Filter.stemmer("english"))
        .build()
    )


_ANALYZER = analyzer()
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)")
_NAME = re.compile(r"(?<![\w-])[A-ZÀ-ÞА-Я][\w’'-]*")


def stems(text: str) -> tuple[str, ...]:
    """The words that carry meaning, in order.

    >>> stems("The meetings were scheduled")
    ('meet', 'schedul')
    """
    return tuple(_ANALYZER.analyze(text))


def numbers(text: str) -> frozenset[str]:
    """Numbers in digits, without the comma of thousands.

    >>> sorted(numbers("1,500 of 30.5"))
    ['1500', '30.5']
    """
    return frozenset(found.group().replace(",", "") for found in _NUMBER.finditer(text))


def names(text: str) -> frozenset[str]:
    """Stems of the words written with a capital; the first word of a sentence may be among them."""
    return frozenset(stem for found in _NAME.finditer(text) for stem in stems(found.group()))
