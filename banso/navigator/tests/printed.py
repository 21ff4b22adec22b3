"""What stands on a PDF, read as a person and as a telephone reads it."""

import subprocess

import zxingcpp


def pages_of(pdf, tmp_path):
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    )
    return text.stdout


def codes_of(pdf, tmp_path):
    """What a telephone reads from the QR codes of the first page."""
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf)
    drawn = subprocess.run(
        ["pdftoppm", "-gray", "-r", "150", "-f", "1", "-l", "1", str(path)], check=True, capture_output=True
    ).stdout
    _magic, size, _depth, dots = drawn.split(b"\n", 3)
    width, height = (int(number) for number in size.split())
    found = zxingcpp.read_barcodes(memoryview(dots).cast("B", shape=[height, width]))
    return [code.text for code in found]
