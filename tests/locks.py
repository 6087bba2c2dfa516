"""The locks hold what pyproject.toml asks for: every line hashed, and no host named."""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
HOST = re.compile(r"://|--(?:extra-)?index-url|--find-links|--trusted-host| @ ")

Wanted = Mapping[NormalizedName, Requirement]


def complaints(name: str, text: str, wanted: Wanted) -> Iterator[str]:
    """Yield what is wrong with one lock, given what it must hold by normal name."""
    lines = text.splitlines()
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), start=1):
        if problem := _problem(line, following):
            yield f"{name}:{number}: {problem}: {line.strip()}"
    matches = [match for line in lines if (match := PIN.match(line))]
    pins = {canonicalize_name(match[1]): str(match[2]) for match in matches}
    for package, requirement in wanted.items():
        if package not in pins:
            yield f"{name}: {requirement} is not locked; run `make lock`"
        elif pins[package] not in requirement.specifier:
            yield f"{name}: {requirement}, but {pins[package]} is locked; run `make lock`"


def _problem(line: str, following: str) -> str:
    if HOST.search(line):
        return "names a host"
    if PIN.match(line):
        return "" if HASH.match(following) else "has no hash"
    return "" if HASH.match(line) else "neither a pinned package nor a hash"


def named(words: list[str]) -> Wanted:
    return {canonicalize_name(r.name): r for r in map(Requirement, words)}


def main(root: Path) -> int:
    project = tomllib.loads((root / "pyproject.toml").read_text())
    locks = {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-dev.lock": project["dependency-groups"]["dev"],
    }
    found = [
        line
        for name, words in locks.items()
        for line in complaints(name, (root / name).read_text(), named(words))
    ]
    print("\n".join(found))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(ROOT))
