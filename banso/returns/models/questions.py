"""What is asked about a version before it counts, and what was answered."""

from typing import Self

from django.conf import settings
from django.db import models

from banso.returns.models.returns import Version
from banso.returns.states import QuestionKind


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions, by whether somebody has answered."""

    def open(self) -> Self:
        return self.filter(answered_at__isnull=True)

    def blocking(self) -> Self:
        """Those without whose answer a version cannot be handed in."""
        return self.open().exclude(kind=QuestionKind.NOTICE)


class Question(models.Model):
    """One question about a version: about a cell whose meaning is in doubt, or about a number that looks odd.

    ``key`` stays the same when the same file is read again with answers. ``row`` and ``column`` are the keys of the
    layout, ``cell`` the place in the file. An answer is a text, as if it had been typed into the cell; the file
    itself stays as it came. What a sense question is answered with is its ``explanation``.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField("種類", max_length=20, choices=QuestionKind.choices())
    rule = models.CharField("確かめ方", max_length=40, default="", blank=True)
    sheet = models.CharField("シート", max_length=80, default="", blank=True)
    cell = models.CharField("セル", max_length=20, default="", blank=True)
    key = models.CharField("鍵", max_length=400)
    row = models.CharField("行の鍵", max_length=300, default="", blank=True)
    column = models.CharField("列の鍵", max_length=40, default="", blank=True)
    about = models.CharField("項目", max_length=400, default="", blank=True)
    stored = models.TextField("入っている値", default="", blank=True)
    displayed = models.TextField("画面の表示", default="", blank=True)
    message = models.TextField("問い")
    remedy = models.TextField("答え方", default="", blank=True)
    asks = models.CharField("答えの種類", max_length=20, default="text")
    proposal = models.TextField("読み取りの案", default="", blank=True)
    choices = models.JSONField("選べる答え", default=list)
    answer = models.TextField("答え", default="", blank=True)
    fault = models.TextField("答えの直してほしいところ", default="", blank=True)
    # What was typed and did not settle the question: shown again, so that it need not be typed anew.
    tried = models.TextField("決まらなかった答え", default="", blank=True)
    explanation = models.TextField("機関の説明", default="", blank=True)
    carried_from = models.IntegerField("答えのあった版", null=True, blank=True)
    answered_at = models.DateTimeField("答えた時", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.place} {self.message}"

    @property
    def place(self) -> str:
        """指標!I7"""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    @property
    def sense_about(self) -> str:
        """The key of the row that an office told in another way, where that is what is asked."""
        return self.row if self.rule == "office_differs" else ""

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
