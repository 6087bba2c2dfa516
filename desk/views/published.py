"""What readers see now, and which of it is being looked at again."""

from django.db.models import Count, F
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.policy import Verb
from claims.facts import Status
from claims.wording import LABELS
from desk.doors import SignedIn, door
from desk.frame import page
from desk.lists import page_of, without
from publishing.models import Edition


@door(Verb.READ)
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """Editions in force, those that may no longer hold first."""
    rows = (
        Edition.objects.in_force()
        .with_list_row()
        .select_related("fact_check__claim")
        .annotate(shown_by=Count("fact_check__editions__showings__partner", distinct=True))
    )
    ordered = rows.order_by(F("looked_at_since").asc(nulls_last=True), "-published_at", "-pk")
    shown = page_of(ordered, request)
    labels = {status.value: LABELS[status] for status in Status}
    listed = [(edition, labels[edition.fact_check.claim.status]) for edition in shown]
    context = {"rows": shown, "listed": listed, "rest": without(request.GET)}
    return page(request, "desk/published.html", context)
