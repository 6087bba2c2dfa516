"""Measures of what is repeated as it was: words in quotation marks, the name under a post."""

from collections.abc import Sequence

import numpy as np

from nlp.asked import Asked, Wanted
from nlp.background import most
from nlp.columns import OFTEN, Columns
from nlp.features import Block, Floats, share
from nlp.passages import Passage
from nlp.quoting import quoted
from nlp.words import stems


def put_verbatim(passages: Sequence[Passage], asked: Asked, columns: Columns, block: Block) -> None:
    """Those of all passages' candidates; after `put_words`, whose BM25 it adds to."""
    _put_claims_quotes(asked, columns, block)
    _put_passages_quotes(passages, columns, block)
    _put_signed(asked, columns, block)


def _put_claims_quotes(asked: Asked, columns: Columns, block: Block) -> None:
    """How much of the words that a claim quotes its passage has."""
    owner, words = columns.fields["quoted"].take(block.rows)
    weight = columns.idf(words.astype(np.int64), "statement")
    at, term = asked.terms.among(block.passage, owner, words)
    own = at[~asked.near[term]]
    shared = np.bincount(owner[own], weight[own], minlength=len(block))
    block.put("quoted.found", share(shared, np.bincount(owner, weight, minlength=len(block))))
    block.put("quoted.weight", shared / most(len(columns)))


def _put_passages_quotes(passages: Sequence[Passage], columns: Columns, block: Block) -> None:
    """How much of the words that a passage quotes each claim has."""
    lists = [sorted(set(columns.known(stems(quoted(one.text), one.language)))) for one in passages]
    wanted = Wanted.of(lists)
    weight = _rarity(wanted, columns)
    whole = np.bincount(wanted.passage, weight, minlength=len(passages))
    block.put("quoted.asked", share(_within(wanted, weight, columns, block), whole[block.passage]))


def _put_signed(asked: Asked, columns: Columns, block: Block) -> None:
    """The name under a passage in a claim's words; a rare name says more than a common one."""
    weight = _rarity(asked.speaker, columns)
    named = _within(asked.speaker, weight, columns, block)
    block.put_ranked("signed.named", named / most(len(columns)))
    block.put_ranked("signed.bm25", block.columns["whole.bm25"] + named)


def _rarity(wanted: Wanted, columns: Columns) -> Floats:
    """How telling each of the words is; one that no claim has is as rare as can be."""
    if not len(columns.shares):
        return np.zeros(len(wanted.values))
    share_ = np.where(wanted.values >= 0, columns.shares[wanted.values], 0.0)
    return columns.idf(wanted.values, "statement", share_)


def _within(wanted: Wanted, weight: Floats, columns: Columns, block: Block) -> Floats:
    """The weight of those of the wanted words that each claim's statement or title has."""
    if not len(wanted.values):
        return np.zeros(len(block))
    pairs = []
    for name in ("statement", "title"):
        owner, packed = columns.fields[name].take(block.rows)
        at, place = wanted.among(block.passage, owner, packed // OFTEN)
        pairs.append(owner[at] * len(wanted.values) + place)
    # A word of both counts once.
    both = np.unique(np.concatenate(pairs))
    owner, place = np.divmod(both, len(wanted.values))
    return np.bincount(owner, weight[place], minlength=len(block)).astype(np.float64)
