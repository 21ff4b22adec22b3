"""What everybody may have: published data files, and each indicator as the publications told it one after another."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch

from banso.council.models import PaperFile, Publication
from banso.council.revising import Reason, reasons, texts
from banso.council.rules import PUBLIC_FORMS, as_of_text
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan

HEADER = (
    "指標ID", "指標", "単位", "公開", "情報の時点", "情報の時点の説明", "台帳の番号", "公開した日", "期間キー", "期間", "種類", "状態コード", "状態", "値", "下限",
    "上限", "前の公開からの改定", "前の公開の値", "改定のもとの報告",
)  # fmt: skip
KINDS = {"figure": "期間の値", "cumulative": "累計"}


def publications(plan: str) -> list[Publication]:
    """The publications of a plan, newest first, with their files' names and notes. Three SQL queries."""
    files = PaperFile.objects.filter(form__in=[form.value for form in PUBLIC_FORMS]).defer("file")
    found = Publication.objects.filter(paper__plan=plan).select_related("paper").defer("paper__content")
    return list(found.prefetch_related(Prefetch("paper__files", queryset=files), "notes"))


def publication(plan: str, number: str) -> Publication:
    """One publication by the number of its paper. Raises ``Publication.DoesNotExist``."""
    return (
        Publication.objects.select_related("paper")
        .defer("paper__content")
        .get(paper__plan=plan, paper__number=number)
    )


def public_file(plan: str, number: str, form: str) -> PaperFile:
    """A published file with its bytes. Raises ``PaperFile.DoesNotExist``, also for what is not public."""
    allowed = [public.value for public in PUBLIC_FORMS]
    return PaperFile.objects.get(
        paper__plan=plan, paper__number=number, paper__publication__isnull=False, form=form, form__in=allowed
    )


@dataclass(frozen=True)
class Issue:
    """One publication as a column of a series."""

    number: str
    as_of: str
    as_of_text: str
    known_seq: int
    published_on: str
    row: dict[str, Any]
    reasons: dict[str, list[dict[str, Any]]] | None


@dataclass(frozen=True)
class Told:
    """One period as one publication told it; ``revised`` where the one before told it otherwise.

    ``before``: what that one told, by kind; ``reasons``: the returns that were approved between the two.
    """

    issue: Issue
    figure: dict[str, Any] | None
    cumulative: dict[str, Any] | None
    before: dict[str, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()

    @property
    def revised(self) -> bool:
        return bool(self.before)


@dataclass(frozen=True)
class PeriodRow:
    key: str
    label: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class PublishedSeries:
    """An indicator as published: its newest definition, and every period in every publication, oldest first."""

    id: str
    label: str
    unit: str
    definition: str
    target_text: str
    issues: tuple[Issue, ...]
    periods: tuple[PeriodRow, ...]


def published_series(plan: LoadedPlan, indicator: str) -> PublishedSeries:
    """One indicator across the publications. At most three SQL queries. Raises KeyError where none has it."""
    rows = (
        Publication.objects.filter(paper__plan=plan.key)
        .order_by("paper__as_of", "paper__known_seq", "pk")
        .values_list(
            "paper__number",
            "paper__as_of",
            "paper__known_seq",
            "paper__content__figures__as_of_text",
            "paper__content__figures__reasons",
            "published_at",
            "paper__content__figures__indicators",
        )
    )
    issues = [
        Issue(
            number, as_of.isoformat(), said or as_of_text(as_of), seq, f"{clock.local(at):%Y-%m-%d}", row, why
        )
        for number, as_of, seq, said, why, at, found in rows
        for row in found
        if row["id"] == indicator
    ]
    if not issues:
        raise KeyError(indicator)
    newest = issues[-1].row
    return PublishedSeries(
        indicator,
        newest["label"],
        newest["unit"],
        newest["definition"],
        newest["target_text"],
        tuple(issues),
        tuple(_periods(plan, issues)),
    )


def _periods(plan: LoadedPlan, issues: list[Issue]) -> list[PeriodRow]:
    labels = {point["period"]: point["label"] for issue in issues for point in issue.row["series"]}
    found = _reasons(plan, issues, list(labels))
    return [PeriodRow(key, labels[key], tuple(_told(issues, key, found))) for key in sorted(labels)]


def _reasons(plan: LoadedPlan, issues: list[Issue], periods: list[str]) -> list[Reason]:
    """As they crossed with the publications, where they did; else asked of the ledger."""
    newest = issues[-1]
    crossed = [issue.reasons.get(issue.row["id"], []) for issue in issues if issue.reasons is not None]
    if crossed:
        return [Reason(**told) for several in crossed for told in several]
    if not periods:
        return []
    return reasons(
        plan,
        newest.row["id"],
        since=issues[0].known_seq,
        seq=newest.known_seq,
        as_of=date.fromisoformat(newest.as_of),
        period=max((Period.parse(key) for key in periods), key=lambda period: period.end),
    )


def _told(issues: list[Issue], key: str, found: list[Reason]) -> list[Told]:
    told: list[Told] = []
    last: Told | None = None
    for issue in issues:
        point = next((p for p in issue.row["series"] if p["period"] == key), None)
        if point is None:
            told.append(Told(issue, None, None))
            continue
        said = {kind: point[kind]["text"] for kind in KINDS}
        before = {kind: getattr(last, kind)["text"] for kind in KINDS} if last else said
        if last is None or said == before:
            told.append(Told(issue, point["figure"], point["cumulative"]))
        else:
            why = texts(found, key, last.issue.known_seq, issue.known_seq)
            told.append(Told(issue, point["figure"], point["cumulative"], before, why))
        last = told[-1]
    return told


def published_indicators(plan: LoadedPlan) -> list[tuple[str, str]]:
    """(id, label) of the plan's indicators: each has a page of its series once something is published."""
    return [(i.id, i.label) for i in plan.document.all_indicators]


@dataclass(frozen=True)
class Revisions:
    """What later publications told otherwise. ``periods``: by indicator, the periods whose value was revised.
    ``later``: by number of a publication, each later one that revised something of it, with the labels of the series.
    """

    periods: dict[str, set[str]] = field(default_factory=dict)
    later: dict[str, dict[str, list[str]]] = field(default_factory=dict)


def revisions(plan: str) -> Revisions:
    """Every value of every published series beside what was published of it before. One SQL query."""
    rows = (
        Publication.objects.filter(paper__plan=plan)
        .order_by("paper__as_of", "paper__known_seq", "pk")
        .values_list("paper__number", "paper__content__figures__indicators")
    )
    found = Revisions()
    # By series and period: what stands, and the publications that said so.
    stands: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for number, indicators in rows:
        for row in indicators:
            for point in row["series"]:
                said = [point[kind]["text"] for kind in KINDS]
                before, numbers = stands.get((row["id"], point["period"]), (said, []))
                if said != before:
                    found.periods.setdefault(row["id"], set()).add(point["period"])
                    for earlier in numbers:
                        labels = found.later.setdefault(earlier, {}).setdefault(number, [])
                        labels += [row["label"]] if row["label"] not in labels else []
                    numbers = []
                stands[row["id"], point["period"]] = (said, [*numbers, number])
    return found


def rows_of(series: PublishedSeries) -> list[tuple[str, ...]]:
    """The series as tidy rows under ``HEADER``; what is unknown is empty."""
    return [
        (
            series.id, series.label, series.unit, told.issue.number, told.issue.as_of, told.issue.as_of_text,
            str(told.issue.known_seq), told.issue.published_on,
            period.key, period.label, label, figure["status"], figure["status_label"],
            *(figure[end] or "" for end in ("value", "low", "high")),
            "有" if told.revised else "無", told.before.get(kind, ""), "；".join(told.reasons),
        )
        for period in series.periods
        for told in period.told
        for kind, label in KINDS.items()
        if (figure := getattr(told, kind)) is not None
    ]  # fmt: skip


def series_csv(series: PublishedSeries) -> bytes:
    """CSV with a byte-order mark, so that a spreadsheet reads the Japanese."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(rows_of(series))
    return text.getvalue().encode("utf-8-sig")


def series_json(series: PublishedSeries, licence: str) -> dict[str, Any]:
    """The same for programs; numbers are decimal text as printed."""
    return {
        "id": series.id,
        "label": series.label,
        "unit": series.unit,
        "definition": series.definition,
        "target": series.target_text,
        "licence": licence,
        "observations": [dict(zip(_KEYS, row, strict=True)) for row in rows_of(series)],
    }


_KEYS = (
    "indicator", "label", "unit", "publication", "as_of", "as_of_text", "known_seq", "published_on", "period", "period_label", "kind", "status",
    "status_label", "value", "low", "high", "revised", "value_before", "revised_by",
)  # fmt: skip
