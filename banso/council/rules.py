"""Words and small decisions of papers: forms, numbers, text that every program takes."""

from datetime import date, datetime

from banso.lib import wareki
from banso.lib.codes import Code

CSV = "text/csv; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
PDF = "application/pdf"
ZIP = "application/zip"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Form(Code):
    """The five forms of a paper, and the data with everything that explains it."""

    WORD = ("word", "Word", "体裁を整えた文書。手直しや差し込みに使える")
    EXCEL = ("excel", "Excel", "体裁を整えた表。数値は計算に使える")
    PDF = ("pdf", "PDF", "配付・掲載用の文書")
    TEXT = ("text", "テキスト", "読み上げに向いた、図や罫線のない文書")
    DATA = ("data", "データ（CSV）", "一行に一つの値を置いた、機械で読むためのデータ")
    PACKAGE = ("package", "データ一式（ZIP）", "データに、項目の定義、コード表、説明を添えたもの")

    @property
    def suffix(self) -> str:
        return _SUFFIXES[self.value]

    @property
    def content_type(self) -> str:
        return _TYPES[self.value]


_SUFFIXES = {"word": "docx", "excel": "xlsx", "pdf": "pdf", "text": "txt", "data": "csv", "package": "zip"}
_TYPES = {"word": WORD, "excel": EXCEL, "pdf": PDF, "text": TEXT, "data": CSV, "package": ZIP}


# What of a paper becomes public when its data are published.
PUBLIC_FORMS = (Form.DATA, Form.PACKAGE)


def number_text(year: int, count: int) -> str:
    """R7-003: the third paper of the fiscal year 令和7年度."""
    label = wareki.fiscal_year(year).removesuffix("年度")
    for name, letter, _start in wareki.ERAS:
        if label.startswith(name):
            return f"{letter}{label.removeprefix(name).replace('元', '1')}-{count:03}"
    raise ValueError(f"no era is known for the fiscal year {year}")


def printable(text: str) -> str:
    """The text without the control characters that Word, Excel and PDF refuse; line breaks are kept."""
    return "".join(c for c in text.replace("\r\n", "\n") if c in "\n\t" or (c.isprintable() or c == "　"))


def as_of_text(day: date, moment: datetime | None = None, seq: int = 0) -> str:
    """令和7年11月20日現在, which is the end of that day; 令和7年11月20日9時06分現在（台帳2028番まで） while it lasts.

    More may be approved later on a day that has not ended, so two papers of one day may tell different numbers.
    """
    if moment is None:
        return f"{wareki.full(day)}現在"
    return f"{time_text(moment)}現在（台帳{seq}番まで）"


def time_text(moment: datetime) -> str:
    """令和7年11月20日9時06分, of a local time."""
    return f"{wareki.full(moment.date())}{moment.hour}時{moment.minute:02}分"
