"""The form to print a paper."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from banso.council.operations import TITLE_LENGTH
from banso.lib import clock
from banso.lib.fiscal import Period, periods
from banso.plan.format import PlanDocument


class PrintForm(forms.Form):
    """As of which day, for which period, under which title."""

    as_of = forms.DateField(
        label="いつの時点の情報か",
        help_text="その日の終わりまでに承認された報告を使います。今日を選ぶと、作る時までの報告を使い、資料に時刻と台帳の番号を書きます。",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    period = forms.ChoiceField(
        label="対象期間",
        required=False,
        help_text="選ばないときは、終わった最後の月です。累計は期間の末日までです。",
    )
    title = forms.CharField(
        label="題名",
        required=False,
        max_length=TITLE_LENGTH,
        help_text="書かないときは、計画の年度と期間から付けます。",
    )

    def __init__(self, document: PlanDocument, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        self.initial.setdefault("as_of", today.isoformat())
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "終わった最後の月"), *_choices(document.fiscal_year, today)]

    def clean_as_of(self) -> date:
        day: date = self.cleaned_data["as_of"]
        if day > clock.today():
            raise ValidationError("今日までの日を選んでください。")
        return day

    def clean_period(self) -> Period | None:
        key: str = self.cleaned_data["period"]
        return Period.parse(key) if key else None


def _choices(year: int, today: date) -> list[tuple[str, str]]:
    """The months, quarters and halves of the year that have begun, and the year."""
    spans = [period for months in (1, 3, 6, 12) for period in periods(year, months)]
    return [(period.key, period.label) for period in spans if period.first_day <= today]
