"""Feeds and articles for administrators: what works, what does not, and why."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.readonly import ReadOnlyAdmin, ReadOnlyInline
from jobs import clock
from jobs.due import revive
from sources.models import Article, ArticleNotice, Capture, Feed, Outlet, Ownership


class OwnershipInline(ReadOnlyInline):
    model = Ownership
    fields = ("group", "since", "set_by")


@admin.register(Outlet)
class OutletAdmin(ReadOnlyAdmin):
    list_display = ("name", "domain", "kind", "counted", "not_counted_reason", "invented")
    list_filter = ("kind", "counted", "country")
    search_fields = ("name", "domain")
    inlines = (OwnershipInline,)


@admin.register(Feed)
class FeedAdmin(ReadOnlyAdmin):
    list_display = ("url", "outlet", "last_ok_at", "next_at", "failures", "last_error", "dead_at")
    list_filter = ("paused", "outlet")
    list_select_related = ("outlet",)
    actions = ("poll_again",)

    @admin.action(description="Poll now, also if it was given up")
    def poll_again(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        count = revive(feeds, at=clock.machine_now() - timedelta(seconds=1))
        self.message_user(request, f"{count} feeds are polled within seconds.")


class CaptureInline(ReadOnlyInline):
    model = Capture
    fields = ("number", "title", "published_at", "fetched_at", "state", "sha256")


class NoticeInline(ReadOnlyInline):
    model = ArticleNotice
    fields = ("kind", "at", "note", "by")


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin):
    list_display = ("url", "outlet", "first_seen_at", "next_at", "last_error", "dead_at")
    list_filter = ("outlet",)
    list_select_related = ("outlet",)
    search_fields = ("url",)
    inlines = (CaptureInline, NoticeInline)
