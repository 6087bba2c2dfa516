"""The review queue for administrators; verdicts are read, never edited."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.readonly import ReadOnlyAdmin, ReadOnlyInline
from reviews.models import Assignment, Evidence, Rating, RatingScale, Review, Verdict


class AssignmentInline(ReadOnlyInline):
    model = Assignment
    fields = ("reviewer", "part", "taken_at", "handed_back_at")


class VerdictInline(ReadOnlyInline):
    model = Verdict
    fields = ("by", "rating", "confidence", "summary", "as_of", "at")


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = ("number", "claim", "cause", "state", "opened_at", "due_at", "ending")
    list_filter = ("state", "cause", "ending")
    search_fields = ("claim__statement",)
    inlines = (AssignmentInline, VerdictInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        return super().get_queryset(request).select_related("claim")


class EvidenceInline(ReadOnlyInline):
    model = Evidence
    fields = ("order", "appearance")


@admin.register(Verdict)
class VerdictAdmin(ReadOnlyAdmin):
    list_display = ("review", "rating", "by", "confidence", "at")
    list_select_related = ("review", "rating", "by")
    inlines = (EvidenceInline,)


class RatingInline(ReadOnlyInline):
    model = Rating
    fields = ("order", "label", "polarity", "number", "definition", "sits_with")


@admin.register(RatingScale)
class RatingScaleAdmin(ReadOnlyAdmin):
    list_display = ("name", "version", "since")
    inlines = (RatingInline,)
