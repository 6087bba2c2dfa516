"""Finds the tracked claims that share words with a text, fast: BM25 by tantivy."""

from collections.abc import Iterable
from math import log
from pathlib import Path
from typing import Final

from tantivy import Document, Index, Occur, Query, Schema, SchemaBuilder

from nlp.values import Candidate, ClaimText
from nlp.words import analyzer, stems

# A sentence has 10 to 40 stems; a pasted page must not become a query of thousands of clauses.
LONGEST_QUERY: Final = 64
# So that in a young newsroom with eight claims a word of two of them still counts as rare.
PRIOR_CLAIMS: Final = 50
_HEAP: Final = 15_000_000


class ClaimIndex:
    """The words of all claims that may be matched; in memory, or in the folder given."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the index in `path`, or an empty one in memory.

        Raises OSError or ValueError (tantivy) where the folder holds no readable index.
        """
        self._schema = _schema()
        self._index = Index(self._schema, path=str(path) if path else None)
        self._index.register_tokenizer("claims_en", analyzer())

    @classmethod
    def build(cls, claims: Iterable[ClaimText], path: Path | None = None) -> "ClaimIndex":
        """An index of these claims alone."""
        index = cls(path)
        index.put(claims)
        return index

    def __len__(self) -> int:
        """How many claims are in it."""
        return int(self._index.searcher().num_docs)

    def put(self, claims: Iterable[ClaimText]) -> None:
        """Add claims, or replace those with the same id; searches see all or none of them."""
        writer = self._index.writer(_HEAP, 1)
        for claim in {claim.claim_id: claim for claim in claims}.values():
            writer.delete_documents_by_query(self._only(claim.claim_id))
            writer.add_document(_document(claim, self._schema))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def drop(self, claim_ids: Iterable[int]) -> None:
        """Take claims out; an unknown id is no error."""
        writer = self._index.writer(_HEAP, 1)
        for claim_id in claim_ids:
            writer.delete_documents_by_query(self._only(claim_id))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, text: str, *, top: int = 20) -> tuple[Candidate, ...]:
        """The best claims for the words of a text, best first; any text is a fair question.

        Words are terms, never a query language, so no mark in the text has a meaning.
        """
        terms = tuple(dict.fromkeys(stems(text)))[:LONGEST_QUERY]
        if not terms or top < 1:
            return ()
        searcher = self._index.searcher()
        hits = searcher.search(self._any_of(terms), top, count=False).hits
        return tuple(
            Candidate(claim_id=int(str(searcher.doc(address).get_first("claim_id"))), score=score)
            for score, address in hits
        )

    def rarity(self, stem: str) -> float:
        """How telling a stem is among these claims; above 0, larger is rarer."""
        searcher = self._index.searcher()
        return log((searcher.num_docs + PRIOR_CLAIMS) / (searcher.doc_freq("words", stem) + 1))

    def _only(self, claim_id: int) -> Query:
        # By query: deleting by term reads a Python int as signed, and silently deletes nothing.
        return Query.term_query(self._schema, "claim_id", claim_id)

    def _any_of(self, terms: Iterable[str]) -> Query:
        return Query.boolean_query(
            [(Occur.Should, Query.term_query(self._schema, "words", term)) for term in terms]
        )


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_unsigned_field("claim_id", stored=True, indexed=True, fast=True)
    builder.add_text_field("words", tokenizer_name="claims_en", index_option="freq")
    return builder.build()


def _document(claim: ClaimText, schema: Schema) -> Document:
    words = f"{claim.speaker} {claim.statement}".strip()
    return Document.from_dict({"claim_id": claim.claim_id, "words": words}, schema)
