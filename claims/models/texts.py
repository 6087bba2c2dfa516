"""What the claim index is built from beside the claims: published checks, vectors of texts."""

from django.db import models

from claims.models.claim import Claim


class PublishedText(models.Model):
    """The words of a claim's last published check, by which passages find it too."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="published_text")
    title = models.CharField(max_length=300)
    body = models.TextField()

    def __str__(self) -> str:
        return self.title


class TextVector(models.Model):
    """A text's vector by one encoder, so that each text is encoded once for all machines.

    It is found by the text's digest. `packed` is a float32 scale and one int8 per number; vectors
    of two models are never compared.
    """

    model = models.CharField(max_length=120)
    digest = models.CharField(max_length=32)
    packed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "digest"], name="text_vector_once")]

    def __str__(self) -> str:
        return f"{self.digest} by {self.model}"
