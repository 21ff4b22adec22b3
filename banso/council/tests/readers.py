"""Read the forms of a paper with libraries that did not write them, or as another program would."""

import csv
import io
import subprocess
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import load_workbook

from banso.council.models import Paper, PaperFile


def file_of(paper: Paper, form: str) -> bytes:
    return bytes(PaperFile.objects.get(paper=paper, form=form).file)


def word_of(paper: Paper) -> Any:
    return Document(io.BytesIO(file_of(paper, "word")))


def word_row(document: Any, table_with: str, label: str) -> dict[str, str]:
    """The row of ``label`` in the first table that has a column ``table_with``, by heading."""
    for table in document.tables:
        head = [cell.text for cell in table.rows[0].cells]
        if table_with in head:
            for row in table.rows[1:]:
                texts = [cell.text for cell in row.cells]
                if label in texts:
                    return dict(zip(head, texts, strict=True))
    raise AssertionError(f"no row {label} under {table_with}")


def workbook_of(paper: Paper) -> Any:
    return load_workbook(io.BytesIO(file_of(paper, "excel")))


def sheet_row(sheet: Any, label: str) -> dict[str, Any]:
    """The cells of the row that holds ``label``, by the heading above them."""
    head: list[Any] = []
    for row in sheet.iter_rows():
        if [cell.value for cell in row if cell.value is not None][:2] and "担い手" in [
            cell.value for cell in row
        ]:
            head = [cell.value for cell in row]
        elif label in [cell.value for cell in row]:
            return {name: cell for name, cell in zip(head, row, strict=True) if name}
    raise AssertionError(f"{sheet.title}: no row {label}")


def pdf_text(paper: Paper, folder: Path) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(file_of(paper, "pdf"))
    return subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout


def text_of(paper: Paper) -> str:
    return file_of(paper, "text").decode("utf-8-sig")


def data_of(paper: Paper) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file_of(paper, "data").decode("utf-8-sig"))))
