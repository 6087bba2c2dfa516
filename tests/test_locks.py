"""The guard of the locks catches an unhashed, a hosted, a missing and an outdated package."""

import pytest

from tests.locks import ROOT, complaints, main, named

pytestmark = pytest.mark.once
HASH = "    --hash=sha256:" + "a" * 64
GOOD = (
    f"amqp==5.4.2 \\\n{HASH} \\\n{HASH}\ncelery[redis]==5.7.0 ; python_version > '3' \\\n{HASH}\n"
)


def test_the_locks_of_the_project_hold_what_it_asks_for() -> None:
    assert main(ROOT) == 0


def test_a_right_lock_brings_no_complaint() -> None:
    assert list(complaints("x.lock", GOOD, named(["celery[redis]>=5.7,<5.8"]))) == []


@pytest.mark.parametrize(
    ("text", "wanted", "words"),
    [
        ("amqp==5.4.2\n", [], "has no hash"),
        (f"amqp>=5 \\\n{HASH}\n", [], "neither a pinned package nor a hash"),
        ("--index-url https://mirror.example/simple\n" + GOOD, [], "names a host"),
        (f"amqp @ https://mirror.example/a.whl \\\n{HASH}\n", [], "names a host"),
        (GOOD, ["django>=5"], "is not locked"),
        (GOOD, ["Amqp>=6"], "but 5.4.2 is locked"),
    ],
)
def test_a_wrong_line_is_named(text: str, wanted: list[str], words: str) -> None:
    assert any(words in line for line in complaints("x.lock", text, named(wanted)))
