"""A CSV as it is written: which line, what was quoted, and where quotes are wrong. ``csv`` forgets all three."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

UNCLOSED = "引用符が閉じていない"
# A value of more lines than this is a quote that was never closed.
_MOST_LINES = 500


@dataclass
class Record:
    """One record: its fields, the lines from which to which it stands, and a fault of its quotes."""

    line: int
    fields: list[str] = field(default_factory=list)
    last_line: int = 0
    fault: str = ""


def stream(lines: Iterable[str], delimiter: str = ",") -> Iterator[Record]:
    """The records of ``lines`` (with their ends), in little memory.

    A quote that nothing closes, or that closes in the midst of a later record, spoils the line where it stands and no
    other: the lines after it are records of their own.
    """
    source, returned, number = iter(lines), deque[str](), 1
    extra: list[str]
    while (line := returned.popleft() if returned else next(source, None)) is not None:
        if '"' not in line:
            record, extra = Record(number, line.rstrip("\r\n").split(delimiter)), []
        else:
            record, extra = _joined(line, source, returned, delimiter)
        record.line, record.last_line = number, number + len(extra)
        number = record.last_line + 1
        yield record


def _joined(
    line: str, source: Iterator[str], returned: deque[str], delimiter: str
) -> tuple[Record, list[str]]:
    """The record that begins with ``line``, and the lines that it takes after it."""
    first = record = _one(line, delimiter)
    extra: list[str] = []
    while record.fault == UNCLOSED and len(extra) < _MOST_LINES:
        more = returned.popleft() if returned else next(source, None)
        if more is None:
            break
        extra.append(more)
        if '"' in more:
            record = _one(line + "".join(extra), delimiter)
    if not (record.fault and extra):
        return record, extra
    returned.extendleft(reversed(extra))
    first.fields[-1] = first.fields[-1].rstrip("\r\n")
    return first, []


def _one(text: str, delimiter: str) -> Record:
    record = Record(1)
    _record(text, 0, 1, record, delimiter)
    return record


def records(text: str) -> list[Record]:
    """The records of ``text`` by RFC 4180, a broken one with its fault instead of an error."""
    found: list[Record] = []
    position, line = 0, 1
    while position < len(text):
        record = Record(line)
        position, line = _record(text, position, line, record)
        record.last_line = line if text[position - 1 : position] not in ("\n", "\r") else line - 1
        found.append(record)
    return found


def _record(text: str, position: int, line: int, record: Record, delimiter: str = ",") -> tuple[int, int]:
    """Read one record; the place after its end, and the number of the line there."""
    while True:
        if text[position : position + 1] == '"':
            position, line, value = _quoted(text, position + 1, line, record)
        else:
            value = ""
        rest, position = _plain(text, position, delimiter)
        if value and rest:
            record.fault = record.fault or "閉じた引用符の後に文字がある"
        elif '"' in rest:
            record.fault = record.fault or "引用符で囲まれていない値に引用符がある"
        record.fields.append(value + rest)
        end = text[position : position + 1]
        if end == delimiter:
            position += 1
            continue
        if end == "\r" and text[position + 1 : position + 2] == "\n":
            position += 1
        return position + 1 if end else position, line + 1 if end else line


def _plain(text: str, position: int, delimiter: str) -> tuple[str, int]:
    start, ends = position, delimiter + "\r\n"
    while position < len(text) and text[position] not in ends:
        position += 1
    return text[start:position], position


def _quoted(text: str, position: int, line: int, record: Record) -> tuple[int, int, str]:
    """The value up to the closing quote."""
    parts: list[str] = []
    while True:
        end = text.find('"', position)
        if end < 0:
            record.fault = UNCLOSED
            rest = text[position:]
            return len(text), line + rest.count("\n"), "".join(parts) + rest
        parts.append(text[position:end])
        line += text.count("\n", position, end)
        if text[end + 1 : end + 2] != '"':
            return end + 1, line, "".join(parts)
        parts.append('"')
        position = end + 2
