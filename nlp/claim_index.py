"""Finds the tracked claims that may be what a text is about: BM25 by tantivy, and by vectors."""

from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path
from typing import Final

import numpy as np
from tantivy import Document, Index, Occur, Query, Schema, SchemaBuilder

from nlp.columns import Columns
from nlp.encoder import SentenceEncoder
from nlp.encoder import Vectors as Floats
from nlp.ragged import Ints
from nlp.values import Candidate, ClaimText
from nlp.vectors import Vectors
from nlp.words import analyzer, stems

# A sentence has 10 to 40 stems; a pasted page must not become a query of thousands of clauses.
LONGEST_QUERY: Final = 64
# So that in a young newsroom with eight claims a word of two of them still counts as rare.
PRIOR_CLAIMS: Final = 50
WORDS: Final = ("words",)
WORDS_AND_BODY: Final = ("words", "body")
_HEAP: Final = 15_000_000


class ClaimIndex:
    """The words, and with an encoder the vectors, of all claims that may be matched."""

    def __init__(self, path: Path | None = None, *, encoder: SentenceEncoder | None = None) -> None:
        """Open the index in `path`, or an empty one in memory.

        Raises OSError or ValueError (tantivy) where the folder holds no readable index.
        """
        self._schema = _schema()
        self._index = Index(self._schema, path=str(path) if path else None)
        self._index.register_tokenizer("claims_en", analyzer())
        self.columns = Columns()
        self.vectors = None if encoder is None else Vectors(encoder)
        self.claim_ids: list[int] = []
        self._row_of: dict[int, int] = {}
        self.has_bodies = False

    @classmethod
    def build(
        cls,
        claims: Iterable[ClaimText],
        path: Path | None = None,
        *,
        encoder: SentenceEncoder | None = None,
    ) -> "ClaimIndex":
        """An index of these claims alone."""
        index = cls(path, encoder=encoder)
        index.put(claims)
        return index

    def __len__(self) -> int:
        """How many claims are in it."""
        return int(self._index.searcher().num_docs)

    def put(self, claims: Iterable[ClaimText]) -> None:
        """Add claims, or replace those with the same id; searches see all or none of them."""
        fresh = list({claim.claim_id: claim for claim in claims}.values())
        if self.vectors is not None:
            self.vectors.add(fresh)
        self.columns.add(fresh)
        self.has_bodies = self.has_bodies or any(claim.body for claim in fresh)
        writer = self._index.writer(_HEAP, 1)
        for claim in fresh:
            if claim.claim_id in self._row_of:
                writer.delete_documents_by_query(self._only(claim.claim_id))
            self._row_of[claim.claim_id] = len(self.claim_ids)
            self.claim_ids.append(claim.claim_id)
            writer.add_document(_document(claim, self._schema))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def drop(self, claim_ids: Iterable[int]) -> None:
        """Take claims out; an unknown id is no error."""
        writer = self._index.writer(_HEAP, 1)
        for claim_id in claim_ids:
            self._row_of.pop(claim_id, None)
            writer.delete_documents_by_query(self._only(claim_id))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, text: str, *, top: int = 20) -> tuple[Candidate, ...]:
        """The best claims for the words of a text, best first; any text is a fair question.

        Words are terms, never a query language, so no mark in the text has a meaning.
        """
        return self._found(stems(text), WORDS, top)

    def worded(self, text: str, *, top: int, fields: Sequence[str] = WORDS) -> Ints:
        """The rows of the best claims for the words of a text, in the fields named."""
        found = self._found(stems(text), fields, top)
        rows = [self._row_of[one.claim_id] for one in found if one.claim_id in self._row_of]
        return np.array(rows, dtype=np.int64)

    def nearest(self, queries: Floats, *, top: int) -> list[Ints]:
        """The rows of the claims nearest to each passage; none without an encoder."""
        if self.vectors is None:
            return [np.zeros(0, dtype=np.int64) for _ in queries]
        return [self._live(rows) for rows in self.vectors.nearest(queries, top)]

    def by_speaker(self, name: str, query: Floats, *, top: int) -> Ints:
        """The rows of the claims of one speaker that are nearest to a passage."""
        rows = self._live(self.columns.said_by(self.columns.known(stems(name))))
        if self.vectors is None or len(rows) <= top:
            return rows[-top:]
        return rows[np.argsort(-self.vectors.cosines("whole", rows, query))[:top]]

    def rarity(self, stem: str) -> float:
        """How telling a stem is among these claims; above 0, larger is rarer."""
        searcher = self._index.searcher()
        return log((searcher.num_docs + PRIOR_CLAIMS) / (searcher.doc_freq("words", stem) + 1))

    def _live(self, rows: Ints) -> Ints:
        """Without the rows of claims that were dropped or replaced."""
        kept = [row for row in rows.tolist() if self._row_of.get(self.claim_ids[row]) == row]
        return np.array(kept, dtype=np.int64)

    def _found(self, words: Sequence[str], fields: Sequence[str], top: int) -> tuple[Candidate, ...]:
        terms = tuple(dict.fromkeys(words))[:LONGEST_QUERY]
        if not terms or top < 1:
            return ()
        searcher = self._index.searcher()
        hits = searcher.search(self._any_of(terms, fields), top, count=False).hits
        ids = searcher.fast_field_values("claim_id", [address for _, address in hits])
        return tuple(
            Candidate(claim_id=int(claim_id), score=score)
            for claim_id, (score, _) in zip(ids, hits, strict=True)
        )

    def _only(self, claim_id: int) -> Query:
        # By query: deleting by term reads a Python int as signed, and silently deletes nothing.
        return Query.term_query(self._schema, "claim_id", claim_id)

    def _any_of(self, terms: Iterable[str], fields: Sequence[str]) -> Query:
        return Query.boolean_query(
            [
                (Occur.Should, Query.term_query(self._schema, field, term))
                for term in terms
                for field in fields
            ]
        )


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_unsigned_field("claim_id", stored=True, indexed=True, fast=True)
    for name in WORDS_AND_BODY:
        builder.add_text_field(name, tokenizer_name="claims_en", index_option="freq")
    return builder.build()


def _document(claim: ClaimText, schema: Schema) -> Document:
    words = " ".join(one for one in (claim.speaker, claim.title, claim.statement) if one)
    fields = {"claim_id": claim.claim_id, "words": words, "body": claim.body}
    return Document.from_dict(fields, schema)
