"""Who sits at the desk of a window."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from banso.navigator.states import Part


class DeskQuerySet(models.QuerySet["Desk"]):
    """Desks, by what is asked of them."""

    def now(self) -> Self:
        """The seats of those who may sign in and are still of the organisation."""
        return self.filter(
            removed_at__isnull=True, user__is_active=True, user__organisation=F("organisation")
        )


class Desk(models.Model):
    """Somebody at a window, on behalf of an organisation, for a time. Taken away, the row stays with its end."""

    window = models.CharField("窓口", max_length=80)
    organisation = models.CharField("機関", max_length=80)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField("役割", max_length=10, choices=Part.choices(), default=Part.STAFF)
    added_at = models.DateTimeField("加えた時")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField("外した時", null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DeskQuerySet.as_manager()

    class Meta:
        ordering = ("window", "part", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["window", "user"],
                condition=Q(removed_at__isnull=True),
                name="navigator_one_seat_at_a_desk",
            )
        ]

    def __str__(self) -> str:
        return f"{self.window} {self.user_id} {self.part}"
