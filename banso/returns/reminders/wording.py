"""The words of a reminder, and what stands for each body in them."""

import re
from datetime import date

from banso.lib import wareki
from banso.lib.fiscal import Period
from banso.notices.rules import NotPossible

BODY, PERIOD, DUE = "{機関名}", "{期間}", "{期限}"
PLACEHOLDERS = ((BODY, "機関の名"), (PERIOD, "報告の期間"), (DUE, "報告の期限"))
SUBJECT = f"{PERIOD}分の報告のお願い"
TEXT = f"""{BODY}　ご担当者さま

いつもお世話になっております。
{PERIOD}分の報告（期限：{DUE}）が、まだ届いていません。
お手数ですが、報告の様式に記入して、お出しください。

このお知らせと行き違いに報告を出されたときは、ご容赦ください。
"""


def filled(text: str, *, name: str, period: Period, due: date) -> str:
    """The text for one body. Raises :class:`NotPossible` for a placeholder that is none of ours."""
    values = {BODY: name, PERIOD: period.label, DUE: wareki.full(due)}
    unknown = [found for found in re.findall(r"\{[^{}\n]*\}", text) if found not in values]
    if unknown:
        raise NotPossible(f"「{unknown[0]}」は差し込めません。使えるのは {BODY}、{PERIOD}、{DUE} です。")
    return re.sub("|".join(map(re.escape, values)), lambda found: values[found[0]], text)
