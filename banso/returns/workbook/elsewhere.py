"""Formulas that take their result from outside the workbook, where nobody can see whether it is still right."""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

# A file in brackets, an address, a running program (DDE); and functions that fetch, or compute where they look.
_OUTSIDE = re.compile(
    r"\[[^\]]*\d[^\]]*\]|\[[^\]]*\.xl\w+\]|https?:|file:|\w\|[^|]+!"
    r"|\b(?:INDIRECT|WEBSERVICE|RTD|DDE|STOCKHISTORY|CUBE\w+|SQL\.REQUEST|CALL|REGISTER\.ID)\s*\(",
    re.IGNORECASE,
)
_STRING = re.compile(r'"(?:[^"]|"")*"')
_NAME = re.compile(r"[^\W\d][\w.\\]*")


class Elsewhere:
    """Tells such formulas, also where they say so by a name or share the text of another cell's formula."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """``names``: what is defined in the workbook, (name, formula)."""
        users: dict[str, set[str]] = {}
        found = []
        for name, formula in names:
            for word in _words(formula):
                users.setdefault(word, set()).add(name.casefold())
            if _OUTSIDE.search(formula):
                found.append(name.casefold())
        self._names: set[str] = set()
        while found:
            name = found.pop()
            if name not in self._names:
                self._names.add(name)
                found += users.get(name, ())
        self._shared: dict[str, bool] = {}

    def holds(self, formula: Element) -> bool:
        """Whether the formula of a cell is one. The cells of a sheet must be asked in their order."""
        number = formula.get("si", "") if formula.get("t") == "shared" else ""
        if not formula.text:
            return self._shared.get(number, False)
        found = _OUTSIDE.search(formula.text) is not None or not self._names.isdisjoint(_words(formula.text))
        if number:
            self._shared[number] = found
        return found


def _words(formula: str) -> set[str]:
    return {word.casefold() for word in _NAME.findall(_STRING.sub("", formula))}
