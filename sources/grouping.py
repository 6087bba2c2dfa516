"""What people say of stories: that an article tells another one's text, or one of its own."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from jobs.logs import next_position
from sources.actions import LOG
from sources.models import Article, SourceEvent, Story, StoryMembership
from sources.states import SourceEventKind


@transaction.atomic
def join_story(article: Article, story: Story, *, by: User, now: datetime) -> StoryMembership:
    """From now on the article belongs to the story, as one more copy of it."""
    return _belongs(article, story, by=by, now=now)


@transaction.atomic
def split_story(article: Article, *, by: User, now: datetime) -> StoryMembership:
    """From now on the article is a story of its own, and no copy of another."""
    return _belongs(article, Story.objects.create(founded_on=article), by=by, now=now)


def _belongs(article: Article, story: Story, *, by: User, now: datetime) -> StoryMembership:
    row = StoryMembership.objects.create(article=article, story=story, since=now, by=by)
    SourceEvent.objects.create(
        position=next_position(LOG),
        kind=SourceEventKind.GROUPED.value,
        article=article,
        at=now,
    )
    return row
