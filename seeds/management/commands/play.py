"""`manage.py play`: the seed story in an empty database, the work done here or by a worker."""

import time
from argparse import ArgumentParser

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from claims.models import Claim
from jobs import clock
from jobs.actions import record
from seeds import quiet, telling, verdict
from seeds.cast import Newsroom, found_newsroom
from seeds.hands import ByAction
from seeds.outside import PartnerByApi
from seeds.play import Play, StoryFailed
from seeds.press import Press
from seeds.pump import settle
from seeds.script import aug
from seeds.story import play_out
from seeds.table import EDITIONS
from seeds.worlds import OverHttp
from sources.actions import stop_looking

PATIENCE_S = 60.0
SEEDS = "seeds.newsroom"
LOOK_EVERY_S = 0.1


class Command(BaseCommand):
    help = "Play the seed story in an empty database; exits 1 where it comes out otherwise."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--press-port", type=int, required=True, help="allowed in FETCH_ALLOW")
        parser.add_argument("--web", default="", help="the running web server, for the partner")
        parser.add_argument("--at-once", action="store_true", help="do the work in this process")
        parser.add_argument("--quiet", action="store_true", help="print log-ins only")

    def handle(
        self,
        *_args: object,
        press_port: int,
        web: str,
        at_once: bool,
        quiet: bool,
        **_options: object,
    ) -> None:
        if Claim.objects.exists():
            raise CommandError("This database holds claims already; the story needs an empty one.")
        with Press(port=press_port) as press:
            clock.set_desk(aug(12, 9))
            record(SEEDS, "seeds.begun", by=None, now=clock.desk_now())
            world = OverHttp(press)
            room = found_newsroom(world, now=clock.now())
            if quiet:
                self._log_ins(room)
            hands = PartnerByApi(room, web) if web else ByAction(room)
            play = Play(room, world, hands, settle if at_once else wait, lambda _beat: None)
            if not quiet:
                self._say("\n".join(telling.legend()))
                play.tell = telling.telling(self._say, play.code_of)
            try:
                play_out(play)
            except StoryFailed as failure:
                raise CommandError(f"The story broke off. {failure}") from failure
            self._end(play, room, press, quiet=quiet)

    def _end(self, play: Play, room: Newsroom, press: Press, *, quiet: bool) -> None:
        stop_looking(by=room.people["Ada"], now=clock.desk_now())
        found = verdict.differences(play.claims, room)
        found += verdict.unheard(play.claims, room, press.webhooks)
        if not quiet:
            self._sum_up(play, room, webhooks=len(press.webhooks))
        if found:
            raise CommandError("The story did not come out as written:\n  " + "\n  ".join(found))
        record(SEEDS, "seeds.played", by=None, now=clock.desk_now())
        rows = sum(Claim.objects.values_list("ledger_seq", flat=True))
        self._say(f"The ledger holds: {rows} rows, each chained to the one before.")
        if not quiet:
            call_command("replay", "--all", stdout=self.stdout)
            self._say(telling.as_written())

    def _sum_up(self, play: Play, room: Newsroom, *, webhooks: int) -> None:
        lines = telling.table(play.claims)
        for code in EDITIONS:
            lines += telling.editions(code, play.claims[code])
        lines += telling.people()
        for line in (*lines, telling.partner(str(room.partner), play.claims, webhooks=webhooks)):
            self._say(line)

    def _log_ins(self, room: Newsroom) -> None:
        """Said at once: the passwords exist nowhere else."""
        for name, password in room.passwords.items():
            role = room.people[name].role
            self._say(f"Log-in: {name.lower()} / {password}  ({role})")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def wait() -> None:
    """Until a worker has done all that is due; StoryFailed with what is left if it does not."""
    until = time.monotonic() + PATIENCE_S
    while left := quiet.left(clock.now()):
        if time.monotonic() > until:
            raise StoryFailed(f"Still waiting after {PATIENCE_S:.0f} s for {', '.join(left)}.")
        time.sleep(LOOK_EVERY_S)
