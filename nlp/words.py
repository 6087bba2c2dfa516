"""Words as the index sees them: folded, stemmed by language, so that ranking and search agree."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final
from unicodedata import normalize

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer


def listed(words: str) -> frozenset[str]:
    """A set of words written as one line, which is how a word list is read best."""
    return frozenset(words.split())


STOPWORDS: Final = listed(
    "a an and are as at be been but by for from had has have he her his i in into is it its me my"
    " of on or our s she so t than that the their them then there they this to us was we were which"
    " who will with would you your said say says"
)
# Snowball's names of the languages that it stems (snowballstem.org); English is measured, the
# others are not.
STEMMED: Final = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
# Those of them that the engine has a list of common words for.
STOPPED: Final = listed("da de es fi fr hu it nb nl nn no pt ru sv")

_NUMBER: Final = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)")
_NAME: Final = re.compile(r"(?<![\w-])[^\W\d_][\w’'-]*")
# Scripts that put no space between words: kana, Han, Hangul. Two characters in a row stand for a
# word, as in Lucene's CJK analyser.
_UNSPACED: Final = re.compile(
    r"[\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+"
)
# In Ukrainian an apostrophe stands inside a word, and is written in three ways.
_INSIDE: Final = re.compile(r"(?<=\w)['’\u02bc](?=\w)")
_TURKISH: Final = str.maketrans({"I": "ı", "İ": "i"})


def stems(text: str, language: str = "en") -> tuple[str, ...]:
    """The words that carry meaning, in order; `language` is a tag as of RFC 5646.

    A language without a stemmer has its words folded alone.

    >>> stems("The meetings were scheduled")
    ('meet', 'schedul')
    >>> stems("Die Häuser wurden gebaut", "de-AT")
    ('haus', 'wurd', 'gebaut')
    """
    own = language.lower().partition("-")[0]
    return tuple(
        _analyzer(own).analyze(text if own == "en" and text.isascii() else _plain(text, own))
    )


def numbers(text: str) -> frozenset[str]:
    """Numbers in digits, without the comma of thousands.

    >>> sorted(numbers("1,500 of 30.5"))
    ['1500', '30.5']
    """
    return frozenset(found.group().replace(",", "") for found in _NUMBER.finditer(text))


def names(text: str, language: str = "en") -> frozenset[str]:
    """Stems of the words written with a capital; the first word of a sentence may be among them."""
    called = (word for word in _NAME.findall(text) if word[0].isupper())
    return frozenset(stems(" ".join(called), language))


@dataclass(frozen=True, slots=True)
class Words:
    """One text taken apart."""

    stems: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def of(cls, text: str, language: str = "en") -> "Words":
        """What every measure of words begins with."""
        return cls(stems(text, language), names(text, language), numbers(text))


@cache
def _analyzer(language: str) -> TextAnalyzer:
    """Words without case, accents and endings."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(60))
    builder = builder.filter(Filter.lowercase())
    if language == "en":
        builder = builder.filter(Filter.ascii_fold())
        builder = builder.filter(Filter.custom_stopword(sorted(STOPWORDS)))
        return builder.filter(Filter.stemmer("english")).build()
    if language in STOPPED:
        builder = builder.filter(Filter.stopword(STEMMED[language]))
    if language in STEMMED:
        builder = builder.filter(Filter.stemmer(STEMMED[language]))
    # Last: other stemmers than the English one tell endings by their accents.
    return builder.filter(Filter.ascii_fold()).build()


def _plain(text: str, language: str) -> str:
    """One way to write what has several, before the engine cuts it into words."""
    one_way = _UNSPACED.sub(_in_twos, normalize("NFC", text))
    if language == "uk":
        one_way = _INSIDE.sub("", one_way)
    if language == "tr":
        one_way = one_way.translate(_TURKISH)
    return one_way


def _in_twos(run: re.Match[str]) -> str:
    """Every two neighbours of a run, as words of their own."""
    text = run.group()
    pairs = [text[at : at + 2] for at in range(max(1, len(text) - 1))]
    return f" {' '.join(pairs)} "
