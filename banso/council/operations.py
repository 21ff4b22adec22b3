"""Writes of this room: printing a paper. What is printed never changes."""

import hashlib
import logging
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import require
from banso.council.content import gather
from banso.council.models import Paper, PaperFile, Publication, PublicationNote
from banso.council.printing import data, drawing, excel, package, pdf, text, word
from banso.council.queries import newest_data_columns, newest_paper, next_number, since_previous
from banso.council.rules import Form, printable, time_text
from banso.design.charts import png
from banso.ledger import operations as ledger
from banso.ledger.kinds import Kind
from banso.ledger.operations import Fact
from banso.ledger.queries import last_known
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.lib.readability import check, read
from banso.plan.queries import LoadedPlan

if TYPE_CHECKING:
    from banso.access.models import User

logger = logging.getLogger(__name__)
SAMPLE_TEXT = "【見本データ】この資料は見本のデータで作ったものです。実際の数値ではありません。"
TITLE_LENGTH = 200
NOTE_LENGTH = 1000
# Two who print at once get two numbers: the second makes its files again with its own.
ATTEMPTS = 10


class NotPrinted(Exception):
    """A paper could not be made; nothing was kept. The sentence says why, in Japanese."""


class _NumberTaken(Exception):
    """Somebody else's paper got the number while this one was being made."""


def print_paper(
    *, plan: LoadedPlan, as_of: date, by: "User", period: Period | None = None, title: str = ""
) -> Paper:
    """Print the progress of ``plan`` as known at the end of ``as_of``, or now while that day lasts: a paper with its files.

    The files are made before the database is locked, so that a long printing lets others write. Raises ``Refused``
    for a member who may not, and :class:`NotPrinted`.
    """
    require(member_of(by), Act.PRINT_PAPER)
    if as_of > clock.today():
        raise NotPrinted("情報の時点には、今日までの日を選んでください。")
    if len(title) > TITLE_LENGTH:
        raise NotPrinted(f"題名は{TITLE_LENGTH}字までにしてください。")
    known_at = clock.local(clock.now())
    lasts = as_of == known_at.date()
    seq = last_known(known_at if lasts else as_of)
    # To the minute, as it is printed: the number of the last entry says the rest.
    moment_text = known_at.replace(second=0, microsecond=0).isoformat() if lasts else None
    figures = gather(plan, as_of=as_of, seq=seq, period=period, moment=moment_text)
    for _attempt in range(ATTEMPTS):
        number, moment = next_number(plan.key), clock.now()
        since = since_previous(newest_paper(plan.key), figures, plan, seq)
        meta = _document(figures, number, title, moment, by)
        content = {"document": meta, "figures": figures, "since": since, "charts": drawing.svgs(figures)}
        files = _files(content)
        _require_readable(plan, meta["file_stem"], files[Form.PACKAGE])
        try:
            return _keep(plan, content, files, as_of, seq, moment, by)
        except _NumberTaken:
            continue
    raise NotPrinted("ほかの資料が続けて作られているため、番号を取れませんでした。もう一度作ってください。")


def _document(
    figures: Mapping[str, Any], number: str, title: str, moment: datetime, by: "User"
) -> dict[str, Any]:
    """What a paper says of itself, beside its figures."""
    local = clock.local(moment)
    period = figures["period"]["label"]
    default = f"{figures['plan']['fiscal_year_label']}　計画の進み具合について（{period}）"
    return {
        "number": number,
        "title": printable(" ".join(title.split())) or default,
        "council": figures["council"],
        "as_of_text": figures["as_of_text"],
        "sample": settings.SAMPLE_DATA,
        "sample_text": SAMPLE_TEXT if settings.SAMPLE_DATA else "",
        "printed_at": moment.replace(microsecond=0).isoformat(),
        "printed_at_text": time_text(local),
        "printed_by": str(by),
        "file_stem": f"{number}_progress_{figures['as_of'].replace('-', '')}",
    }


def _files(content: dict[str, Any]) -> dict[Form, bytes]:
    """Every form. A form that cannot be made fails the paper whole."""
    try:
        images = {group: png(svg) for group, svg in content["charts"].items()}
        return {
            Form.WORD: word.make(content, images),
            Form.EXCEL: excel.make(content, images),
            Form.PDF: pdf.make(content, content["charts"]),
            Form.TEXT: text.make(content),
            Form.DATA: data.make(content),
            Form.PACKAGE: package.make(content),
        }
    except Exception as problem:
        # Whatever a library for documents raises, the office needs one sentence, and the log the rest.
        logger.exception("a paper could not be made")
        raise NotPrinted(
            f"資料のファイルを作れませんでした（{type(problem).__name__}）。何も保存していません。システムの管理者に知らせてください。"
        ) from problem


def _require_readable(plan: LoadedPlan, stem: str, packed: bytes) -> None:
    """A paper whose data others could not use is not printed. Two SQL queries at most."""
    before = newest_data_columns(plan.key)
    report = check(read(f"{stem}.zip", packed, before=before, is_first=before is None))
    if report.passes:
        return
    faults = "、".join(f"{r.rule.id} {r.rule.title}（{r.finding.places[0]}）" for r in report.failing)
    raise NotPrinted(
        f"データのファイルが機械可読性のルールに合わないため、作りませんでした。何も保存していません。{faults}"
    )


def _keep(
    plan: LoadedPlan,
    content: dict[str, Any],
    files: Mapping[Form, bytes],
    as_of: date,
    seq: int,
    moment: datetime,
    by: "User",
) -> Paper:
    """All of it or nothing. Writers of the ledger queue, so no two papers pass here at once."""
    meta = content["document"]
    period = Period.parse(content["figures"]["period"]["key"])
    with transaction.atomic():
        fact = Fact(
            kind=Kind.PAPER_PRINTED,
            plan=plan.key,
            subject=meta["number"],
            organisation=by.organisation,
            period=period,
            occurred_on=clock.local(moment).date(),
            source=f"paper:{meta['number']}",
        )
        ledger.record([fact])
        if next_number(plan.key) != meta["number"]:
            raise _NumberTaken
        paper = Paper.objects.create(
            plan=plan.key,
            number=meta["number"],
            title=meta["title"],
            edition_id=plan.edition_id,
            as_of=as_of,
            known_seq=seq,
            fiscal_year=period.year,
            first_month=period.first,
            last_month=period.last,
            printed_at=moment,
            printed_by=by,
            sample=meta["sample"],
            content=content,
        )
        PaperFile.objects.bulk_create(
            _file(paper, form, meta["file_stem"], bytes_) for form, bytes_ in files.items()
        )
    return paper


def _file(paper: Paper, form: Form, stem: str, content: bytes) -> PaperFile:
    return PaperFile(
        paper=paper,
        form=form.value,
        name=f"{stem}.{form.suffix}",
        content_type=form.content_type,
        file=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


class NotPublished(Exception):
    """Data could not be published, or a note not added. The sentence says why, in Japanese."""


def publish(*, paper: Paper, by: "User") -> Publication:
    """Let everybody have the data of ``paper``. It cannot be taken back. Raises ``Refused`` and :class:`NotPublished`."""
    require(member_of(by), Act.PUBLISH)
    with transaction.atomic():
        made, new = Publication.objects.get_or_create(
            paper=paper, defaults={"published_at": clock.now(), "published_by": by}
        )
    if not new:
        raise NotPublished(f"資料 {paper.number} のデータは、もう公開しています。")
    return made


def add_note(*, publication: Publication, text: str, by: "User") -> PublicationNote:
    """Say of published data what was found out later. Raises ``Refused`` and :class:`NotPublished`."""
    require(member_of(by), Act.PUBLISH)
    said = printable(text).strip()
    if not said:
        raise NotPublished("注記を書いてください。")
    if len(said) > NOTE_LENGTH:
        raise NotPublished(f"注記は{NOTE_LENGTH}字までにしてください。")
    return PublicationNote.objects.create(
        publication=publication, text=said, written_at=clock.now(), written_by=by
    )
