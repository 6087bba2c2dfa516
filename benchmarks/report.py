"""A benchmark's table as Markdown and JSON, with all that a reader needs to run it again."""

import hashlib
import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final, Literal

RESULTS: Final = Path(__file__).parent / "results"
PACKAGES: Final = ("ctranslate2", "numpy", "tantivy", "tokenizers", "bm25s")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `wanted` is what it is held against, where it is."""

    about: str
    figure: str
    value: float
    wanted: float | None = None
    sense: Literal["at least", "at most"] = "at least"

    @property
    def holds(self) -> bool:
        """Whether it reaches what is wanted."""
        if self.wanted is None:
            return True
        return self.value >= self.wanted if self.sense == "at least" else self.value <= self.wanted


def write(name: str, rows: Sequence[Row], *, data: Iterable[Path], notes: Sequence[str]) -> int:
    """Write `results/NAME.md` and `.json`, print what holds; 1 where something falls short."""
    about = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {_processor()}",
        "python": platform.python_version(),
        "packages": {one: version(one) for one in PACKAGES},
        "data": {
            path.name if path.parent.name == "ir" else f"{path.parent.name}/{path.name}": _digest(
                path
            )
            for path in data
        },
    }
    short = [row for row in rows if not row.holds]
    verdict = _verdict(rows, short)
    RESULTS.mkdir(parents=True, exist_ok=True)
    kept = {
        "about": about,
        "rows": [asdict(row) for row in rows],
        "notes": notes,
        "verdict": verdict,
    }
    (RESULTS / f"{name}.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    (RESULTS / f"{name}.md").write_text(_page(name, rows, about, notes, verdict), encoding="utf-8")
    print(verdict)
    return 1 if short else 0


def _verdict(rows: Sequence[Row], short: Sequence[Row]) -> str:
    held = sum(row.wanted is not None for row in rows)
    missed = "; ".join(
        f"{row.about}: {row.figure} {row.value:.3g} for {row.wanted:g}" for row in short
    )
    return f"{held - len(short)} of {held} figures hold" + (f"; short: {missed}" if short else "")


def _page(
    name: str,
    rows: Sequence[Row],
    about: Mapping[str, object],
    notes: Sequence[str],
    verdict: str,
) -> str:
    lines = [f"# {name}", "", "| what | figure | value | wanted | holds |", "|---|---|---|---|---|"]
    for row in rows:
        wanted = f"{row.sense} {row.wanted:g}" if row.wanted is not None else ""
        holds = "" if row.wanted is None else ("yes" if row.holds else "**no**")
        lines.append(f"| {row.about} | {row.figure} | {row.value:.4g} | {wanted} | {holds} |")
    lines += [
        "",
        *(f"- {note}" for note in notes),
        "",
        f"```json\n{json.dumps(about, indent=1)}\n```",
    ]
    return "\n".join([*lines, "", verdict, ""])


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")
