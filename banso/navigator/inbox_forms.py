"""What the people of a window fill in."""

from datetime import datetime
from typing import Any

from django import forms

from banso.lib import clock
from banso.navigator.states import Outcome, Part, Reason


class AttemptForm(forms.Form):
    """What came of trying to talk, and when."""

    outcome = forms.ChoiceField(
        label="結果",
        choices=Outcome.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "結果を選んでください。"},
    )
    day = forms.DateField(
        label="連絡した日",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "連絡した日を書いてください。",
            "invalid": "日付が正しくありません。例: 2025-11-20",
        },
    )
    time = forms.TimeField(
        label="連絡した時刻",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "時刻を書いてください。", "invalid": "時刻が正しくありません。例: 14:30"},
    )

    also = forms.BooleanField(
        label="同じ連絡先の、ほかの申し込みにも記録する",
        required=False,
        help_text="この連絡より後に届いたものには記録しません。",
    )

    def __init__(self, *args: Any, others: int = 0, **kwargs: Any) -> None:
        now = clock.local(clock.now())
        kwargs.setdefault("initial", {"day": now.date(), "time": now.time(), "also": True})
        super().__init__(*args, **kwargs)
        if not others:
            del self.fields["also"]

    def at(self) -> datetime:
        """The moment, on the wall clock of Japan."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], clock.JAPAN)


class DismissForm(forms.Form):
    """Why what was ticked is no request for a talk."""

    requests = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": "閉じる申し込みを、一つ以上選んでください。"}
    )
    reason = forms.ChoiceField(
        label="閉じる理由",
        choices=[("", "選んでください"), *Reason.choices()],
        error_messages={"required": "閉じる理由を選んでください。"},
    )

    def __init__(self, known: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["requests"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(pk, str(pk)) for pk in known]


class OfferForm(forms.Form):
    """Which window is asked to take it over."""

    window = forms.ChoiceField(label="渡す窓口", error_messages={"required": "渡す窓口を選んでください。"})

    def __init__(self, destinations: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["window"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "選んでください"), *destinations]


class SeatForm(forms.Form):
    """Who sits at the desk of a window."""

    window = forms.ChoiceField(label="窓口")
    user_id = forms.TypedChoiceField(label="人", coerce=int)
    part = forms.TypedChoiceField(label="役割", choices=Part.choices(), coerce=Part.of, initial=Part.STAFF)

    def __init__(
        self, windows: list[tuple[str, str]], people: list[tuple[int, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("window", windows), ("user_id", people)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "選んでください"), *choices]
