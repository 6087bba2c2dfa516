"""Partners for administrators: who has which key, where they hear from us, what became of it.

No page shows a key's text, its hash or a signing secret; what is new is shown once, on saving.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from accounts.models import User
from accounts.policy import Verb
from accounts.readonly import ReadOnlyAdmin, ReadOnlyInline
from jobs import clock
from partners import actions
from partners.deliver import send_again
from partners.forms import EndpointForm, KeyForm, PartnerForm
from partners.models import (
    ApiKey,
    Delivery,
    DeliveryAttempt,
    DeliveryQuerySet,
    Endpoint,
    Partner,
    Showing,
    Subscription,
)
from partners.states import PartnerEvent, Scope


class ManagedAdmin(ReadOnlyAdmin):
    """Rows that an administrator adds through an action, and that nobody edits."""

    add_form: "type[forms.ModelForm[Any]]"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_manage_permission(request)

    def has_manage_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.may(Verb.MANAGE)

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, *args: Any, **kwargs: Any
    ) -> "type[forms.ModelForm[Any]]":
        if obj is None:
            return self.add_form
        return super().get_form(request, obj, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, *_change: Any) -> None:
        """Let the action make the row; the admin itself only needs to know which."""
        obj.pk = self.make(request, form.cleaned_data)

    def make(self, request: HttpRequest, asked: Mapping[str, Any]) -> int:
        """Make the row that was asked for, through its action; gives its id."""
        raise PermissionDenied(f"{request.path} adds nothing of {sorted(asked)}.")

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:  # noqa: ARG002
        return list(self.add_form.base_fields) if obj is None else self.fields

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> Any:
        return () if obj is None else super().get_inlines(request, obj)


def who(request: HttpRequest) -> User | None:
    """Who is signed in, as the ledger names them."""
    return request.user if isinstance(request.user, User) else None


class KeyInline(ReadOnlyInline):
    model = ApiKey
    fields = ("prefix", "scopes", "expires_at", "revoked_at", "last_used_at")


class EndpointInline(ReadOnlyInline):
    model = Endpoint
    fields = ("url", "disabled_at", "disabled_reason")


@admin.register(Partner)
class PartnerAdmin(ManagedAdmin):
    add_form = PartnerForm
    fields = ("name", "active", "created_at")
    list_display = ("name", "active", "created_at")
    search_fields = ("name",)
    inlines = (KeyInline, EndpointInline)

    def make(self, request: HttpRequest, asked: Mapping[str, Any]) -> int:
        return actions.create_partner(asked["name"], by=who(request), now=clock.desk_now()).pk


@admin.register(ApiKey)
class KeyAdmin(ManagedAdmin):
    add_form = KeyForm
    fields = (
        "partner",
        "prefix",
        "scopes",
        "created_at",
        "created_by",
        "expires_at",
        "revoked_at",
        "last_used_at",
    )
    list_display = ("prefix", "partner", "scopes", "expires_at", "revoked_at", "last_used_at")
    list_select_related = ("partner",)
    actions = ("revoke",)

    def make(self, request: HttpRequest, asked: Mapping[str, Any]) -> int:
        scopes = [Scope(name) for name in asked["scopes"]]
        key, plain = actions.issue_key(
            asked["partner"], scopes=scopes, by=who(request), now=clock.now()
        )
        messages.warning(request, f"Copy the key now, it is not shown again: {plain}")
        return key.pk

    @admin.action(description="Revoke", permissions=["manage"])
    def revoke(self, request: HttpRequest, rows: QuerySet[ApiKey]) -> None:
        now = clock.now()
        done = sum(actions.revoke_key(key, by=who(request), now=now) for key in rows)
        messages.success(request, f"Keys revoked: {done}.")


class SubscriptionInline(ReadOnlyInline):
    model = Subscription
    fields = ("fact_check", "events")


@admin.register(Endpoint)
class EndpointAdmin(ManagedAdmin):
    add_form = EndpointForm
    fields = ("partner", "url", "created_at", "disabled_at", "disabled_reason")
    list_display = ("url", "partner", "disabled_at", "disabled_reason")
    list_select_related = ("partner",)
    inlines = (SubscriptionInline,)
    actions = ("enable", "change_secret")

    def make(self, request: HttpRequest, asked: Mapping[str, Any]) -> int:
        events = [PartnerEvent(name) for name in asked["events"]]
        made = actions.add_endpoint(
            asked["partner"], url=asked["url"], events=events, by=who(request), now=clock.desk_now()
        )
        messages.warning(request, f"Copy the secret now, it is not shown again: {made.secret}")
        return made.pk

    @admin.action(description="Call again", permissions=["manage"])
    def enable(self, request: HttpRequest, rows: QuerySet[Endpoint]) -> None:
        user, now = who(request), clock.desk_now()
        done = sum(actions.enable_endpoint(row, by=user, now=now) for row in rows if user)
        messages.success(request, f"Endpoints called again: {done}.")

    @admin.action(description="Change the signing secret", permissions=["manage"])
    def change_secret(self, request: HttpRequest, rows: QuerySet[Endpoint]) -> None:
        for row in rows:
            secret = actions.change_secret(row, by=who(request), now=clock.desk_now())
            messages.warning(request, f"Copy the secret of {row.url} now: {secret}")


class TryInline(ReadOnlyInline):
    model = DeliveryAttempt
    fields = ("at", "status", "words")


@admin.register(Delivery)
class DeliveryAdmin(ManagedAdmin):
    fields = (
        "kind",
        "endpoint",
        "edition",
        "webhook_id",
        "must_update",
        "body",
        "created_at",
        "next_at",
        "tried",
        "last_error",
        "delivered_at",
        "acknowledged_at",
        "dead_at",
    )
    list_display = (
        "kind",
        "endpoint",
        "edition",
        "must_update",
        "delivered_at",
        "acknowledged_at",
        "tried",
        "next_at",
        "dead_at",
        "last_error",
    )
    list_filter = ("kind", "must_update", "endpoint__partner")
    list_select_related = ("endpoint", "edition")
    inlines = (TryInline,)
    actions = ("send_again",)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    @admin.action(description="Send again", permissions=["manage"])
    def send_again(self, request: HttpRequest, rows: DeliveryQuerySet) -> None:
        done = send_again(rows, now=clock.machine_now())
        messages.success(request, f"Deliveries due again: {done}.")


@admin.register(Showing)
class ShowingAdmin(ReadOnlyAdmin):
    list_display = ("partner", "edition", "known", "url", "words", "at")
    list_filter = ("known", "partner")
    list_select_related = ("partner", "edition")
