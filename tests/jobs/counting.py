"""Long jobs that count, for the tests of what runs them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from jobs.clock import Now
from jobs.longjobs import Bite, begin, run_due
from jobs.models import LogHead, LongJob

NOON = datetime(2025, 8, 12, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
COUNT = "tests.count"


def both(now: datetime = NOON) -> Now:
    return Now(machine=now, desk=now)


@dataclass
class Counting:
    """Counts to `end`, ten a bite; each bite writes a row, and is found once by every job.

    `meanwhile` runs before a bite is given back, with its number.
    """

    end: int = 50
    meanwhile: Callable[[int], object] = lambda _: None
    shared: list[list[str]] = field(default_factory=list)

    def __call__(self, jobs: Sequence[LongJob], _now: Now) -> Bite:
        self.shared.append([job.subject for job in jobs])
        at = int(jobs[0].cursor or 0)
        self.meanwhile(at)

        def write() -> Mapping[int, int]:
            LogHead.objects.create(name=f"{jobs[0].subject} from {at}")
            return {job.pk: 1 for job in jobs}

        return Bite(
            cursor=str(at + 10),
            done=10,
            finished=at + 10 >= self.end,
            total=self.end if at == 0 else None,
            write=write,
        )


def run(
    step: Callable[[Sequence[LongJob], Now], Bite], *, bites: int = 1, now: datetime = NOON
) -> int:
    """One slice of so many bites."""
    left: Iterator[bool] = iter([True] * (bites - 1) + [False])
    return run_due({COUNT: step}, now=both(now), time_left=lambda: next(left))


def order(*subjects: str, now: datetime = NOON, **more: object) -> None:
    begin(COUNT, subjects or ("a",), now=now, **more)  # type: ignore[arg-type]  # by and afresh


def job(subject: str = "a") -> LongJob:
    return LongJob.objects.get(subject=subject)


def written() -> list[str]:
    return list(LogHead.objects.order_by("pk").values_list("name", flat=True))
