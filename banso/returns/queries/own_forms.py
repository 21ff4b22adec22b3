"""Forms of bodies' own: which there are, and a file read by the one that it is."""

from collections.abc import Mapping

from banso.access.roles import Act
from banso.access.rules import Member, may, require
from banso.ledger import queries as ledger
from banso.ledger.kinds import Component, Kind, MeasureState, Status
from banso.lib.fiscal import FiscalMonth, Period, periods
from banso.plan.queries import LoadedPlan
from banso.returns.models import BodyForm, IndicatorLine, MeasureLine, Rejected, Version
from banso.returns.own_forms.mapping import Fit, OwnForm, fits, misfit
from banso.returns.own_forms.read import Background, month_of, read_form
from banso.returns.queries.same import told_before, versions_for
from banso.returns.states import State
from banso.returns.workbook import Reading
from banso.returns.workbook.book import Grid
from banso.returns.workbook.grids import grids_of
from banso.returns.workbook.layout import layout_of
from banso.returns.workbook.problems import MeasureAnswer, NotTaken, NumberLine
from banso.returns.workbook.read import periods_of

# What to do about a form that no longer fits: the page of the refused file offers it.
POINT_ANEW = "様式が変わったときは、「機関の様式」のページで目印とセルを指し直してください。"


def forms_of(member: Member, plan: LoadedPlan) -> list[BodyForm]:
    """The mappings that a member may see, without their files. One SQL query. Raises ``Refused``."""
    require(member, Act.MAP_FORM)
    forms = BodyForm.objects.filter(plan=plan.key).select_related("created_by").defer("file")
    return [form for form in forms if may(member, Act.MAP_FORM, form.organisation)]


def form_to_point_anew(member: Member, plan: LoadedPlan, rejected: Rejected) -> BodyForm | None:
    """The form in use that a refused file no longer fits, for who may map it. One SQL query, and none for other files."""
    told = [problem["message"] for problem in rejected.problems if problem["remedy"] == POINT_ANEW]
    if not told or not may(member, Act.MAP_FORM, rejected.organisation):
        return None
    forms = [form for form in forms_in_use(plan) if form.organisation == rejected.organisation]
    return next((form for form in forms if f"「{form.name}」" in told[0]), None)


def forms_in_use(plan: LoadedPlan) -> list[BodyForm]:
    """The mappings that files are read by, without their examples. One SQL query."""
    return list(BodyForm.objects.in_use().filter(plan=plan.key).defer("file"))


def form_for(member: Member, plan: LoadedPlan, pk: int) -> BodyForm:
    """One mapping with its example. Raises ``BodyForm.DoesNotExist`` and ``Refused``."""
    form = BodyForm.objects.select_related("created_by").get(pk=pk, plan=plan.key)
    require(member, Act.MAP_FORM, form.organisation)
    return form


def read_own_form(
    plan: LoadedPlan,
    data: bytes,
    *,
    organisation: str | None = None,
    period: Period | None = None,
    answers: Mapping[str, str] | None = None,
) -> Reading | None:
    """The file read by the form in use that it is; ``None`` where it is none of them.

    A form that no longer fits is a refusal that says which anchor stands where. Five SQL queries at most.
    """
    kept = BodyForm.objects.in_use().filter(plan=plan.key).defer("file")
    if organisation is not None:
        kept = kept.filter(organisation=organisation)
    forms = [OwnForm.of(form) for form in kept]
    if not forms:
        return None
    who, when = organisation or "", period
    try:
        grids = grids_of(data)
        found = _the_one(forms, grids)
        if found is None:
            return None
        who = found.form.organisation
        return read_with(plan, found, grids, period, answers, _example(found.form))
    except NotTaken as reason:
        return Reading(refusal=reason.problem, organisation=who, period=when)


def _the_one(forms: list[OwnForm], grids: Mapping[str, Grid]) -> Fit | None:
    """The form and the sheet that fit; ``None`` where no form is meant. Raises :class:`NotTaken`."""
    ranked = fits(forms, grids)
    whole = [fit for fit in ranked if fit.is_whole]
    if not whole:
        best = max(ranked, key=lambda fit: (fit.known, fit.in_place), default=None)
        if best is None or not best.is_likely:
            return None
        raise NotTaken(
            f"登録された様式「{best.form.name}」に似ていますが、目印が合いません。{misfit(best)}",
            POINT_ANEW,
            best.sheet,
        )
    named = [fit for fit in whole if fit.sheet == fit.form.sheet] or whole
    if len(named) > 1:
        names = "、".join(f"「{fit.form.name}」（シート「{fit.sheet}」）" for fit in named[:4])
        raise NotTaken(
            f"どの様式・どのシートとして読めばよいか決まりません：{names}。",
            "報告するシートだけを残すか、機関の報告のページから送ってください。",
        )
    return named[0]


def read_with(
    plan: LoadedPlan,
    found: Fit,
    grids: Mapping[str, Grid],
    period: Period | None = None,
    answers: Mapping[str, str] | None = None,
    example: Grid | None = None,
) -> Reading:
    """The numbers of the sheet that fits. Raises :class:`NotTaken` where its period is unknown or another.

    ``example``: the sheet that the form was mapped on, where the file is another one.
    """
    form, grid = found.form, grids[found.sheet]
    said = _period_of(plan, form, month_of(form, grid))
    if said is None and period is None:
        raise NotTaken(
            f"様式「{form.name}」からは、いつの報告か分かりません。",
            "報告のページで期間を選び、そこから送ってください。",
            found.sheet,
        )
    if said is not None and period is not None and said != period:
        raise NotTaken(
            f"別の期間（{said.label}）の報告です。",
            f"{period.label}の報告を送ってください。",
            found.sheet,
        )
    when = said or period
    assert when is not None  # one of the two is known here
    layout = layout_of(plan, form.organisation, when)
    known = background(plan, form.organisation, when)
    return read_form(form, layout, found.sheet, grid, known, answers, example)


def _example(form: OwnForm) -> Grid:
    """The sheet at which the cells of a form were pointed. One SQL query."""
    kept = BodyForm.objects.only("file").get(pk=form.pk)
    return grids_of(bytes(kept.file))[form.sheet]


def _period_of(plan: LoadedPlan, form: OwnForm, month: FiscalMonth | None) -> Period | None:
    """The period of the body's reports that ends with ``month``. Raises :class:`NotTaken`."""
    if month is None:
        return None
    for period in periods_of(plan, form.organisation):
        if period.end == month:
            return period
    raise NotTaken(
        f"{month.label}で終わる期間の報告は、この機関に求められていません。",
        "ファイルの月を確かめてください。",
    )


def background(plan: LoadedPlan, organisation: str, period: Period) -> Background:
    """What stands beside a file for ``period``: what was approved earlier in the year, and what was told before."""
    months = period.last - period.first + 1
    earlier = [p for p in periods(period.year, months) if p.end < period.start]
    before = told_before(plan, organisation, period)
    numbers, measures = _carried(before) if before else ((), ())
    return Background(
        earlier,
        _approved(plan, organisation, period),
        numbers,
        measures,
        before.remarks if before else "",
        tuple(
            versions_for(plan, organisation, period)
            .filter(state=State.DRAFT)
            .order_by("number")
            .values_list("number", flat=True)
        ),
    )


def _approved(plan: LoadedPlan, organisation: str, period: Period) -> dict[str, dict[Period, int | None]]:
    """row key → period → what was approved for it, for the periods of the year before ``period``."""
    entries = ledger.entries(plan.key).filter(
        kind=Kind.INDICATOR_VALUE.value,
        organisation=organisation,
        fiscal_year=period.year,
        last_month__lt=period.first,
        replaced_by__isnull=True,
    )
    told: dict[str, dict[Period, int | None]] = {}
    for entry in entries:
        key = f"{entry.subject}|{entry.unit}|{entry.component}"
        told.setdefault(key, {})[Period(entry.fiscal_year, entry.first_month, entry.last_month)] = (
            entry.amount
        )
    return told


def _carried(version: Version) -> tuple[tuple[NumberLine, ...], tuple[MeasureAnswer, ...]]:
    """The lines of a version, each with the version and the cell that it came from."""

    def cell(place: str) -> str:
        return place if place.startswith("第") else f"第{version.number}版 {place}"[:80]

    numbers = tuple(
        NumberLine(
            line.indicator,
            line.unit,
            line.member,
            Component.of(line.component),
            line.amount,
            Status.of(line.status),
            line.note,
            cell(line.cell),
        )
        for line in IndicatorLine.objects.filter(version=version).order_by("pk")
    )
    measures = tuple(
        MeasureAnswer(m.measure, MeasureState.of(m.state), m.done, m.next_step, m.counts, cell(m.cell))
        for m in MeasureLine.objects.filter(version=version).order_by("pk")
    )
    return numbers, measures
