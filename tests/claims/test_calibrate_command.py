"""`manage.py calibrate`: what it says, what it writes, and that it changes nothing unasked."""

import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from claims.models import Claim, Threshold
from claims.thresholds import Limits, set_thresholds
from jobs import clock
from tests.claims.labelled import MATCHER, decided
from tests.claims.make import tracked

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


class Terminal(io.StringIO):
    """Somebody at a keyboard."""

    def isatty(self) -> bool:
        return True


def calibrate(*words: str) -> str:
    out = io.StringIO()
    call_command("calibrate", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def claim(carl: User) -> Claim:
    return tracked(carl, now=clock.desk_now())


@pytest.fixture
def mixed(claim: Claim, carl: User) -> None:
    """Half of what lies below .5 is wrong, all above is right: .5 would do."""
    now = clock.desk_now()
    decided(claim, [0.9] * 120, by=carl, now=now)
    decided(claim, [0.55] * 30, by=carl, now=now)
    decided(claim, [0.3] * 80, by=carl, right=False, now=now)


def test_without_decisions_it_says_so_and_changes_nothing() -> None:
    told = calibrate()

    assert "Nobody has decided on a passage in the last 90 days" in told
    assert "Nothing to change." in told


def test_a_few_decisions_are_called_too_few(claim: Claim, carl: User) -> None:
    decided(claim, [0.9, 0.4], by=carl, now=clock.desk_now())

    told = calibrate()

    assert "too few decisions: 2 of the 100 that are needed" in told
    assert "Auto-confirm: off: too few decisions: 2 of the 300" in told
    assert "Nothing to change." in told


@pytest.mark.usefixtures("mixed")
def test_it_says_what_would_change_from_what_to_what_and_leaves_it() -> None:
    told = calibrate("--precision", "0.8")

    assert f"en, {MATCHER}: 230 decisions by people" in told
    assert "Suggest from: the model's own → 0.5500: precision 1.00" in told
    assert "Nothing was changed. To set this: --yes --by NAME." in told
    assert not Threshold.objects.exists()


@pytest.mark.usefixtures("mixed")
def test_no_line_is_wider_than_a_terminal() -> None:
    plot = [line for line in calibrate().splitlines() if "|" in line or "from" in line[:8]]

    assert plot
    assert max(map(len, plot)) <= 80


@pytest.mark.usefixtures("mixed")
def test_with_yes_and_a_name_it_is_set_once(edna: User) -> None:
    told = calibrate("--precision", "0.8", "--yes", "--by", "Edna")

    assert f"Set for en, {MATCHER}, by Edna." in told
    row = Threshold.objects.get()
    assert (row.suggest, row.auto, row.set_by) == (0.55, None, edna)
    assert "Nothing to change." in calibrate("--precision", "0.8", "--yes", "--by", "edna")


@pytest.mark.usefixtures("mixed")
@pytest.mark.parametrize(("typed", "rows"), [("y\n", 1), ("n\n", 0), ("\n", 0)])
def test_at_a_terminal_it_asks(
    typed: str, rows: int, edna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))

    calibrate("--precision", "0.8", "--by", "edna")

    assert Threshold.objects.count() == rows


@pytest.mark.usefixtures("mixed")
def test_without_a_terminal_a_name_alone_changes_nothing(edna: User) -> None:
    assert "Nothing was changed." in calibrate("--precision", "0.8", "--by", "edna")
    assert not Threshold.objects.exists()


@pytest.mark.usefixtures("mixed")
@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--yes"], "Say who sets it"),
        (["--yes", "--by", "nobody"], "Nobody signs in as nobody."),
        (["--yes", "--by", "carl"], "Carl is no editor."),
        (["--days", "0"], "--days is a number of days"),
        (["--precision", "1.5"], "--precision lies between 0 and 1"),
        (["--plot", "/nowhere/at/all.svg"], "cannot be written"),
    ],
    ids=["no name", "unknown", "checker", "no days", "no precision", "no folder"],
)
def test_what_cannot_be_done_is_said_and_nothing_is_set(words: list[str], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        calibrate("--precision", "0.8", *words)

    assert not Threshold.objects.exists()


@pytest.mark.usefixtures("mixed")
def test_the_plot_is_an_svg_that_can_be_read_aloud(tmp_path: Path) -> None:
    calibrate("--plot", str(tmp_path / "plot.svg"))

    drawn = ET.fromstring((tmp_path / "plot.svg").read_text())  # noqa: S314  (our own)
    assert drawn.tag == f"{SVG}svg"
    assert drawn.findtext(f"{SVG}title") == "How likely a match is right, by its score"
    told = drawn.findtext(f"{SVG}desc") or ""
    assert "of 120 with a score from 0.9 to 1.0, 100 % were right" in told
    assert len(drawn.findall(f"{SVG}circle")) == 3


def test_a_plot_of_nothing_is_still_a_plot(tmp_path: Path) -> None:
    calibrate("--plot", str(tmp_path / "plot.svg"))

    drawn = ET.fromstring((tmp_path / "plot.svg").read_text())  # noqa: S314  (our own)
    assert drawn.findtext(f"{SVG}desc") == "No plot."


@pytest.mark.usefixtures("mixed")
def test_labels_are_exported_one_a_line(tmp_path: Path) -> None:
    told = calibrate("--export", str(tmp_path / "labels.jsonl"))

    rows = [json.loads(line) for line in (tmp_path / "labels.jsonl").read_text().splitlines()]
    assert "230 labels are in" in told
    assert len(rows) == 230
    assert sum(row["right"] for row in rows) == 150
    assert rows[0]["features"] == {"words.bm25": 3.5}


@pytest.mark.usefixtures("mixed")
def test_a_language_and_a_matcher_are_measured_alone(claim: Claim, carl: User) -> None:
    decided(claim, [0.9] * 5, by=carl, language="uk", now=clock.desk_now())

    assert "uk, " not in calibrate("--language", "en-GB")
    assert "en, " not in calibrate("--language", "uk")
    assert "Nobody has decided" in calibrate("--matcher", "lines-2")


# --- auto-confirm --------------------------------------------------------------------------


@pytest.fixture
def sure(claim: Claim, carl: User) -> None:
    decided(claim, [0.95] * 400, by=carl, now=clock.desk_now())


@pytest.mark.usefixtures("sure")
def test_auto_confirm_stays_off_until_it_is_asked_for(edna: User) -> None:
    told = calibrate("--yes", "--by", "edna")

    assert "Auto-confirm: off; it could begin at 0.9500" in told
    assert not Threshold.objects.exists()


@pytest.mark.usefixtures("sure")
def test_it_is_turned_on_and_off_by_name(edna: User) -> None:
    told = calibrate("--auto", "on", "--yes", "--by", "edna")

    assert "Auto-confirm: from off → 0.9500: match and stance were both right in 400 of 400" in told
    assert Threshold.objects.latest("pk").auto == 0.95
    assert "Nothing to change." in calibrate()
    assert "Audited since" in calibrate()

    told = calibrate("--auto", "off", "--yes", "--by", "edna")
    assert "Auto-confirm: from 0.9500 → off: as you ask." in told
    assert Threshold.objects.latest("pk").auto is None


@pytest.mark.usefixtures("sure")
def test_where_decisions_no_longer_carry_it_turning_it_off_is_proposed(
    claim: Claim, carl: User, edna: User
) -> None:
    limits = Limits("en", MATCHER, auto=0.95)
    set_thresholds(limits, by=edna, now=clock.desk_now())
    decided(claim, [0.95] * 20, by=carl, sided=False, now=clock.desk_now())

    told = calibrate()

    assert "Auto-confirm: from 0.9500 → off: match and stance were both right in 400 of" in told


@pytest.mark.usefixtures("mixed")
def test_it_cannot_be_turned_on_without_decisions(edna: User) -> None:
    told = calibrate("--auto", "on", "--yes", "--by", "edna")

    assert "Auto-confirm: off: too few decisions" in told
    assert all(row.auto is None for row in Threshold.objects.all())
