"""Long jobs for editors and administrators: how far they are, and which were given up."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.readonly import ReadOnlyAdmin
from jobs import clock
from jobs.due import revive
from jobs.models import LongJob


@admin.register(LongJob)
class LongJobAdmin(ReadOnlyAdmin):
    list_display = ("kind", "subject", "done", "total", "found", "finished_at", "dead_at")
    list_filter = ("kind", ("dead_at", admin.EmptyFieldListFilter))
    search_fields = ("subject",)
    ordering = ("-pk",)
    actions = ("go_on",)

    @admin.action(description="Go on where it failed")
    def go_on(self, request: HttpRequest, jobs: QuerySet[LongJob]) -> None:
        failed = LongJob.objects.open().filter(pk__in=jobs).exclude(dead_at=None)
        count = revive(failed, at=clock.desk_now() - timedelta(seconds=1))
        self.message_user(request, f"{count} long jobs go on within seconds.")
