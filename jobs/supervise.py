"""Run broker, workers, beat and web server as one: they start together, and none outlives us.

    with RunDirectory() as run, Supervisor(run) as children:
        children.broker()
        children.worker(wait=False)
        children.beat(wait=False)
        port = children.web(port=8000, wait=False)
        children.await_ready()
        children.run_until_stopped()

Three nets, one under the other: on leaving the block the children are stopped in order; when we are
killed, the kernel ends them (`jobs.leash`); what survives even that is killed with its dead run's
directory (`jobs.rundir`). Use it from the main thread, which must outlive the children.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType, TracebackType
from typing import Final, Self

from jobs.children import Child, ChildFailed, Place
from jobs.programs import Kind, Program, beat, broker, listen, web, worker
from jobs.rundir import MARK, RunDirectory, kill_run

PROJECT: Final = Path(__file__).resolve().parent.parent
_TEND_EVERY_S: Final = 0.25
_DEFAULTS: Final = {
    # One thread per numeric library: with more, they spin against each other's processes.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # A banner that waits in a buffer would hide that a child is ready.
    "PYTHONUNBUFFERED": "1",
}
_ENDINGS: Final = (signal.SIGTERM, signal.SIGHUP)
_Handler = Callable[[int, FrameType | None], object]


class Supervisor:
    """The children of one run; leaving the block, by whatever way, stops them all.

    `env` is laid over this process's own environment for every child. Where that names a
    BROKER_URL, it is used and no broker is started. `app` and `wsgi` name the Celery application
    and the WSGI module, so that a test can run tiny ones. SIGTERM and SIGHUP count as Ctrl-C.
    """

    def __init__(
        self,
        run: RunDirectory,
        *,
        env: Mapping[str, str] | None = None,
        app: str = "config.celery",
        wsgi: str = "config.wsgi",
    ) -> None:
        self.run = run
        # What a killed child leaves in its temporary directory goes with the run's.
        ours = {MARK: str(run.path), "TMPDIR": str(run.path)}
        self.env = _DEFAULTS | dict(os.environ) | dict(env or {}) | ours
        self._app = app
        self._wsgi = wsgi
        self._children: dict[str, Child] = {}
        self._door: socket.socket | None = None
        self._signals = contextlib.ExitStack()

    def __enter__(self) -> Self:
        self._signals.enter_context(_handled_by(signal.default_int_handler, _ENDINGS))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A second Ctrl-C does not leave the stopping half done: it only ends the patience.
        with self._signals, _handled_by(self._hurry, (signal.SIGINT, *_ENDINGS)):
            for stopped in Kind:
                self._stop_all([c for c in self._children.values() if c.program.kind == stopped])
            if self._door is not None:
                self._door.close()
            kill_run(self.run.path)

    def broker(self) -> str:
        """Start Valkey, unless the environment names a broker; give the address either way."""
        if not self.env.get("BROKER_URL"):
            self.launch("broker", broker(self.run.socket))
            self.env["BROKER_URL"] = f"redis+socket://{self.run.socket}"
        return self.env["BROKER_URL"]

    def worker(
        self,
        *,
        name: str = "worker",
        queues: tuple[str, ...] = (),
        concurrency: int = 2,
        wait: bool = True,
    ) -> None:
        """Start a Celery worker; no queues named means all of them."""
        program = worker(self._app, name=name, queues=queues, concurrency=concurrency)
        self.launch(name, program, wait=wait)

    def beat(self, *, wait: bool = True) -> None:
        """Start the clock; one per newsroom."""
        self.launch("beat", beat(self._app), wait=wait)

    def web(self, *, port: int = 0, door: socket.socket | None = None, wait: bool = True) -> int:
        """Start the web server on 127.0.0.1 and give its port; 0 takes any free one.

        `door` is a socket from `programs.listen`, opened before; it is closed with the run.
        Raises OSError where the port is taken.
        """
        self._door = listen(port) if door is None else door
        bind = f"fd://{self._door.fileno()}"
        self.launch("web", web(self._wsgi, bind=bind, answers_at=self.port), wait=wait)
        return self.port

    def launch(self, name: str, program: Program, *, wait: bool = True) -> None:
        """Start any other program as one of the children; without `wait`, call `await_ready`."""
        if name in self._children:
            raise ValueError(f"a child is called {name} already")
        place = Place(PROJECT, self.env, self.run.log(name))
        self._children[name] = child = Child(name, program, place)
        child.start()
        if wait:
            child.await_ready()

    def await_ready(self) -> None:
        """Wait until all children are; started without waiting, they load side by side."""
        for child in self._children.values():
            child.await_ready()

    def command(self, *words: str) -> str:
        """Run one `manage.py` command to its end as the children run, and give what it printed.

        Raises ChildFailed with its last words where it does not exit with 0.
        """
        done = subprocess.run(  # noqa: S603 - our own command line, no shell
            [sys.executable, "manage.py", *words],
            cwd=PROJECT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise ChildFailed(f"manage.py {' '.join(words)}: {done.stderr[-2000:].strip()}")
        return done.stdout

    def tend(self) -> list[str]:
        """Restart what crashed and has rested; give their names. Call it while you wait.

        Raises ChildFailed when one has crashed too often.
        """
        return [child.name for child in self._children.values() if child.tend()]

    def run_until_stopped(self) -> None:
        """Tend the children until Ctrl-C or SIGTERM, which arrive as KeyboardInterrupt."""
        while True:
            self.tend()
            time.sleep(_TEND_EVERY_S)

    @property
    def port(self) -> int:
        """Where the web server answers on 127.0.0.1; 0 before `web`."""
        return 0 if self._door is None else int(self._door.getsockname()[1])

    def pid(self, name: str) -> int:
        """The process of that child; raises ChildFailed where it is not running."""
        return self._children[name].pid

    def log(self, name: str) -> str:
        """What that child has written since its last start."""
        return self._children[name].said()

    def kill(self, name: str, signum: signal.Signals = signal.SIGKILL) -> None:
        """Do a child harm, for a fault test; `tend` brings it back if it dies."""
        self._children[name].signal(signum)

    def stop(self, name: str) -> None:
        """Stop a child; `tend` leaves it so until `start`."""
        self._stop_all([self._children[name]])

    def start(self, name: str) -> None:
        """Start a stopped child again and wait until it is ready."""
        child = self._children[name]
        child.start()
        child.await_ready()

    def restart_broker(self, *, empty: bool = True) -> None:
        """Kill our broker and start it again, with all it held lost, or saved first.

        Raises KeyError where the broker is not ours.
        """
        child = self._children["broker"]
        if not empty:
            _save(self.run.socket)
        child.signal(signal.SIGKILL)
        child.see_off(within_s=child.program.grace_s)
        if empty:
            (self.run.path / "dump.rdb").unlink(missing_ok=True)
        self.start("broker")

    def _stop_all(self, children: list[Child]) -> None:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.see_off(within_s=child.program.grace_s)

    def _hurry(self, _signum: int, _frame: FrameType | None) -> None:
        for child in self._children.values():
            child.end_now()


@contextlib.contextmanager
def _handled_by(handler: _Handler, signums: tuple[signal.Signals, ...]) -> Iterator[None]:
    """Give these signals to a handler for a while; one ignored from outside (nohup) stays so."""
    heard = [number for number in signums if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, handler) for number in heard}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)


def _save(at: Path) -> None:
    """Have the broker write its memory down before it dies."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.connect(str(at))
        line.sendall(b"SAVE\r\n")
        answer = line.recv(64)
    if not answer.startswith(b"+OK"):
        raise ChildFailed(f"the broker did not save: {answer!r}")
