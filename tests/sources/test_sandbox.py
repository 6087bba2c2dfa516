"""A parser that misbehaves costs a child process and nothing else."""

import multiprocessing
from pathlib import Path

import pytest

from sources.sandbox import Limits, Unparseable, run
from tests.sources.crooked import saying, serving

TIGHT = Limits(cpu_s=1, wall_s=60.0, memory_bytes=256 * 1024 * 1024)


def parse(do: str, body: bytes = b"", limits: Limits = TIGHT) -> object:
    options = {"do": do}
    answer = run("tests.sources.misbehaving", body, markup=None, options=options, limits=limits)
    return answer["result"]


def test_what_the_child_says_comes_back() -> None:
    assert parse("echo", "übrigens\n{}".encode()) == "übrigens\n{}"


@pytest.mark.parametrize(
    ("do", "reason"),
    [
        ("spin", "cpu"),
        ("hoard", "memory"),
        ("die", "crashed"),
        ("raise", "crashed"),
        ("say nothing", "crashed"),
    ],
)
def test_a_bomb_ends_the_child_and_says_how(do: str, reason: str) -> None:
    with pytest.raises(Unparseable) as refusal:
        parse(do)

    assert refusal.value.reason == reason
    assert parse("echo", b"still here") == "still here"


def test_a_child_that_only_waits_is_ended_by_the_wall_clock() -> None:
    with pytest.raises(Unparseable, match="took too long"):
        parse("sleep", limits=Limits(wall_s=0.7))


def test_a_parser_reaches_no_network() -> None:
    with serving(saying("200 OK")) as listener:
        answer = parse("call home", listener.pair.encode())

    assert "may not use socket" in str(answer)
    assert listener.connections == 0


def test_a_parser_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "left-behind"

    assert parse("write", str(target).encode()) == "OSError"
    assert not target.exists() or target.stat().st_size == 0


def test_a_parser_sees_none_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")

    assert "SECRET_KEY" not in str(parse("secrets"))


def test_nesting_is_refused_before_the_parser_is_loaded() -> None:
    with pytest.raises(Unparseable) as refusal:
        run("no.such.parser", b"<div>" * 100_000, markup="html", options={})

    assert refusal.value.reason == "too_deep"


def _in_pool_child(answers: "multiprocessing.Queue[object]") -> None:
    answers.put(parse("echo", b"from a daemon"))


def test_a_daemonic_process_such_as_celerys_may_use_it() -> None:
    fork = multiprocessing.get_context("fork")
    answers = fork.Queue()
    child = fork.Process(target=_in_pool_child, args=(answers,), daemon=True)

    child.start()

    assert answers.get(timeout=20) == "from a daemon"
    child.join()
