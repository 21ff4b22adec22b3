"""A file with windows."""

from django import forms


class ImportForm(forms.Form):
    """A table, in text or in a workbook."""

    file = forms.FileField(
        label="窓口のファイル（CSVかExcel）",
        help_text="自治体標準オープンデータセットの列か、「公開データ」のページで書き出した列を持つ、.csv か .xlsx。50MBまで。",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={"required": "ファイルを選んでください。", "empty": "ファイルが空です。"},
    )
