"""The words with which the plan's office asks and judges: situations, wishes, questions."""

from django.db import models


class Vocabulary(models.Model):
    """The vocabulary of a plan's folder as JSON (``banso.directory.format.Vocabulary``); one row per plan key."""

    plan = models.CharField("計画", max_length=80, primary_key=True)
    digest = models.CharField("内容の指紋", max_length=64)
    words = models.JSONField("内容")
    requests = models.JSONField("相談の申し込みを残す期間", default=dict, blank=True)
    loaded_at = models.DateTimeField("読み込んだ時")

    def __str__(self) -> str:
        return f"{self.plan} {self.digest[:8]}"
