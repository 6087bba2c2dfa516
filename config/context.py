"""What every template may say: the newsroom's name and zone."""

from django.conf import settings
from django.http import HttpRequest


def newsroom(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001  (Django's signature)
    return {
        "newsroom_name": settings.NEWSROOM_NAME,
        "newsroom_zone": settings.NEWSROOM_ZONE,
        "public_url": settings.PUBLIC_URL,
    }
