"""Requests for a first talk. Nothing here is a record of a person or a case: that begins with the talk."""

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from banso.access.sight import GuardedQuerySet
from banso.navigator.states import OPEN, Outcome, Reason, State, Verb


class RequestQuerySet(GuardedQuerySet["Request"]):
    """Requests, by what is asked of them; always in somebody's sight."""

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def at(self, windows: list[str], organisation: str) -> Self:
        """Held by this organisation at one of these windows, or offered to one of them."""
        return self.filter(Q(window__in=windows, organisation=organisation) | self._offered(windows))

    @staticmethod
    def _offered(windows: list[str]) -> Q:
        return Q(state=State.OFFERED, offered_to__in=windows)

    def like(self, request: "Request") -> Self:
        """The other open ones that the same contact sent to the same desk; none for who gave no contact."""
        if not request.contact_mark:
            return self.none()
        same = self.open().filter(
            contact_mark=request.contact_mark, window=request.window, organisation=request.organisation
        )
        return same.exclude(pk=request.pk)

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)


class Request(models.Model):
    """One request. ``pk`` is the number by which offices speak of it; ``uid`` is its name on both faces.

    ``content`` (who, by what way, when, what about) is closed under the data key, or sealed for the office whose key
    has the name in ``sealed_for``; ``None`` once it was withdrawn or forgotten. ``code_mark`` is a digest of the
    person's code under a key outside the database. ``window`` and ``organisation`` are keys of the directory: the
    holder, by name. ``revision`` counts what the person wrote.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    code_mark = models.CharField("受付番号の指紋", max_length=64, default="", blank=True)
    window = models.CharField("窓口", max_length=80)
    organisation = models.CharField("受け持つ機関", max_length=80)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="担当者", null=True, on_delete=models.PROTECT, related_name="+"
    )
    offered_to = models.CharField("渡す先の窓口", max_length=80, default="", blank=True)
    state = models.CharField("状態", max_length=20, choices=State.choices(), default=State.RECEIVED)
    revision = models.PositiveIntegerField("書いた回数", default=1)
    content = models.BinaryField("内容（暗号）", null=True)
    sealed_for = models.CharField("だれの鍵で閉じたか", max_length=16, default="", blank=True)
    # A digest of the way to reach the person: what came from one contact is told together. Gone with the content.
    contact_mark = models.CharField("連絡先の指紋", max_length=64, default="", blank=True)
    consent = models.TextField("示した同意の文")
    received_at = models.DateTimeField("届いた時")
    due_on = models.DateField("返事の期限")
    deputy_told_at = models.DateTimeField("代わりの人に知らせた時", null=True)
    secretariat_told_at = models.DateTimeField("事務局に示した時", null=True)
    ended_at = models.DateTimeField("終わった時", null=True)
    read_at = models.DateTimeField("初めて読まれた時", null=True)
    # On the public face: up to which writing the office has told that it arrived. On the office's: which it has.
    arrived_revision = models.PositiveIntegerField("届いた回", default=0)
    is_sample = models.BooleanField("見本", default=False)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        indexes = [
            models.Index(fields=["state", "due_on"], name="navigator_requests_due"),
            models.Index(fields=["window", "state"], name="navigator_requests_of_window"),
            models.Index(fields=["contact_mark"], name="navigator_requests_of_contact"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code_mark"], condition=~Q(code_mark=""), name="navigator_a_code_leads_to_one_request"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.WITHDRAWN, State.FORGOTTEN]) | Q(content__isnull=True),
                name="navigator_what_is_forgotten_has_no_content",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=OPEN) | ~Q(organisation=""),
                name="navigator_an_open_request_has_a_holder",
            ),
            models.CheckConstraint(
                condition=Q(state=State.OFFERED) ^ Q(offered_to=""),
                name="navigator_what_is_offered_is_offered_to_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.TAKEN) | Q(holder__isnull=False),
                name="navigator_what_is_taken_has_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"受付{self.pk} {self.window} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def same(self) -> tuple[str, ...]:
        """What requests of one contact at one desk have in common, and no others."""
        return (self.window, self.organisation, self.contact_mark or f"#{self.pk}")

    def erase(self) -> None:
        """Take away what the person wrote, and what would tell it from others."""
        self.content, self.sealed_for, self.contact_mark = None, "", ""


class RequestEvent(models.Model):
    """One step of a request. Appended, never changed (the database refuses), without a word of its content.

    ``by`` is empty for the person and for the routine; ``to_window`` and ``to_organisation`` say where a step of a
    hand-over leads; ``outcome`` and ``happened_at`` belong to an attempt to talk; of closing without one ``outcome`` is the reason.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField("時刻")
    verb = models.CharField("したこと", max_length=20, choices=Verb.choices())
    source = models.CharField("前の状態", max_length=20, default="", blank=True)
    target = models.CharField("後の状態", max_length=20, choices=State.choices())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    window = models.CharField("窓口", max_length=80)
    organisation = models.CharField("受け持つ機関", max_length=80)
    to_window = models.CharField("相手の窓口", max_length=80, default="", blank=True)
    to_organisation = models.CharField("相手の機関", max_length=80, default="", blank=True)
    outcome = models.CharField(
        "結果", max_length=20, choices=[*Outcome.choices(), *Reason.choices()], default="", blank=True
    )
    happened_at = models.DateTimeField("連絡した時", null=True)

    objects = GuardedQuerySet["RequestEvent"].as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.request_id} {self.verb} {self.source}→{self.target}"

    @property
    def what(self) -> str:
        """What happened, in a sentence."""
        return Verb.of(self.verb).description


class ContentRead(models.Model):
    """Somebody opened the content of a request. The person can see that, with the code."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="reads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField("機関", max_length=80, default="", blank=True)
    at = models.DateTimeField("読んだ時")

    objects = GuardedQuerySet["ContentRead"].as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.request_id} {self.by_id} {self.at:%Y-%m-%d}"
