"""A parser that does what parsers of hostile input might do; run by the sandbox's child alone."""

import os
import signal
import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path


def parse(body: bytes, options: Mapping[str, str]) -> object:
    """Do as `options` say."""
    return _DEEDS[options["do"]](body)


def _spin(_: bytes) -> None:
    while True:
        pass


def _sleep(_: bytes) -> None:
    time.sleep(60)


def _hoard(_: bytes) -> int:
    return len(bytearray(2_000_000_000))


def _die(_: bytes) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _call_home(body: bytes) -> str:
    host, port = body.decode().split(":")
    try:
        socket.create_connection((host, int(port)))
    except PermissionError as error:
        return str(error)
    return "connected"


def _write(body: bytes) -> str:
    try:
        Path(body.decode()).write_text("x" * 100_000)
    except OSError as error:
        return type(error).__name__
    return "written"


_DEEDS: dict[str, Callable[[bytes], object]] = {
    "spin": _spin,
    "sleep": _sleep,
    "hoard": _hoard,
    "die": _die,
    "raise": lambda _: 1 / 0,
    "say nothing": lambda _: None,
    "call home": lambda body: {"result": _call_home(body)},
    "write": lambda body: {"result": _write(body)},
    "secrets": lambda _: {"result": " ".join(sorted(os.environ))},
    "echo": lambda body: {"result": body.decode()},
}
