"""What is typed to remind the late."""

from uuid import uuid4

from django import forms

from banso.notices.rules import BODY_LENGTH, SUBJECT_LENGTH
from banso.returns.reminders.wording import ASKED_BACK_TEXT, PLACEHOLDERS, QUESTION, SUBJECT, TEXT

_HINT = "、".join(f"{word}（{meaning}）" for word, meaning in PLACEHOLDERS)


def new_batch() -> str:
    return uuid4().hex


class ReminderForm(forms.Form):
    """The words, with placeholders; ``batch`` tells two sendings of one page apart from two pages."""

    subject = forms.CharField(label="件名", max_length=SUBJECT_LENGTH, initial=SUBJECT)
    body = forms.CharField(
        label="本文",
        max_length=BODY_LENGTH,
        initial=TEXT,
        help_text=f"機関ごとに差し込まれる言葉：{_HINT}。",
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    asked_back = forms.CharField(
        label="差し戻した機関への本文",
        max_length=BODY_LENGTH,
        initial=ASKED_BACK_TEXT,
        help_text=f"差し戻した報告を待っている機関には、こちらを送ります。{QUESTION}には、差戻しの問合せが入ります。",
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    batch = forms.CharField(widget=forms.HiddenInput, initial=new_batch)
