"""Files that bring windows in: read row by row, repaired where the repair is certain, planned against the directory.

Pure. Nothing is decided in silence: a repair is named, a value that cannot be read is named and left out, and a row that
cannot be placed is refused with its reason.
"""

from banso.directory.exchange.incoming.files import Incoming, Unreadable, opened
from banso.directory.exchange.incoming.planning import Known, Planned, Planner
from banso.directory.exchange.incoming.rows import Areas, Draft, draft
from banso.directory.exchange.incoming.said import Said, as_of

__all__ = [
    "Areas",
    "Draft",
    "Incoming",
    "Known",
    "Planned",
    "Planner",
    "Said",
    "Unreadable",
    "as_of",
    "draft",
    "opened",
]
