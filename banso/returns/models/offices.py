"""What an office says of its own lines of a return."""

from django.conf import settings
from django.db import models

from banso.returns.models.returns import Return, Version


class OfficeWord(models.Model):
    """The lines of one office, as it told them or as it confirmed them in ``version``. Appended, never changed.

    ``lines``: [indicator, component, amount, status, note] each. A version that says the same as the office's last
    word needs no other. ``words`` tells how it was confirmed where somebody else recorded it for the office.
    """

    subject = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="office_words")
    version = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="office_words")
    unit = models.CharField("事務所", max_length=80)
    lines = models.JSONField("行")
    said_at = models.DateTimeField("記録した時")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.TextField("確認の受け方", default="", blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.unit} {self.said_at:%Y-%m-%d %H:%M}"
