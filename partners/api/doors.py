"""What every view of the API has in common: strict in, cacheable out."""

import hashlib
from typing import Any, ClassVar

from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from partners.api.authentication import key_of
from partners.api.parsing import StrictJsonParser
from partners.models import Partner


class Door(APIView):
    """A view that refuses parameters it does not know, and answers 304 where nothing changed."""

    http_method_names = ["get", "head", "post"]
    parser_classes = [StrictJsonParser]
    params: ClassVar[frozenset[str]] = frozenset()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        for name in request.query_params:
            if name not in self.params:
                raise ParseError(f"There is no parameter {name[:80]!r} here.")
            if len(request.query_params.getlist(name)) > 1:
                raise ParseError(f"The parameter {name!r} is given twice.")

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        final["Cache-Control"] = "private, no-cache"
        patch_vary_headers(final, ["Authorization"])
        if request.method in {"GET", "HEAD"}:
            final.add_post_render_callback(lambda rendered: _conditional(request, rendered))
        return final


def partner_of(request: Request) -> Partner:
    """Whose key the request came with. Raises NotAuthenticated (401)."""
    return key_of(request).partner


def _conditional(request: Request, rendered: Any) -> Any:
    """The answer with its ETag, or 304 where the asker has these bytes (RFC 9110, 13.1.2)."""
    if rendered.status_code != 200:
        return rendered
    etag = f'"{hashlib.sha256(rendered.content).hexdigest()[:32]}"'
    rendered["ETag"] = etag
    return get_conditional_response(request._request, etag=etag, response=rendered)  # noqa: SLF001
