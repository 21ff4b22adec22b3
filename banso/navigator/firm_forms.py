"""What a firm says of a planned hiring or conversion, all questions on one page. Every field may stay empty."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from banso.directory.catalogue import Catalogue
from banso.directory.format import Question, QuestionKind
from banso.navigator.answers import SKIP, Unreadable, facts_of, read
from banso.navigator.forms import PREFIX
from banso.navigator.rules.hiring import clash

_UNKNOWN = ("", "わからない")


class AnswerField(forms.CharField):
    """A number, a date or a place as people write it."""

    def __init__(self, question: Question, known: Catalogue, **options: Any) -> None:
        self.question, self.known = question, known
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value))
        try:
            if text:
                read(self.question, [text], self.known)
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None
        return text


class FirmForm(forms.Form):
    """One field for each question, named as the page of that one question names it."""

    def __init__(
        self, questions: Sequence[Question], known: Catalogue, answers: Mapping[str, Sequence[str]] | None
    ) -> None:
        told = answers or {}
        data = {PREFIX + key: values[0] for key, values in told.items() if SKIP not in values}
        super().__init__(None if answers is None else data, auto_id="f-%s")
        for question in questions:
            self.fields[PREFIX + question.id] = _field(question, known)
        self.answers, self.questions, self.known = told, questions, known

    def clean(self) -> None:
        """Answers that can be read may still not be true together."""
        facts, _unread = facts_of(self.known, self.answers, self.questions)
        if found := clash(facts):
            field = next(question.id for question in self.questions if found[0][0] in question.facts)
            self.add_error(PREFIX + field, found[1])


def _field(question: Question, known: Catalogue) -> forms.Field:
    said: dict[str, Any] = {"label": question.text, "help_text": question.help or "", "required": False}
    if question.choices:
        return forms.ChoiceField(choices=[_UNKNOWN, *((c.id, c.label) for c in question.choices)], **said)
    is_date = question.kind is QuestionKind.DATE
    attributes = {"type": "date"} if is_date else {"inputmode": "numeric"}
    return AnswerField(question, known, widget=forms.TextInput(attrs=attributes), **said)
