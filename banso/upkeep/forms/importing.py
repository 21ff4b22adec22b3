"""A file with windows, and who says what is in it."""

from django import forms

from banso.directory.codes import Confidence
from banso.directory.exchange.incoming import Said, as_of


class ImportForm(forms.Form):
    """A table, in text or in a workbook. What it changes in the directory stands under the source named here."""

    file = forms.FileField(
        label="窓口のファイル（CSVかExcel）",
        help_text="自治体標準オープンデータセットの列か、「公開データ」のページで書き出した列を持つ、.csv か .xlsx。書き出したままの .zip も読みます。50MBまで。",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.zip"}),
        error_messages={"required": "ファイルを選んでください。", "empty": "ファイルが空です。"},
    )
    source = forms.CharField(
        label="だれの情報か（出典）",
        max_length=200,
        help_text="例: ○○市福祉課の一覧、資料の名かアドレス",
        error_messages={"required": "だれの情報かを書いてください。変えた項目の出典になります。"},
    )
    source_date = forms.CharField(
        label="いつの情報か",
        max_length=20,
        required=False,
        help_text="例: 2025-10-01、2025年10月、2025。分からないときは空のままで、未確認になります。",
    )
    confidence = forms.ChoiceField(
        label="どこまで確かな情報か",
        choices=[(each.value, f"{each.label}（{each.description}）") for each in Confidence],
        initial=Confidence.SECONDARY.value,
    )

    def clean_source_date(self) -> str:
        try:
            return as_of(self.cleaned_data["source_date"])
        except ValueError:
            raise forms.ValidationError(
                "2025-10-01、2025年10月、2025 のどれかの形で書いてください。"
            ) from None

    @property
    def said(self) -> Said:
        data = self.cleaned_data
        return Said(data["source"], data["source_date"], Confidence.of(data["confidence"]))
