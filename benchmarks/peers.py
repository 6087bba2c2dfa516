"""Other search engines over the same claims and the same queries."""

import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Final

import bm25s

from nlp.claim_index import ClaimIndex
from nlp.values import ClaimText
from nlp.words import stems

TOP: Final = 20
_WORD: Final = re.compile(r"\w+")
_RANKED: Final = (
    "select id, ts_rank(t, q, 1) from bench_claims, to_tsquery('english', '{words}') q"
    " where t @@ q order by 2 desc limit {top};"
)
Ranked = list[list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Timed:
    """What an engine found, and the CPU seconds of one query, of one thread."""

    name: str
    found: Ranked
    seconds: float
    build_seconds: float


def all_peers(claims: Sequence[ClaimText], queries: Sequence[str]) -> list[Timed]:
    """Every engine that is at hand."""
    peers = [
        _timed("bm25s", _bm25s, claims, queries),
        _timed("SQLite FTS5", _fts5, claims, queries),
    ]
    if shutil.which("psql") and _psql("select 1") is not None:
        peers.append(_timed("PostgreSQL ts_rank", _postgres, claims, queries))
    return peers


def ours(index: ClaimIndex, queries: Sequence[str]) -> Timed:
    """The lexical stage of the product."""
    start = process_time()
    found = [[(one.claim_id, one.score) for one in index.search(text, top=TOP)] for text in queries]
    return Timed("Recheck, words", found, (process_time() - start) / len(queries), 0.0)


def _timed(
    name: str,
    build: Callable[[Sequence[ClaimText]], Callable[[Sequence[str]], Ranked]],
    claims: Sequence[ClaimText],
    queries: Sequence[str],
) -> Timed:
    start = process_time()
    ask = build(claims)
    built = process_time()
    found = ask(queries)
    return Timed(name, found, (process_time() - built) / len(queries), built - start)


def _bm25s(claims: Sequence[ClaimText]) -> Callable[[Sequence[str]], Ranked]:
    """k1 1.5, b .75, the product's own stems and stopwords."""
    engine = bm25s.BM25()
    engine.index([list(stems(_text(one))) for one in claims], show_progress=False)

    def ask(queries: Sequence[str]) -> Ranked:
        asked = [list(stems(text)) or ["-"] for text in queries]
        found = engine.retrieve(asked, k=min(TOP, len(claims)), show_progress=False)
        return [
            [
                (claims[int(row)].claim_id, float(score))
                for row, score in zip(rows, line, strict=True)
            ]
            for rows, line in zip(found.documents, found.scores, strict=True)
        ]

    return ask


def _fts5(claims: Sequence[ClaimText]) -> Callable[[Sequence[str]], Ranked]:
    store = sqlite3.connect(":memory:")
    store.execute(
        "create virtual table c using fts5(text, tokenize='porter unicode61', content='')"
    )
    store.executemany(
        "insert into c(rowid, text) values (?, ?)",
        [(one.claim_id + 1, _text(one)) for one in claims],
    )

    def ask(queries: Sequence[str]) -> Ranked:
        found = []
        for text in queries:
            words = " OR ".join(f'"{word}"' for word in dict.fromkeys(_WORD.findall(text.lower())))
            rows = store.execute(
                "select rowid - 1, -rank from c where c match ? order by rank limit ?",
                (words or '"-"', TOP),
            )
            found.append([(int(row), float(score)) for row, score in rows])
        return found

    return ask


def _postgres(claims: Sequence[ClaimText]) -> Callable[[Sequence[str]], Ranked]:
    """ts_rank over a GIN index; its seconds are this client's alone, so they are not compared."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.tsv"
        path.write_text(
            "".join(f"{one.claim_id}\t{_plain(_text(one))}\n" for one in claims), encoding="utf-8"
        )
        _psql(
            "drop table if exists bench_claims;"
            "create table bench_claims(id int, t tsvector, x text);"
            f"\\copy bench_claims(id, x) from '{path}'\n"
            "update bench_claims set t = to_tsvector('english', x);"
            "create index on bench_claims using gin(t); analyze bench_claims;"
        )

    def ask(queries: Sequence[str]) -> Ranked:
        return [_asked(text) for text in queries]

    return ask


def _asked(text: str) -> list[tuple[int, float]]:
    words = " | ".join(dict.fromkeys(_WORD.findall(text.lower())))
    out = _psql(_RANKED.format(words=words, top=TOP))
    rows = [line.split("|") for line in (out or "").splitlines() if "|" in line]
    return [(int(row), float(score)) for row, score in rows]


def _psql(script: str) -> str | None:
    """What a server named by PGHOST and its like answers; None where none is at hand."""
    ran = subprocess.run(
        ["psql", "-X", "-q", "-A", "-t"], input=script, capture_output=True, text=True, check=False
    )
    return ran.stdout if ran.returncode == 0 else None


def _text(claim: ClaimText) -> str:
    return f"{claim.title}. {claim.statement}"


def _plain(text: str) -> str:
    return re.sub(r"[\\\t\n\r]", " ", text)
