"""The child's side of the sandbox: limit itself, read one request, parse, answer.

Started by `sources.sandbox` as a script; nothing imports it. Kept lean: what it imports is paid for
with each article. Request: one line of JSON, then the raw body. Answer: one JSON object.
"""

import importlib
import json
import resource
import sys
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parent.parent)
_OUT_OF_MEMORY = 3


def main() -> None:
    """Answer the one request on standard input."""
    request = json.loads(sys.stdin.buffer.readline())
    cpu_s, memory_bytes = int(request["cpu_s"]), int(request["memory_bytes"])
    # The hard limit lies above the soft one: SIGXCPU first, SIGKILL if that is survived.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_stay_inside)
    sys.path.append(_ROOT)
    try:
        answer = _parse(request, sys.stdin.buffer.read())
        sys.stdout.write(json.dumps(answer))
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY)


def _parse(request: dict[str, object], body: bytes) -> dict[str, object]:
    nesting = importlib.import_module("sources.nesting")
    try:
        if request["markup"]:
            nesting.check_depth(body, request["markup"])
    except nesting.TooDeep as error:
        return {"too_deep": str(error)}
    parser = importlib.import_module(str(request["parser"]))
    # From here on nothing may be written, not even by a library's cache.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    return {"parsed": parser.parse(body, request["options"])}


def _stay_inside(event: str, _: object) -> None:
    if event.startswith(("socket.connect", "socket.getaddrinfo", "subprocess.", "os.exec")):
        raise PermissionError(f"a parser may not use {event}")


if __name__ == "__main__":
    main()
