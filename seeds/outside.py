"""The partner's own hands: it answers through the API, as any partner does."""

import json
import urllib.request
from dataclasses import dataclass

from publishing.models import FactCheck
from seeds.hands import ByAction


@dataclass(frozen=True, slots=True)
class PartnerByApi(ByAction):
    """The newsroom acts through actions; its partner has a key and the web server's address."""

    web: str

    def acknowledge(self, check: FactCheck, *, shows_edition: int, url: str) -> None:
        """POST to the API; HTTPError if it refuses."""
        request = urllib.request.Request(  # noqa: S310  (our own web server)
            f"{self.web}/api/v1/fact-checks/{check.number}/acknowledgements",
            data=json.dumps({"shows_edition": shows_edition, "url": url}).encode(),
            headers={
                "Authorization": f"Bearer {self.room.key}",
                "Content-Type": "application/json",
            },
            method="POST",
        )
        with urllib.request.urlopen(request, timeout=10):  # noqa: S310  (our own web server)
            return
