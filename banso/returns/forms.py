"""What is typed or sent in this room."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

MOST_FILES = 400


class UploadForm(forms.Form):
    """A filled workbook."""

    file = forms.FileField(
        label="記入した様式（Excel）",
        help_text="拡張子が .xlsx のファイル（.xls、.xlsb、.ods は値だけを読みます）。10MBまで。",
        # An empty file is recognised by name with the others, not refused by the form.
        allow_empty_file=True,
        widget=forms.ClearableFileInput(
            attrs={
                "accept": ".xlsx,.xls,.ods,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        ),
        error_messages={"required": "ファイルを選んでください。"},
    )


class QuestionForm(forms.Form):
    """Why a version goes back."""

    question = forms.CharField(
        label="確かめてほしいこと",
        help_text="機関の人が読みます。どのセルの何を確かめるかを書いてください。",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "差し戻すときは、何を確かめてほしいかを書いてください。"},
    )


class ReasonForm(forms.Form):
    """Why a period is closed or opened again."""

    reason = forms.CharField(
        label="理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "理由を書いてください。"},
    )


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _ManyFilesField(forms.FileField):
    """Any number of files, at least one."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        given: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        given = given or [None]
        files = [super(_ManyFilesField, self).clean(one, initial) for one in given]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"一度に入れられるのは{MOST_FILES}個までです。分けて入れてください。")
        return files


class DropForm(forms.Form):
    """Many files at once."""

    dropped = _ManyFilesField(
        label="届いたファイル",
        help_text=f"いくつでも一度に選べます（{MOST_FILES}個まで、一つ10MBまで）。機関と期間は、中を読んで見分けます。",
        allow_empty_file=True,
        error_messages={"required": "ファイルを選んでください。"},
    )


class OwnFormFileForm(forms.Form):
    """A form of a body's own, to be pointed at."""

    organisation = forms.ChoiceField(label="機関", error_messages={"required": "機関を選んでください。"})
    name = forms.CharField(
        label="様式の名前",
        help_text="例：月報、実績管理表",
        max_length=100,
        error_messages={"required": "様式の名前を書いてください。"},
    )
    file = forms.FileField(
        label="記入した例",
        help_text="実際に使っているExcel（.xlsx）を一つ。数が入っているものを選んでください。10MBまで。",
        error_messages={"required": "ファイルを選んでください。", "empty": "ファイルが空です。"},
    )

    def __init__(self, organisations: Sequence[tuple[str, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(organisations)


class ConfirmationForm(forms.Form):
    """Who confirmed a return at a body that does not sign in."""

    confirmation = forms.CharField(
        label="機関のだれが、どのように確認したか",
        help_text="機関の代わりに記録します。例：9月12日の電話で、係長が確認した。",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OfficeWordForm(forms.Form):
    """Who confirmed its lines at an office that does not sign in."""

    confirmation = forms.CharField(
        label="事務所のだれが、どのように確認したか",
        help_text="事務所の代わりに記録します。例：9月10日のメールで、業務係長が確認した。",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
