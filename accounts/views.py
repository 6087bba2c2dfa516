"""Signing in and out, and the theme."""

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.forms import SignInForm, ThemeForm
from accounts.theme import COOKIE, YEAR_S, theme_of


class SignIn(LoginView):
    """The one door into the newsroom; `next` is followed only within this site."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Django's, and the theme."""
        return {**super().get_context_data(**kwargs), "theme": theme_of(self.request)}

    def form_invalid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]  # narrower
        """The form again, and no success for whoever reads only the status."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOut(LogoutView):
    """POST alone, as a link could sign anybody out."""


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen colours for a year, and go back to where they were chosen."""
    form = ThemeForm(request.POST)
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = redirect(back if here else reverse("desk:claims"))
    if form.is_valid():
        chosen = form.cleaned_data["theme"]
        secure = request.is_secure()
        response.set_cookie(
            COOKIE, chosen, max_age=YEAR_S, samesite="Lax", httponly=True, secure=secure
        )
    return response
