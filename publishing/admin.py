"""What was published, for administrators: read, never edited."""

from django.contrib import admin

from accounts.readonly import ReadOnlyAdmin, ReadOnlyInline
from publishing.models import BothSeen, Citation, Edition, FactCheck, Reaffirmation, Reopening


class EditionInline(ReadOnlyInline):
    model = Edition
    fields = ("number", "rating", "title", "change", "as_of", "published_at", "published_by")


@admin.register(FactCheck)
class FactCheckAdmin(ReadOnlyAdmin):
    list_display = ("number", "slug", "claim", "created_at")
    list_select_related = ("claim",)
    search_fields = ("slug", "claim__statement")
    inlines = (EditionInline,)


class CitationInline(ReadOnlyInline):
    model = Citation
    fields = ("order", "stance", "quote", "origin_words", "outlet", "url", "sha256")


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ("fact_check", "number", "rating", "change", "published_at")
    list_filter = ("change",)
    list_select_related = ("fact_check", "rating")
    search_fields = ("title", "claim_words")
    inlines = (CitationInline,)


class ReaffirmationInline(ReadOnlyInline):
    model = Reaffirmation
    fields = ("words", "as_of", "at", "by")


@admin.register(Reopening)
class ReopeningAdmin(ReadOnlyAdmin):
    list_display = ("edition", "cause", "words", "older_than_as_of", "at")
    list_filter = ("cause", "older_than_as_of")
    list_select_related = ("edition",)
    inlines = (ReaffirmationInline,)


@admin.register(BothSeen)
class BothSeenAdmin(ReadOnlyAdmin):
    list_display = ("one", "other", "words", "by", "at")
    list_select_related = ("one", "other", "by")
