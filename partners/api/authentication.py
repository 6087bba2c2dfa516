"""Who asks, by the key in the Authorization header, and what the key opens."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated, ParseError
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from jobs.clock import machine_now
from partners import keys
from partners.models import ApiKey, Partner
from partners.states import Scope

if TYPE_CHECKING:
    # REST framework loads this module while it loads its views.
    from rest_framework.views import APIView

IN_THE_HEADER: Final = "Send the key in the Authorization header."
_WRONG: Final = "The key is unknown, expired or revoked."
_NAMES: Final = frozenset(
    {"key", "api_key", "apikey", "api-key", "token", "access_token", "authorization"}
)
# A hash that no key has: an unknown prefix costs the same as a wrong secret.
_NOBODY: Final = "0" * 64
# A read must not become a write each time.
_USE_NOTED_EVERY: Final = timedelta(minutes=1)


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer rk_…` (RFC 6750); a key in an address would end up in logs."""

    def authenticate(self, request: Request) -> tuple[Partner, ApiKey] | None:
        if _key_in_address(request):
            raise ParseError(IN_THE_HEADER)
        word, _, plain = request.headers.get("Authorization", "").strip().partition(" ")
        if not word:
            return None
        if word.lower() != "bearer":
            raise AuthenticationFailed(f"{IN_THE_HEADER} Its form is: Bearer rk_…")
        key = _live_key(plain.strip(), now=machine_now())
        return key.partner, key

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002
        return 'Bearer realm="partners"'


class HasScope(BasePermission):
    """Reading needs a key that reads; anything else one that acknowledges."""

    def has_permission(self, request: Request, view: "APIView") -> bool:  # noqa: ARG002
        wanted = Scope.READ if request.method in SAFE_METHODS else Scope.ACKNOWLEDGE
        self.message = f"This key lacks the scope {wanted.value}."
        return wanted.value in key_of(request).scopes


def key_of(request: Request) -> ApiKey:
    """The key that the request came with. Raises NotAuthenticated (401)."""
    if not isinstance(request.auth, ApiKey):
        raise NotAuthenticated(IN_THE_HEADER)
    return request.auth


def _key_in_address(request: Request) -> bool:
    given = request.query_params
    return any(
        name.lower() in _NAMES or value.startswith("rk_")
        for name in given
        for value in given.getlist(name)
    )


def _live_key(plain: str, *, now: datetime) -> ApiKey:
    prefix = keys.prefix_of(plain)
    key = ApiKey.objects.live(now=now).select_related("partner").filter(prefix=prefix or "").first()
    if not keys.same(plain, key.hash if key else _NOBODY) or key is None:
        raise AuthenticationFailed(_WRONG)
    if key.last_used_at is None or key.last_used_at <= now - _USE_NOTED_EVERY:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=now)
        ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)
    return key
