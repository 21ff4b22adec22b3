"""Who works here, and what was refused to whom."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from banso.access.roles import Role
from banso.lib import clock


class User(AbstractUser):
    """A member of the staff of an organisation, with one role. ``organisation`` is the id in the plan.

    ``unit``, where given, is the id of the reporting unit (an office) of the organisation to which the user belongs.
    """

    display_name = models.CharField("表示名", max_length=80, default="", blank=True)
    role = models.CharField("役割", max_length=20, choices=Role.choices(), default=Role.READER)
    organisation = models.CharField("組織", max_length=80, default="", blank=True)
    unit = models.CharField("事務所", max_length=80, default="", blank=True)
    is_sample = models.BooleanField("見本", default=False)

    class Meta:
        verbose_name = "利用者"
        constraints = [
            models.CheckConstraint(
                condition=~Q(role=Role.BODY) | ~Q(organisation=""),
                name="access_a_body_member_has_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(unit="") | Q(role=Role.BODY), name="access_an_office_is_of_a_body"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username


class Refusal(models.Model):
    """A page or an act that was refused."""

    at = models.DateTimeField("時刻")
    user = models.ForeignKey(
        User, verbose_name="利用者", null=True, on_delete=models.PROTECT, related_name="refusals"
    )
    act = models.CharField("行為", max_length=40, default="", blank=True)
    organisation = models.CharField("相手の組織", max_length=80, default="", blank=True)
    path = models.CharField("アドレス", max_length=300)

    class Meta:
        verbose_name = "拒否の記録"
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{clock.local(self.at):%Y-%m-%d %H:%M%z} {self.user} {self.act} {self.path}"
