"""The words that reading and saying of opening hours share."""

import re
import unicodedata

WEEKDAYS = "月火水木金土日"
UNKNOWN = "未確認"
# An aside that begins so is somebody's own remark: kept, and no part of the rules.
MEMO = "メモ："

# An aside made of these words alone says how to come, not when it is open.
HARMLESS = re.compile(
    r"(?:電話|メール|来所|来庁|対面|面談|面接|オンライン|チャット|SNS|LINE|FAX|窓口|相談|受付|予約|要|事前|制|優先"
    r"|可能|可|のみ|不要|必要|による|にて|です|ください|で|は|が|も|・|、|及び)+"
)
# A last admission before closing is a remark too: 受付は16:30まで.
LAST_ADMISSION = re.compile(
    r"(?:最終)?(?:受付|入館|来所|入場)は?(?:\d{1,2}:\d{2}|\d{1,2}時(?:\d{1,2}分|半)?)まで"
)

_DASHES = str.maketrans(dict.fromkeys("~〜～‐‑–—―−-", "~"))


def plain(text: str) -> str:
    """Widths, dashes and line breaks made one, so that patterns need one spelling."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    folded = unicodedata.normalize("NFKC", "、".join(lines)).translate(_DASHES)
    return re.sub(r"\s+", " ", folded).strip()


def note_of(aside: str) -> str | None:
    """The remark that an aside is, or ``None`` where it may change the rules."""
    return aside if HARMLESS.fullmatch(aside) or LAST_ADMISSION.fullmatch(aside) else None
