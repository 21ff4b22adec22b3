"""What is typed or sent in this room."""

from django import forms


class UploadForm(forms.Form):
    """A filled workbook."""

    file = forms.FileField(
        label="記入した様式（Excel）",
        help_text="拡張子が .xlsx のファイル。10MBまで。",
        # An empty file is recognised by name with the others, not refused by the form.
        allow_empty_file=True,
        widget=forms.ClearableFileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
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
