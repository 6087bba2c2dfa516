"""The newsroom's people, for administrators: who is here, in which role, and whether still."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.password_validation import validate_password
from django.db.models import Model
from django.http import HttpRequest

from accounts.actions import add_person, set_active, set_role
from accounts.models import User
from accounts.policy import Role, Verb
from jobs import clock


class NewPersonForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """Somebody's first name, role and first password."""

    password = forms.CharField(widget=forms.PasswordInput, strip=False)

    class Meta:
        model = User
        fields = ("first_name", "email", "role", "password")

    def clean_first_name(self) -> str:
        """The name somebody signs in with is taken from it, so that no two are alike."""
        name: str = self.cleaned_data["first_name"].strip()
        if not name or not name.isprintable():
            raise forms.ValidationError("Give a name.")
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(f"Somebody already signs in as {name.lower()}.")
        return name

    def clean_password(self) -> str:
        """By the same rules as everywhere."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """What of a person can be changed: names stay, as the ledger speaks of them."""

    class Meta:
        model = User
        fields = ("role", "is_active")


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """People by role; every change goes through the actions, and nobody is ever deleted."""

    list_display = ("username", "first_name", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("username", "first_name")
    ordering = ("username",)

    def get_form(  # type: ignore[override]  # `change` comes by name, as Django gives it
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: User | None = None,
        **_: Any,
    ) -> "type[forms.ModelForm[User]]":
        """One form for somebody new, another for somebody known."""
        return PersonForm if obj else NewPersonForm

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:  # noqa: ARG002
        """The form's own."""
        return PersonForm.Meta.fields if obj else NewPersonForm.Meta.fields

    def save_model(
        self,
        request: HttpRequest,
        obj: User,
        form: "forms.ModelForm[User]",
        change: bool,  # noqa: FBT001
    ) -> None:
        """Through the actions, each with its row in the person's chain."""
        by, now = _administrator(request), clock.desk_now()
        typed = form.cleaned_data
        if not change:
            made = add_person(
                typed["first_name"],
                role=Role(typed["role"]),
                password=typed["password"],
                email=typed["email"],
                by=by,
                now=now,
            )
            obj.pk = made.pk
            return
        person = User.objects.get(pk=obj.pk)
        if person.role != typed["role"]:
            set_role(person, role=Role(typed["role"]), by=by, now=now)
        if person.is_active != typed["is_active"]:
            set_active(person, active=typed["is_active"], by=by, now=now)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _may_manage(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        return _may_manage(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _may_manage(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        return _may_manage(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        return False


def _may_manage(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.may(Verb.MANAGE)


def _administrator(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("Only somebody signed in comes this far.")
    return request.user
