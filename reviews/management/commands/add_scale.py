"""Put the starting scale into force."""

from django.core.management.base import BaseCommand, CommandError

from jobs import clock
from reviews.models import RatingScale
from reviews.scales import add_scale


class Command(BaseCommand):
    help = "Put the starting scale of ratings into force, once."

    def handle(self, *_args: object, **_options: object) -> None:
        if RatingScale.objects.exists():
            raise CommandError("A scale is in force already.")
        scale = add_scale(by=None, now=clock.desk_now())
        words = ", ".join(rating.label for rating in scale.ratings.all())
        self.stdout.write(f"In force: {words}.")
