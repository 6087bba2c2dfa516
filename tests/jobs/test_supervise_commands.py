"""The commands that run a newsroom say in one line what is wrong with what they were given."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config.management.commands import run
from jobs.programs import Kind, listen


def test_serve_names_a_taken_port_and_starts_nothing() -> None:
    with listen(0) as door:
        port = door.getsockname()[1]

        with pytest.raises(CommandError, match=f"^Port {port} on 127.0.0.1 cannot be had"):
            call_command("serve", port=port, stdout=StringIO())


def test_a_worker_does_not_listen_to_a_queue_that_nobody_fills() -> None:
    with pytest.raises(
        CommandError, match=r"No queue is called fetsch. There are: fetch, long, match"
    ):
        call_command("run", "worker", queues="fetsch,match")


def test_a_worker_takes_the_queues_it_is_given() -> None:
    command = run.program(Kind.WORKER, {"queues": "fetch, match", "concurrency": 3}).command

    assert command[command.index("-Q") + 1] == "fetch,match"
    assert command[command.index("-c") + 1] == "3"


def test_a_worker_without_named_queues_takes_all() -> None:
    command = run.program(Kind.WORKER, {"queues": "", "concurrency": 2}).command

    assert "-Q" not in command


def test_a_web_server_listens_where_it_is_told() -> None:
    command = run.program(Kind.WEB, {"host": "192.0.2.7", "port": 80, "concurrency": 5}).command

    assert command[command.index("--bind") + 1] == "192.0.2.7:80"
    assert command[command.index("--workers") + 1] == "5"
