"""Small drawings of our own, 24 units wide. They repeat in shape what the text beside them says."""

_LINE = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
_CIRCLE = f'<circle cx="12" cy="12" r="9" {_LINE}/>'
_SHEET = f'<path d="M6 3h8l4 4v14H6z M14 3v4h4" {_LINE}/>'


def _lines(path: str) -> str:
    return f'<path d="{path}" {_LINE}/>'


ICONS = {
    "success": _CIRCLE + _lines("M8 12l3 3 5-6"),
    "info": _CIRCLE + _lines("M12 11v6 M12 7.5v.01"),
    "warning": _lines("M12 4L2.5 20h19z M12 10v5 M12 17.5v.01"),
    "error": _lines("M8 3h8l5 5v8l-5 5H8l-5-5V8z M12 8v5 M12 16.5v.01"),
    "check": _lines("M5 12.5l5 5L19 7"),
    "dot": '<circle cx="12" cy="12" r="5" fill="currentColor"/>',
    "ring": f'<circle cx="12" cy="12" r="6" {_LINE}/>',
    "dash": _lines("M6 12h12"),
    "half": _CIRCLE + '<path d="M12 3a9 9 0 010 18z" fill="currentColor"/>',
    "approximate": _lines("M4 10c4-5 7 3 16-2 M4 16c4-5 7 3 16-2"),
    "question": _lines("M8 9a4 4 0 118 0c0 3-4 3-4 6 M12 19v.01"),
    "range": _lines("M3 12h18 M3 7v10 M21 7v10"),
    "clock": _CIRCLE + _lines("M12 7v5l4 2"),
    "back": _lines("M9 5L4 10l5 5 M4 10h10a6 6 0 010 12h-3"),
    "sent": _lines("M12 20V5 M6 11l6-6 6 6"),
    "pencil": _lines("M4 20l1-5L16 4l4 4L9 19z"),
    "cross": _lines("M6 6l12 12 M18 6L6 18"),
    "slash": _CIRCLE + _lines("M6 18L18 6"),
    "flag": _lines("M6 21V4h12l-3 4 3 4H6"),
    "sample": _lines("M4 4h16v16H4z M8 9h8 M8 13h8 M8 17h4"),
    "search": f'<circle cx="10" cy="10" r="6" {_LINE}/>' + _lines("M15 15l6 6"),
    "download": _lines("M12 4v11 M7 11l5 5 5-5 M4 20h16"),
    "upload": _lines("M12 16V5 M7 9l5-5 5 5 M4 20h16"),
    "document": _SHEET + _lines("M9 12h6 M9 16h6"),
    "table": _lines("M3 5h18v14H3z M3 10h18 M3 15h18 M10 5v14"),
    "print": _lines("M7 8V3h10v5 M7 17H4V9h16v8h-3 M7 14h10v7H7z"),
    "next": _lines("M9 5l7 7-7 7"),
    "plus": _lines("M12 5v14 M5 12h14"),
}

# The codes of code lists that have a tone and a shape of their own; a code that is not here is neutral.
CHIPS = {
    "known": ("success", "check"),
    "final": ("success", "check"),
    "approximate": ("warning", "approximate"),
    "partial": ("warning", "half"),
    "interval": ("info", "range"),
    "unknown": ("neutral", "question"),
    "under_survey": ("warning", "question"),
    "unpublished": ("neutral", "slash"),
    "not_comparable": ("neutral", "slash"),
    "not_applicable": ("neutral", "dash"),
    "draft": ("neutral", "pencil"),
    "submitted": ("info", "sent"),
    "confirmed": ("info", "check"),
    "asked_back": ("error", "back"),
    "approved": ("success", "check"),
    "withdrawn": ("neutral", "cross"),
    "overdue": ("error", "warning"),
    "late": ("error", "warning"),
    "waiting": ("neutral", "clock"),
    "missing": ("neutral", "ring"),
    "not_started": ("neutral", "ring"),
    "ongoing": ("info", "half"),
    "done": ("success", "check"),
    "not_planned": ("neutral", "dash"),
    "reached": ("success", "flag"),
    "sent": ("success", "sent"),
    "cancelled": ("neutral", "cross"),
    "sample": ("warning", "sample"),
    "reading": ("info", "half"),
    "taken": ("success", "check"),
    "asked": ("warning", "question"),
    "held": ("warning", "clock"),
    "refused": ("error", "cross"),
    "duplicate": ("neutral", "document"),
    "same": ("neutral", "dash"),
    "blank": ("neutral", "ring"),
    "failed": ("error", "error"),
    "active": ("success", "check"),
    "temporarily closed": ("warning", "clock"),
    "inactive": ("neutral", "pencil"),
    "defunct": ("neutral", "cross"),
    "created": ("success", "plus"),
    "changed": ("info", "pencil"),
    "matched": ("neutral", "dash"),
    "preview": ("info", "half"),
    "applied": ("success", "check"),
    "undone": ("neutral", "back"),
    "conforms": ("success", "check"),
    "fails": ("error", "cross"),
    "info": ("info", "info"),
    "success": ("success", "check"),
    "warning": ("warning", "warning"),
    "error": ("error", "error"),
}


def svg(name: str, label: str = "") -> str:
    """The drawing as an inline SVG: hidden from screen readers, or with ``label`` as its name."""
    speaks = f'role="img" aria-label="{label}"' if label else 'aria-hidden="true"'
    return f'<svg class="icon" viewBox="0 0 24 24" width="20" height="20" focusable="false" {speaks}>{ICONS[name]}</svg>'


def chip(code: str) -> tuple[str, str]:
    """(tone, drawing) of a code."""
    return CHIPS.get(str(code), ("neutral", "dot"))
