"""For load balancers and monitors: is the database there, is work late?"""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.health import health
from jobs import clock


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """200 while the database answers, also when work is late: no other web process would help."""
    try:
        found = health(now=clock.now())
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", "text/plain", status=503)
    return HttpResponse(f"{'late' if found.late else 'ok'}: {found.words}\n", "text/plain")
