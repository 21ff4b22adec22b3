"""What a reader may ask of the progress pages: a period and a date of knowledge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms

from banso.indicators import queries
from banso.indicators.results import Question
from banso.lib import clock
from banso.lib.fiscal import FiscalMonth, Period, periods
from banso.plan.format import PlanDocument
from banso.plan.queries import LoadedPlan


def months_of(document: PlanDocument, until: date) -> list[FiscalMonth]:
    """The months in which the plan counts and that have ended by ``until``, in order."""
    window = document.counting_window
    month = FiscalMonth.of(window.start or date(document.fiscal_year, 4, 1))
    last_day = min(until, window.end or date(document.fiscal_year + 1, 3, 31))
    months = []
    while month.last_day <= last_day:
        months.append(month)
        month = month.plus(1)
    return months


def choices_of(months: Sequence[FiscalMonth]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The periods that one may choose: months, quarters and half-years that have ended, newest first."""
    singles = [Period(m.year, m.number, m.number) for m in months]
    groups = [("月", singles)]
    for name, length in (("四半期", 3), ("半期", 6)):
        years = dict.fromkeys(m.year for m in months)
        whole = [p for year in years for p in periods(year, length) if set(p.months()) <= set(months)]
        groups.append((name, whole))
    return [(name, [(p.key, p.label) for p in reversed(found)]) for name, found in groups if found]


class AskForm(forms.Form):
    """A period of the plan and a date of knowledge, both optional. Problems are named, never passed over."""

    period = forms.CharField(label="期間", required=False)
    as_of = forms.DateField(
        label="いつ時点で分かっていたこと",
        required=False,
        error_messages={"invalid": "日付は 2025-11-20 のように書いてください。"},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, data: Any, *, document: PlanDocument) -> None:
        super().__init__(data)
        self.document = document
        listed = choices_of(months_of(document, clock.today()))
        self.fields["period"].widget = forms.Select(choices=[("", "最新の月"), *listed])

    def clean_as_of(self) -> date | None:
        day: date | None = self.cleaned_data["as_of"]
        if day and day > clock.today():
            raise forms.ValidationError("今日より後の日付は選べません。")
        return day

    def clean(self) -> dict[str, Any]:
        """The period is read last: whether it has ended depends on the date of knowledge."""
        data: dict[str, Any] = super().clean() or {}
        key = data.get("period") or ""
        data["period"] = None
        if not key:
            return data
        try:
            period = Period.parse(key)
        except ValueError:
            self.add_error("period", "期間は 2025-09 または 2025-04..2025-09 のように書いてください。")
            return data
        ended = months_of(self.document, data.get("as_of") or clock.today())
        if not ended or not (ended[0] <= period.start and period.end <= ended[-1]):
            self.add_error(
                "period",
                f"{period.label}は選べません。計画が数える期間の中の、終わった月から選んでください。",
            )
            return data
        data["period"] = period
        return data


@dataclass(frozen=True)
class Asked:
    """What was asked for and what it became: a question that can be answered, and the form to ask again."""

    form: AskForm
    question: Question
    query: str

    @property
    def status(self) -> int:
        """200, or 400 where something that was asked for could not be read."""
        return 400 if self.form.errors else 200

    @property
    def is_past(self) -> bool:
        """Whether what was learned later is left out."""
        return self.question.as_of < clock.today()


def ask(plan: LoadedPlan, data: Mapping[str, Any], *, indicators: Sequence[str] = ()) -> Asked:
    """Read a period and a date of knowledge from ``data``; what cannot be read falls back and is named."""
    form = AskForm(data, document=plan.document)
    chosen = form.cleaned_data if form.is_valid() else {}
    period: Period | None = chosen.get("period")
    as_of: date | None = chosen.get("as_of")
    words = {"period": period.key if period else "", "as_of": as_of.isoformat() if as_of else ""}
    query = urlencode({name: word for name, word in words.items() if word})
    return Asked(
        form=form,
        question=queries.question(plan, as_of=as_of, period=period, indicators=tuple(indicators)),
        query=f"?{query}" if query else "",
    )
