"""One outbox for mail, screen and letter, and the addresses of organisations."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from banso.notices.rules import EDITABLE, Channel, NoticeState


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices, by what is asked of them."""

    def letters(self) -> Self:
        return self.filter(channel=Channel.LETTER)

    def mail(self) -> Self:
        return self.filter(channel=Channel.MAIL)

    def waiting(self) -> Self:
        return self.filter(state=NoticeState.WAITING)

    def due(self, moment: datetime) -> Self:
        """Mail that may be sent now and that nobody has claimed."""
        return self.mail().waiting().filter(next_at__lte=moment, claimed_until__isnull=True)

    def abandoned(self, moment: datetime) -> Self:
        """Claimed, and the claim ran out without a result: the sender was stopped in the middle."""
        return self.waiting().filter(claimed_until__lte=moment)


class Notice(models.Model):
    """Something that somebody is told. ``key`` makes posting it twice the same as once.

    ``related`` says what it is about, as ``kind:id``, a text that this room does not read. The record stays when the
    notice is sent or cancelled.
    """

    key = models.CharField("重複を防ぐ印", max_length=300, unique=True)
    channel = models.CharField("方法", max_length=20, choices=Channel.choices())
    to = models.CharField("宛先", max_length=254, default="", blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.CharField("機関", max_length=80, default="", blank=True)
    subject = models.CharField("件名", max_length=200)
    body = models.TextField("本文")
    related = models.CharField("何についてか", max_length=200, default="", blank=True, db_index=True)
    state = models.CharField("状態", max_length=20, choices=NoticeState.choices())
    created_at = models.DateTimeField("作成した時")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    attempts = models.IntegerField("試した回数", default=0)
    next_at = models.DateTimeField("次に送る時", null=True, blank=True)
    claimed_until = models.DateTimeField("送信中", null=True, blank=True)
    last_error = models.TextField("送れなかった理由", default="", blank=True)
    sent_at = models.DateTimeField("送った時", null=True, blank=True)
    printed_at = models.DateTimeField("印刷した時", null=True, blank=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(channel=Channel.MAIL) | ~Q(to=""), name="notices_mail_has_an_address"
            ),
            models.CheckConstraint(
                condition=~Q(state=NoticeState.SENT) | Q(sent_at__isnull=False),
                name="notices_what_was_sent_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "next_at"], name="notices_due")]

    def __str__(self) -> str:
        return f"{self.to} {self.subject}"

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE and self.claimed_until is None

    @property
    def state_label(self) -> str:
        if self.claimed_until is not None and self.state == NoticeState.WAITING:
            return "送信中"
        return NoticeState.of(self.state).label


class Contact(models.Model):
    """A desk of an organisation that takes mail."""

    organisation = models.CharField("機関", max_length=80)
    desk = models.CharField("窓口の名", max_length=120)
    email = models.CharField("メールアドレス", max_length=254)
    is_sample = models.BooleanField("見本", default=False)

    class Meta:
        ordering = ("organisation", "pk")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "email"], name="notices_an_address_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.desk}"
