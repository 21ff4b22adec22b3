"""The form of what a subsidy is, who decides it, and where it is asked for."""

from typing import Any

from django import forms

from banso.access.roles import Role
from banso.directory.codes import Noun
from banso.plan.queries import current
from banso.upkeep.forms.base import EntryForm
from banso.upkeep.forms.fields import LinesField, WindowField


class SubsidyForm(EntryForm):
    """A subsidy. Its conditions and amounts stand in its rules, each with its days and its source."""

    noun = Noun.SUBSIDY
    sections = (
        ("名前と説明", ("name", "aliases", "description", "measure")),
        ("決める所と相談する所", ("decided_by", "window")),
        ("補足", ("note",)),
    )

    name = forms.CharField(label="名称", max_length=160)
    aliases = LinesField(label="別名", required=False, help_text="一行に一つずつ書きます。")
    description = forms.CharField(
        label="説明", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="どんな企業に、何をしたときに出るかを、一、二文で書きます。",
    )  # fmt: skip
    measure = forms.ChoiceField(label="計画の取組", required=False)
    decided_by = forms.CharField(
        label="支給を決める所",
        max_length=160,
        help_text="例: ○○労働局。案内では、決めるのはここだと伝えます。",
    )
    window = WindowField(
        label="相談する窓口",
        help_text="窓口の名前を書きます。この窓口を運営する機関が、この助成金を直せます。",
    )
    note = forms.CharField(label="補足", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def prepare(self) -> None:
        own = self.record.get("measures") or [""]
        measures = [(measure.id, measure.title) for measure in current().document.measures]
        self.fields["measure"] = forms.ChoiceField(
            label="計画の取組", required=False, choices=[("", "なし"), *measures], initial=own[0]
        )

    def clean_window(self) -> str:
        """Whose the subsidy is follows from its window: nobody gives it to another, or takes it."""
        key: str = self.cleaned_data["window"]
        window = self.catalogue.windows.get(key)
        own = window is not None and self.member.organisation in window.operators
        if self.member.role is not Role.SECRETARIAT and not own and key != self.record.get("window"):
            raise forms.ValidationError(
                "自分の機関の窓口を書いてください。ほかの窓口にできるのは事務局だけです。"
            )
        return key

    def values(self) -> dict[str, Any]:
        values = super().values()
        measure = values.pop("measure", "")
        others = [each for each in self.record.get("measures", [])[1:] if each != measure]
        new = {} if self.record else {"order": _LAST}
        return values | new | {"measures": [measure, *others] if measure else others}


# A new one stands after those of the plan's folder.
_LAST = 1000
