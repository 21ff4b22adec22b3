"""The words of a reminder, and what stands for each body in them."""

import re
from datetime import date

from banso.lib import wareki
from banso.lib.fiscal import Period
from banso.notices.rules import NotPossible

BODY, PERIOD, DUE, QUESTION = "{機関名}", "{期間}", "{期限}", "{問合せ}"
PLACEHOLDERS = ((BODY, "機関の名"), (PERIOD, "報告の期間"), (DUE, "報告の期限"))
SUBJECT = f"{PERIOD}分の報告のお願い"
TEXT = f"""{BODY}　ご担当者さま

いつもお世話になっております。
{PERIOD}分の報告（期限：{DUE}）が、まだ届いていません。
お手数ですが、報告の様式に記入して、お出しください。

このお知らせと行き違いに報告を出されたときは、ご容赦ください。
"""


ASKED_BACK_TEXT = f"""{BODY}　ご担当者さま

いつもお世話になっております。
お出しいただいた{PERIOD}分の報告（期限：{DUE}）について、次のことをお尋ねしています。

{QUESTION}

お手数ですが、報告のページで確かめ、直した報告をお出しください。

このお知らせと行き違いに報告を出されたときは、ご容赦ください。
"""
# A letter stays a letter; the whole question stands on the page of the return.
LONGEST_QUESTION = 1000


def filled(text: str, *, name: str, period: Period, due: date, question: str = "") -> str:
    """The text for one body. Raises :class:`NotPossible` for a placeholder that is none of ours."""
    values = {BODY: name, PERIOD: period.label, DUE: wareki.full(due)}
    if question:
        is_long = len(question) > LONGEST_QUESTION
        values[QUESTION] = f"{question[:LONGEST_QUESTION]}…（続きは報告のページ）" if is_long else question
    unknown = [found for found in re.findall(r"\{[^{}\n]*\}", text) if found not in values]
    if unknown:
        raise NotPossible(f"「{unknown[0]}」は差し込めません。使えるのは {BODY}、{PERIOD}、{DUE} です。")
    return re.sub("|".join(map(re.escape, values)), lambda found: values[found[0]], text)
