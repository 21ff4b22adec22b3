"""Papers put before the council. A printed paper is a record: neither it nor its files ever change."""

from django.conf import settings
from django.db import models

from banso.council.rules import Form
from banso.lib.fiscal import Period


class Paper(models.Model):
    """One paper as it was printed.

    ``content`` holds every figure and text of all its forms (see ``gathering``); ``known_seq`` is the last ledger
    entry that it knew. The database refuses changes (migration 0002).
    """

    plan = models.CharField("計画", max_length=80)
    number = models.CharField("資料番号", max_length=20)
    title = models.CharField("題名", max_length=200)
    edition = models.ForeignKey("plan.Edition", on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField("いつまでに分かったことか")
    known_seq = models.BigIntegerField("台帳のどこまでを知っていたか")
    fiscal_year = models.IntegerField("対象期間の年度")
    first_month = models.IntegerField("期首月（4月が1）")
    last_month = models.IntegerField("期末月（4月が1）")
    printed_at = models.DateTimeField("作成した時")
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sample = models.BooleanField("見本データか")
    content = models.JSONField("内容")

    class Meta:
        ordering = ("-pk",)
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="council_paper_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def period(self) -> Period:
        return Period(self.fiscal_year, self.first_month, self.last_month)


class PaperFile(models.Model):
    """One form of a paper, byte for byte as it was made."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="files")
    form = models.CharField("形式", max_length=20, choices=Form.choices())
    name = models.CharField("ファイル名", max_length=200)
    content_type = models.CharField("種類", max_length=100)
    file = models.BinaryField("ファイル")
    size = models.IntegerField("バイト数")
    sha256 = models.CharField("指紋（SHA-256）", max_length=64)

    class Meta:
        ordering = ("paper", "pk")
        constraints = [models.UniqueConstraint(fields=["paper", "form"], name="council_each_form_once")]

    def __str__(self) -> str:
        return self.name


class Publication(models.Model):
    """A paper whose data everybody may have. Published once, it stays so (the database refuses changes)."""

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="publication")
    published_at = models.DateTimeField("公開した時")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-published_at", "-pk")

    def __str__(self) -> str:
        return f"{self.paper_id} {self.published_at:%Y-%m-%d}"


class PublicationNote(models.Model):
    """What must be known of published data later: a correction, a warning. Added, never changed."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField("注記")
    written_at = models.DateTimeField("書いた時")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:40]
