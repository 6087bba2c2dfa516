"""Counts in how many claims each word stands, for indexes too young to say how rare it is."""

from collections import Counter
from pathlib import Path
from typing import Final

from nlp.background import FILE, PRIOR, to_bytes
from nlp.evaluate.lines import claims_of
from nlp.words import stems

SETS: Final = ("ct2020_t2", "ct2b", "tweets_en")
MOST: Final = 30_000
# A word of fewer claims than this is rare in any newsroom; its count would say little more.
LEAST: Final = 5


def train(data: Path, out: Path) -> tuple[int, int]:
    """Write the counts and their card to `out`; (claims, stems). Raises BadFile and OSError."""
    counts: Counter[str] = Counter()
    claims = 0
    for name in SETS:
        found, _ = claims_of(
            data / "ir" / name / "claims.jsonl.gz", bodies=None, fields=frozenset()
        )
        for one in found:
            counts.update(set(stems(f"{one.title} {one.statement}")))
        claims += len(found)
    common = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST]
    kept = {stem: many for stem, many in common if many >= LEAST}
    out.mkdir(parents=True, exist_ok=True)
    (out / FILE.name).write_bytes(to_bytes(kept, claims))
    (out / "background.md").write_text(_card(claims, len(kept)), encoding="utf-8")
    return claims, len(kept)


def _card(claims: int, kept: int) -> str:
    return f"""# background

In how many of {claims:,} published claims each of {kept:,} word stems stands, so that an index of
eight claims knows "people" from "Zaporizhzhia". It counts as {PRIOR:,} claims beside the index's.
Stems and counts only; no text is in the file.

- Data: CheckThat! 2020 task 2 (Snopes), CheckThat! 2021/22 task 2B (PolitiFact), Kazemi et al. 2022
  (fact-checks of many publishers): the claims and titles, English. Not shipped.
- Terms of the data: free for general research use; the texts belong to their publishers.
- Left out: stems of fewer than {LEAST} claims, and all after the {MOST:,} most common.
- Made by: `python -m nlp.train background --data DIR`
- Other languages have no background: there every word that the index lacks counts as rare.
"""
