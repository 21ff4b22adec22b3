"""The rows of a form of conditions: read from what was sent, or from the conditions that stand."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from banso.directory.catalogue import Catalogue
from banso.directory.format import Condition, Rule
from banso.directory.wording import rule_words
from banso.plan.format import Window
from banso.upkeep.forms.conditions.kinds import KEPT, about, fields_of, label, rule_of, same, start_of

_MOST = 40
_TOLD = ("change", "start", "end", "source", "confirmed")
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Row(forms.Form):
    """One condition. ``before`` is the one that stands, known by its ``mark``; a new row has neither."""

    says = forms.CharField(
        label="公開のページの文", max_length=300, required=False,
        help_text="空のときは、上で選んだことから自動で書きます。",
    )  # fmt: skip
    change = forms.CharField(
        label="合わない方への一言", max_length=300, required=False,
        help_text="どうすれば使えるようになるかを書きます。なければ空のままにします。",
    )  # fmt: skip
    start = forms.DateField(label="この条件が始まる日", required=False, widget=_DAY)
    end = forms.DateField(label="この条件が終わる日", required=False, widget=_DAY)
    source = forms.CharField(label="この条件の出典", max_length=200, required=False)
    confirmed = forms.BooleanField(label="出典で確かめた（外すと「要確認」と出ます）", required=False)
    remove = forms.BooleanField(label="この条件をなくす", required=False)

    def __init__(
        self,
        data: Any,
        *,
        number: int,
        kind: str,
        before: Condition | None,
        mark: str = "",
        catalogue: Catalogue,
        firms: bool,
        dated: bool,
    ) -> None:
        self.number, self.kind, self.before, self.mark = number, kind, before, mark
        self.catalogue, self.firms, self.dated = catalogue, firms, dated
        super().__init__(data, initial=self._start(), prefix=f"c{number}", label_suffix="")
        chosen = self.initial.get("codes", ()) if data is None else data.getlist(self.add_prefix("codes"))
        own = fields_of(kind, catalogue, chosen)
        self.fields = own | self.fields
        if not dated:
            del self.fields["start"], self.fields["end"]
        self.own = tuple(own)
        if kind == KEPT:
            self.fields["says"].required = True
            self.fields["says"].help_text = ""

    def _start(self) -> dict[str, Any]:
        condition = self.before
        if condition is None:
            return {"confirmed": True}
        span = condition.effective
        return {
            **start_of(self.kind, condition.rule),
            "says": "" if condition.says == self._words(condition.rule) else condition.says,
            "change": condition.change or "",
            "start": span.start if span else None,
            "end": span.end if span else None,
            "source": condition.source or "",
            "confirmed": condition.confirmed,
        }

    @property
    def title(self) -> str:
        return f"条件{self.number + 1} {label(self.kind)}"

    @property
    def anchor(self) -> str:
        """Where the row stands on the page, for a link to it."""
        return f"row-{self.number}"

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields of the rule; the others are about its words."""
        return [self[name] for name in self.own]

    @property
    def told(self) -> list[forms.BoundField]:
        """What is said of the condition beside its sentence."""
        return [self[name] for name in _TOLD if name in self.fields]

    @property
    def has_faults_inside(self) -> bool:
        """Whether a fault stands where it would be folded away."""
        return any(self.errors.get(name) for name in _TOLD)

    @property
    def kept_words(self) -> str:
        """What a row of which only the words can be changed asks, in words."""
        return self._words(self.before.rule) if self.kind == KEPT and self.before else ""

    def _words(self, rule: Rule) -> str:
        return rule_words(rule, self.catalogue, firms=self.firms)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("remove"):
            # What goes need not be right.
            self._errors = ErrorDict()
            return cleaned
        if self.errors:
            return cleaned
        cleaned["rule"] = rule = self._rule(cleaned)
        if self.before and same(rule, self.before.rule):
            cleaned["rule"] = self.before.rule
        elif self.before and cleaned["says"] == self.before.says:
            self.add_error("says", "条件が変わったのに、文が前のままです。文も直すか、空にしてください。")
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", "終わる日が、始まる日より前です。")
        return cleaned

    def _rule(self, cleaned: dict[str, Any]) -> Rule:
        if self.kind != KEPT:
            return rule_of(self.kind, cleaned)
        if self.before is None:
            raise forms.ValidationError(
                "この条件は、ほかの人が先に変えました。「この条件をなくす」を選び、新しい条件を確かめてください。"
            )
        return self.before.rule

    def is_gone(self) -> bool:
        return bool(self.cleaned_data.get("remove"))

    def condition(self, source: str, is_official: bool) -> Condition:
        """The condition as the row says it. One that is new or changed has the source of the change, where it names
        none of its own, and is 要確認 where that source is another's word."""
        told = self.cleaned_data
        made = Condition(
            says=told["says"] or self._words(told["rule"]),
            rule=told["rule"],
            change=told["change"] or None,
            effective=self._span(),
            source=told["source"] or None,
            confirmed=told["confirmed"],
        )
        if made == self.before:
            return made
        return made.model_copy(
            update={"source": made.source or source or None, "confirmed": made.confirmed and is_official}
        )

    def _span(self) -> Window | None:
        """From and to which day the condition counts; what the form does not ask stays."""
        span = self.before.effective if self.before else None
        if not self.dated:
            return span
        start, end = self.cleaned_data["start"], self.cleaned_data["end"]
        note = span.note if span else None
        return Window(start=start, end=end, note=note) if start or end or note else None


def mark(condition: Condition) -> str:
    """By which a row finds its condition again, though somebody else has changed the others in the meantime."""
    return hashlib.sha256(condition.model_dump_json().encode()).hexdigest()[:16]


class Rows:
    """All rows of a form, and the row that was asked for. ``firms`` speaks of firms, ``dated`` asks from and to which day
    each condition counts."""

    def __init__(
        self,
        data: Any,
        *,
        standing: Sequence[Condition],
        catalogue: Catalogue,
        firms: bool,
        kinds: Sequence[str],
        dated: bool,
    ) -> None:
        self.standing, self.catalogue, self.kinds = standing, catalogue, kinds
        self.firms, self.dated = firms, dated
        self.is_whole = True
        self.rows = self._stand() if data is None else self._read(data)

    def _stand(self) -> list[Row]:
        return [self._row(None, n, about(c.rule), mark(c)) for n, c in enumerate(self.standing)]

    def _read(self, data: Any) -> list[Row]:
        """What was sent. A row of no known kind was not made by our page: then not all is there."""
        sent = str(data.get("rows", ""))
        count = min(int(sent), _MOST) if sent.isascii() and sent.isdigit() else 0
        made = []
        for number in range(count):
            kind, of = data.get(f"c{number}-about", ""), data.get(f"c{number}-from", "")
            if kind in self.kinds or kind == KEPT or any(mark(c) == of for c in self.standing):
                made.append(self._row(data, number, kind, of))
        self.is_whole = len(made) == count
        return made

    def _row(self, data: Any, number: int, kind: str, of: str = "") -> Row:
        before = next((c for c in self.standing if mark(c) == of and about(c.rule) == kind), None)
        return Row(
            data,
            number=number,
            kind=kind,
            before=before,
            mark=of,
            catalogue=self.catalogue,
            firms=self.firms,
            dated=self.dated,
        )

    def add(self, kind: str) -> None:
        """One row more, still empty, at which the cursor stands."""
        if kind in self.kinds and len(self.rows) < _MOST:
            row = self._row(None, self.count, kind)
            next(iter(row.fields.values())).widget.attrs["autofocus"] = True
            self.rows.append(row)

    def without_complaint(self) -> None:
        for row in self.rows:
            row._errors = ErrorDict()

    @property
    def count(self) -> int:
        return max((row.number for row in self.rows), default=-1) + 1

    def are_valid(self) -> bool:
        faults = [row for row in self.rows if not row.is_valid()]
        return not faults and self.is_whole

    def conditions(self, source: str, is_official: bool) -> list[Condition]:
        return [row.condition(source, is_official) for row in self.rows if not row.is_gone()]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)
