"""The newsroom's own people; custom from the first migration."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from accounts.policy import Role, Verb, may


class User(AbstractUser):
    """Somebody of the newsroom. `role` alone says what they may do (`accounts.policy`)."""

    role = models.CharField(
        max_length=12,
        choices=[(role.value, role.value.capitalize()) for role in Role],
        default=Role.CONTRIBUTOR.value,
    )

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="user_role_known"
            )
        ]

    def __str__(self) -> str:
        return self.get_short_name() or self.get_username()

    def may(self, verb: Verb) -> bool:
        return self.is_active and may(self.role, verb)


class WrongTry(models.Model):
    """One wrong password; `key` is a hash of name and address, kept for minutes."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField(help_text="Machine time")

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="wrong_try_by_key")]

    def __str__(self) -> str:
        return f"wrong try at {self.at:%H:%M}"
