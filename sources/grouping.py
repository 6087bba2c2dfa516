"""What people say of stories: that an article tells another one's text, or one of its own."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from jobs.logs import hold
from sources.log import LOG
from sources.models import Article, Story, StoryMembership
from sources.stories import move


@transaction.atomic
def join_story(article: Article, story: Story, *, by: User, now: datetime) -> StoryMembership:
    """From now on the article belongs to the story, as one more copy of it."""
    return _belongs(article, story, by=by, now=now)


@transaction.atomic
def split_story(article: Article, *, by: User, now: datetime) -> StoryMembership:
    """From now on the article is a story of its own, and no copy of another.

    Copies that come later never make one again of what was split.
    """
    return _belongs(article, Story.objects.create(founded_on=article), by=by, now=now)


def _belongs(article: Article, story: Story, *, by: User, now: datetime) -> StoryMembership:
    hold(LOG)
    (row,) = move([article.pk], story.pk, by=by, now=now)
    return row
