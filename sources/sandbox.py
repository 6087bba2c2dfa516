"""Foreign bytes are parsed in a child process, so that a bomb costs a child and not the worker.

A plain subprocess, not multiprocessing: Celery's pool processes are daemonic and may not have the
latter. The child limits its own processor time and memory; the parent holds the clock.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from jobs.leash import leashed
from sources.nesting import Markup

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Reason: TypeAlias = Literal["too_deep", "cpu", "memory", "wall", "crashed"]

_CHILD: Final = Path(__file__).with_name("sandbox_child.py")
_OUT_OF_MEMORY: Final = 3
# The child gets neither our secrets nor our settings.
_ENVIRONMENT: Final = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}

_TEXTS: Final[dict[Reason, str]] = {
    "too_deep": "The document is too deeply nested to be read.",
    "cpu": "Reading the document took too much computing time.",
    "memory": "Reading the document took too much memory.",
    "wall": "Reading the document took too long.",
    "crashed": "The document could not be read.",
}


class Unparseable(Exception):
    """The child did not come back with an answer; `reason` says how it ended."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(_TEXTS[reason])
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: processor seconds, wall seconds, bytes of address space."""

    cpu_s: int = 5
    wall_s: float = 30.0
    memory_bytes: int = 512 * 1024 * 1024


def run(
    parser: str,
    body: bytes,
    *,
    markup: Markup | None,
    options: Mapping[str, str],
    limits: Limits = Limits(),
) -> Mapping[str, Json]:
    """What `parse(body, options)` of the module named `parser` answers, in a limited child.

    With `markup`, nesting is checked before the parser is even imported. Raises `Unparseable`.
    """
    request = {
        "parser": parser,
        "markup": markup,
        "options": dict(options),
        "cpu_s": limits.cpu_s,
        "memory_bytes": limits.memory_bytes,
    }
    head = json.dumps(request).encode() + b"\n"
    answer = _answer(head + body, limits)
    if "too_deep" in answer:
        raise Unparseable("too_deep")
    parsed = answer.get("parsed")
    if not isinstance(parsed, dict):
        raise Unparseable("crashed")
    return parsed


def _answer(request: bytes, limits: Limits) -> Mapping[str, Json]:
    try:
        child = subprocess.run(  # noqa: S603  (our own script, no part of the command from outside)
            leashed(
                (sys.executable, "-I", str(_CHILD)), parent=os.getpid(), dies_by=signal.SIGKILL
            ),
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            timeout=limits.wall_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unparseable("wall") from error
    if child.returncode:
        raise Unparseable(_why(child.returncode))
    answer: dict[str, Json] = json.loads(child.stdout)
    return answer


def _why(returncode: int) -> Reason:
    if returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        return "cpu"
    return "memory" if returncode == _OUT_OF_MEMORY else "crashed"
