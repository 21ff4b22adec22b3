"""Letters that only some machines have: the rows that makers added to JIS X 0208, private use, and emoji."""

import re
import unicodedata

MADE_BY_MAKERS = re.compile(
    "[\u2460-\u24ff\u2160-\u217f\u3200-\u33ff\u2116\u2121\u301d\u301f\ue000-\uf8ff"
    "\U0001f000-\U0001faff\U000f0000-\U0010fffd]"
)
# The mark that Japanese printing has for a letter that is not there.
MISSING = "〓"


def plain_letters(text: str) -> str:
    """``text`` with ① as 1, ㈱ as (株), and what has no plain form as 〓."""
    return MADE_BY_MAKERS.sub(_plain, text)


def _plain(found: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", found[0])
    return MISSING if MADE_BY_MAKERS.search(plain) else plain


def in_jis(letter: str) -> bool:
    """Whether a letter stands in JIS X 0208."""
    try:
        letter.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True
