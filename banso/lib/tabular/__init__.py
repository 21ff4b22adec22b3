"""Tables of text as offices send them: CSV and TSV in any usual encoding, read row by row in little memory."""

from banso.lib.tabular.encoding import Unreadable
from banso.lib.tabular.table import Row, Table, fold_header, opened

__all__ = ["Row", "Table", "Unreadable", "fold_header", "opened"]
