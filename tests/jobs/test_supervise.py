"""Children start together, come back when they crash, and stop together."""

import http.client
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from jobs import children as rules
from jobs.children import Child, ChildFailed, Place
from jobs.programs import Kind, Program, listen
from jobs.rundir import RunDirectory, processes_of
from jobs.supervise import PROJECT, Supervisor
from tests.jobs.tinyapp import ALONE, TINY, app, note
from tests.jobs.waiting import until


@pytest.fixture(scope="module")
def children() -> Iterator[Supervisor]:
    """A whole tiny run: broker, worker, web."""
    with (
        RunDirectory() as run,
        Supervisor(run, env=ALONE, app=TINY, wsgi=TINY) as started,
    ):
        app.conf.update(broker_url=started.broker())
        started.worker(wait=False)
        started.web(wait=False)
        started.await_ready()
        yield started
        app.close()


def who_answers(port: int) -> str:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    line.request("GET", "/")
    answer = line.getresponse().read().decode()
    line.close()
    return answer


def work_is_done(children: Supervisor, name: str) -> None:
    """Send a task and wait for what it leaves behind."""
    note.delay(name)
    until(lambda: children.tend() or (children.run.path / name).exists())


def pool_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def brief(tmp_path: Path, *words: str, ready: bool = True) -> Child:
    """A child of the test itself, without an application."""
    program = Program(Kind.WORKER, words, lambda _said: ready)
    return Child("brief", program, Place(PROJECT, os.environ, tmp_path / "brief.log"))


@pytest.mark.worker
def test_a_task_travels_through_the_broker_to_the_worker(children: Supervisor) -> None:
    work_is_done(children, "first")


@pytest.mark.worker
def test_the_web_server_answers_where_it_says(children: Supervisor) -> None:
    assert int(who_answers(children.port)) in processes_of(children.run.path)


@pytest.mark.worker
def test_celery_is_quiet_about_its_user(children: Supervisor) -> None:
    assert "superuser" not in children.log("worker")


@pytest.mark.worker
def test_two_children_do_not_share_a_name(children: Supervisor) -> None:
    with pytest.raises(ValueError, match="called worker already"):
        children.worker()


@pytest.mark.faults
def test_a_killed_workers_pool_ends_and_a_new_worker_works_on(children: Supervisor) -> None:
    killed = children.pid("worker")
    pool = pool_of(killed)

    children.kill("worker", signal.SIGKILL)

    # Before anybody tends it: the pool goes by its own leash.
    until(lambda: not set(pool) & set(processes_of(children.run.path)))
    work_is_done(children, "after the worker was killed")
    assert len(pool) == 2
    assert children.pid("worker") != killed


@pytest.mark.faults
def test_a_killed_web_server_comes_back_at_its_own_port(children: Supervisor) -> None:
    killed = children.pid("web")

    children.kill("web", signal.SIGKILL)
    until(children.tend)

    assert int(who_answers(children.port)) in pool_of(children.pid("web"))
    assert children.pid("web") != killed


@pytest.mark.faults
def test_the_worker_works_on_after_the_broker_restarted_empty(children: Supervisor) -> None:
    with redis.Redis(unix_socket_path=str(children.run.socket)) as line:
        line.set("held", "yes")
        children.restart_broker(empty=False)
        kept = line.get("held")
        children.restart_broker(empty=True)
        lost = line.get("held")

    assert (kept, lost) == (b"yes", None)
    work_is_done(children, "after the broker was emptied")


@pytest.mark.worker
def test_a_program_that_cannot_start_is_refused_with_its_last_words() -> None:
    with (
        RunDirectory() as run,
        Supervisor(run, env=ALONE, app="tests.jobs.nowhere") as started,
    ):
        started.broker()

        with pytest.raises(ChildFailed, match=r"(?s)worker ended before it was ready.*nowhere"):
            started.worker()

    assert processes_of(run.path) == []
    assert not run.path.exists()


def test_a_broker_named_from_outside_is_used_and_none_is_started() -> None:
    outside = "redis://127.0.0.1:6379/9"

    with RunDirectory() as run, Supervisor(run, env={"BROKER_URL": outside}) as started:
        assert started.broker() == outside
        assert processes_of(run.path) == []


def test_a_taken_port_is_refused_at_once() -> None:
    with listen(0) as door, pytest.raises(OSError, match="in use"):
        listen(door.getsockname()[1])


def test_a_child_that_keeps_crashing_is_given_up_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "RESTS_S", (0.0, 0.0))
    child = brief(tmp_path, "sh", "-c", "echo no luck; exit 3")
    child.start()

    with pytest.raises(ChildFailed, match=r"brief crashed 3 times in a row\n    no luck"):
        until(lambda: child.tend() and False)


def test_a_stopped_child_stays_stopped_until_it_is_started(tmp_path: Path) -> None:
    with RunDirectory(tmp_path) as run, Supervisor(run) as started:
        started.launch("idle", Program(Kind.WORKER, ("sleep", "600"), lambda _said: True))
        started.stop("idle")

        assert started.tend() == []
        with pytest.raises(ChildFailed, match="idle is not running"):
            started.pid("idle")
        started.start("idle")
        until(lambda: processes_of(run.path) == [started.pid("idle")])


def test_a_child_that_will_not_stop_is_killed_with_its_own_children(tmp_path: Path) -> None:
    with RunDirectory(tmp_path) as run, Supervisor(run) as started:
        stubborn = ("sh", "-c", "trap '' TERM; sleep 600 & echo here; wait; wait")
        program = Program(Kind.WORKER, stubborn, lambda said: "here" in said, grace_s=0.2)
        started.launch("stubborn", program)
        until(lambda: len(processes_of(run.path)) == 2)

        started.stop("stubborn")

        until(lambda: not processes_of(run.path))


def test_a_full_log_is_turned_over_and_written_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LOG_BYTES", 3)
    gate, log = tmp_path / "gate", tmp_path / "brief.log"
    os.mkfifo(gate)
    child = brief(tmp_path, "sh", "-c", 'echo first; read -r word < "$0"; echo $word', str(gate))
    child.start()
    until(lambda: child.said() == "first\n")

    child.tend()
    gate.write_text("second\n")

    until(lambda: log.read_text() == "second\n")
    assert (tmp_path / "brief.log.1").read_text() == "first\n"
    child.see_off(within_s=5)
