"""Files that bring windows in: the file as it came, and what each of its rows would do, did, or could not do."""

from django.db import models

from banso.directory.codes import Confidence, ImportState, RowOutcome


class DirectoryImport(models.Model):
    """One file. ``revision`` is the directory that the rows were planned against: on another they are not applied."""

    name = models.CharField("ファイル名", max_length=200)
    # Whose words the file has, as of when: what a row changes stands under this source.
    source = models.CharField("だれの情報か", max_length=500, default="", blank=True)
    source_date = models.CharField("いつの情報か", max_length=20, default="", blank=True)
    confidence = models.CharField(
        "確かさ", max_length=10, choices=Confidence.choices(), default=Confidence.SECONDARY
    )
    sha256 = models.CharField("ファイルの指紋", max_length=64)
    size = models.PositiveIntegerField("大きさ")
    file = models.BinaryField("受け取ったままのファイル")
    encoding = models.CharField("文字コード", max_length=20)
    notes = models.JSONField("ファイル全体について", default=list)
    counts = models.JSONField("行の数", default=dict)
    revision = models.CharField("台帳の版", max_length=32)
    state = models.CharField(
        "状態", max_length=10, choices=ImportState.choices(), default=ImportState.PREVIEW
    )
    made_at = models.DateTimeField("受け取った時刻")
    made_by = models.CharField("受け取った人", max_length=120)
    applied_at = models.DateTimeField("取り込んだ時刻", null=True)
    applied_by = models.CharField("取り込んだ人", max_length=120, default="", blank=True)
    undone_at = models.DateTimeField("取り消した時刻", null=True)
    undone_by = models.CharField("取り消した人", max_length=120, default="", blank=True)
    # What was done, in numbers: fields kept for the organisation in charge, fields that could not be put back.
    told = models.JSONField("結果", default=dict)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.name} {self.sha256[:8]}"


class ImportRow(models.Model):
    """One row of a file, with its one outcome. ``differences``: ``{field, before, after, conflict}``."""

    source = models.ForeignKey(DirectoryImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("行（Excelと同じ）")
    name = models.CharField("名称", max_length=160, default="", blank=True)
    outcome = models.CharField("扱い", max_length=10, choices=RowOutcome.choices())
    key = models.CharField("窓口のid", max_length=80, default="", blank=True)
    reason = models.TextField("理由", default="", blank=True)
    repairs = models.JSONField("直したこと", default=list)
    problems = models.JSONField("入れない項目", default=list)
    differences = models.JSONField("違い", default=list)
    conflicts = models.BooleanField("担当機関の書いた値を変えるか", default=False)
    accepted = models.BooleanField("それでも変えるか", default=False)

    class Meta:
        ordering = ("source", "number")
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="directory_a_row_of_a_file_stands_once")
        ]
        indexes = [models.Index(fields=["source", "outcome", "number"], name="directory_rows_by_outcome")]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.number} {self.outcome}"
