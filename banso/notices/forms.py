"""What is typed in this room."""

from typing import Any

from django import forms

from banso.notices import rules
from banso.notices.models import Notice
from banso.notices.operations import DESK_LENGTH


class NoticeForm(forms.Form):
    """A notice that has not been sent."""

    to = forms.CharField(label="宛先", max_length=rules.ADDRESS_LENGTH)
    subject = forms.CharField(label="件名", max_length=rules.SUBJECT_LENGTH)
    body = forms.CharField(
        label="本文", max_length=rules.BODY_LENGTH, widget=forms.Textarea(attrs={"rows": 12})
    )

    def __init__(self, notice: Notice, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].required = notice.channel == rules.Channel.MAIL
        self.initial = {"to": notice.to, "subject": notice.subject, "body": notice.body}


class ContactForm(forms.Form):
    """An address of an organisation."""

    organisation = forms.ChoiceField(label="機関")
    desk = forms.CharField(label="窓口の名", max_length=DESK_LENGTH, help_text="例: 産業労働部 雇用労働課")
    email = forms.EmailField(label="メールアドレス", max_length=rules.ADDRESS_LENGTH)

    def __init__(self, names: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "選んでください"), *names.items()]
