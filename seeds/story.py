"""The seed story from its first article to its last day, in the order in which it happened."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from claims.models import Claim
from seeds import arrivals, scenes
from seeds.play import Play, StoryFailed, arrive
from seeds.script import Arrival
from seeds.table import EXPECTED


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that people of the newsroom do; `editorial`: it concerns verdicts alone."""

    act: Callable[[Play], None]
    editorial: bool = False


Step: TypeAlias = Arrival | Scene
Story: TypeAlias = Mapping[int, tuple[Step, ...]]  # by the day on whose end the table looks

STORY: Final[Story] = {
    12: (
        arrivals.FIRST,
        Scene(scenes.file_claims),
        arrivals.COPY,
        arrivals.BRIEFING,
        Scene(scenes.ask_for_s3, editorial=True),
    ),
    13: (
        arrivals.EUROPEAN,
        Scene(scenes.publish_s3, editorial=True),
        arrivals.MINISTRY,
        Scene(scenes.call_s3_back, editorial=True),
        arrivals.VIRTUAL,
        Scene(scenes.record_the_virtual_meeting),
        Scene(scenes.update_s3, editorial=True),
        Scene(scenes.publish_s4, editorial=True),
    ),
    14: (
        arrivals.TRANSCRIPT,
        Scene(scenes.search_older_records, editorial=True),
        arrivals.KREMLIN,
        Scene(scenes.call_s4_back, editorial=True),
        arrivals.READOUT,
        Scene(scenes.correct_s4, editorial=True),
    ),
    15: (Scene(scenes.end_friday_in_kyiv),),
    16: (
        arrivals.SUMMIT,
        Scene(scenes.end_friday_in_alaska),
        arrivals.EDIT,
        Scene(scenes.let_s3_stand, editorial=True),
        arrivals.RELAYED,
    ),
    18: (
        Scene(scenes.begin_the_week),
        arrivals.WASHINGTON,
        Scene(scenes.meet_the_condition),
    ),
    25: (
        Scene(scenes.record_the_next_meeting),
        arrivals.MINISTER,
        Scene(scenes.look_again),
        Scene(scenes.acknowledge_s3, editorial=True),
    ),
}


def play_out(play: Play, story: Story = STORY) -> None:
    """Twelve to twenty-five August 2025; raises StoryFailed where it does not come out."""
    for day, steps in story.items():
        perform(play, steps)
        check_day(play, day)


def perform(play: Play, steps: Iterable[Step]) -> None:
    """Play some steps, one after the other."""
    for step in steps:
        if isinstance(step, Arrival):
            arrive(play, step)
        else:
            step.act(play)


def check_day(play: Play, day: int) -> None:
    """Each claim stands at the end of a day where the table says."""
    for code, row in EXPECTED.items():
        status = Claim.objects.values_list("status", flat=True).get(pk=play.claims[code].pk)
        if status != row[day]:
            raise StoryFailed(f"{code} is {status} on {day} August; the table says {row[day]}")
