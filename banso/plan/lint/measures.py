"""Measures: someone carries them, they stand in order, and they do not speak of themselves."""

from collections.abc import Iterator

from banso.lib.text import fold
from banso.plan.format import Condition
from banso.plan.lint.table import Finding, Sheet, error, warning
from banso.plan.places import Path

# Orders in which plans letter their items.
_ORDERS = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
    "abcdefghijklmnopqrstuvwxyz",
)


@error("measure-without-owner", "取組には担い手がある。")
def without_owner(sheet: Sheet) -> Iterator[Finding]:
    for path, measure in sheet.measures:
        if not measure.owners and not measure.all_members:
            yield Finding(
                path,
                f"取組「{measure.id}」に担い手がありません。",
                "owners に組織のidを書くか、構成員すべてが担うなら all_members: true としてください。",
            )


@warning("owners-beside-all-members", "構成員すべてが担う取組に、担い手を並べない。")
def owners_beside_all(sheet: Sheet) -> Iterator[Finding]:
    for path, measure in sheet.measures:
        if measure.owners and measure.all_members:
            yield Finding(
                (*path, "owners"),
                f"取組「{measure.id}」は構成員すべてが担う（all_members）のに、担い手も並んでいます。",
                "owners か all_members のどちらかを消してください。",
            )


@error("all-members-of-nobody", "構成員すべてが担う取組があれば、構成員が書かれている。")
def all_members_of_nobody(sheet: Sheet) -> Iterator[Finding]:
    for path, measure in sheet.measures:
        if measure.all_members and not sheet.document.body.members:
            yield Finding(
                (*path, "all_members"),
                f"取組「{measure.id}」は構成員すべてが担いますが、構成員（body.members）が書かれていません。",
                "body.members に構成員の組織のidを書いてください。",
            )


@error("refers-to-itself", "取組は、自分を参照しない。")
def refers_to_itself(sheet: Sheet) -> Iterator[Finding]:
    for path, measure in sheet.measures:
        for n, reference in enumerate(measure.cross_references):
            if reference.measure == measure.id:
                yield Finding(
                    (*path, "cross_references", n, "measure"),
                    f"取組「{measure.id}」が自分を参照しています。",
                    "再掲のもとの取組のidに直してください。",
                )


def _rank(letter: str, order: str) -> tuple[int, ...] | None:
    """The place of a letter in an order (アア comes after ン); None where it is no letter of it."""
    folded = fold(letter).strip("()。.、")
    places = [order.find(sign) for sign in folded]
    return (len(places), *places) if places and min(places) >= 0 else None


def _ranks(letters: list[str]) -> list[tuple[int, ...]] | None:
    """The places of letters in the order that fits them best; None where no order knows them all."""
    if all(fold(letter).strip("()。.、").isdecimal() for letter in letters):
        return [(int(fold(letter).strip("()。.、")),) for letter in letters]
    best: list[tuple[int, ...]] | None = None
    for order in _ORDERS:
        ranks = [_rank(letter, order) for letter in letters]
        known = [rank for rank in ranks if rank is not None]
        if len(known) < len(letters):
            continue
        if known == sorted(known):
            return known
        best = best or known
    return best


@error("duplicate-letter", "一つの節の中で、記号（ア・イ・ウ）は一度だけ使う。")
def duplicate_letter(sheet: Sheet) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for path, measure in sheet.measures:
        first = seen.setdefault((measure.section, fold(measure.letter)), measure.id)
        if first != measure.id:
            yield Finding(
                (*path, "letter"),
                f"節「{measure.section}」の記号「{measure.letter}」が、取組「{first}」と「{measure.id}」で同じです。",
                "計画の記号に合わせてください。",
            )


@warning("letters-out-of-order", "取組は、記号（ア・イ・ウ）の順に並ぶ。")
def letters_out_of_order(sheet: Sheet) -> Iterator[Finding]:
    sections: dict[str, list[int]] = {}
    for n, measure in enumerate(sheet.document.measures):
        sections.setdefault(measure.section, []).append(n)
    for section, numbers in sections.items():
        measures = [sheet.document.measures[n] for n in numbers]
        ranks = _ranks([measure.letter for measure in measures]) or []
        for place in range(1, len(ranks)):
            if ranks[place] < ranks[place - 1]:
                yield Finding(
                    ("measures", numbers[place], "letter"),
                    f"節「{section}」で、取組「{measures[place].id}」の記号「{measures[place].letter}」が「{measures[place - 1].letter}」の後にあります。",
                    "計画の順に並べてください。",
                )


@warning("group-without-measure", "対象には取組がある。")
def group_without_measure(sheet: Sheet) -> Iterator[Finding]:
    served = {measure.group for measure in sheet.document.measures}
    for n, group in enumerate(sheet.document.groups):
        if group.id not in served:
            yield Finding(
                ("groups", n), f"対象「{group.id}」の取組がありません。", "取組の group を確かめてください。"
            )


@warning("code-without-words", "条件の符号には、人に見せる言葉がある。")
def code_without_words(sheet: Sheet) -> Iterator[Finding]:
    document = sheet.document
    known = {term.id for term in document.terms} | {m.code for m in document.area.municipalities}
    known |= {document.area.code}
    for path, name, conditions in _conditioned(sheet):
        for n, condition in enumerate(conditions):
            codes = [
                *condition.any_of,
                *condition.none_of,
                *([condition.when_sex] if condition.when_sex else []),
            ]
            for code in codes:
                # Words that are Japanese already need no others.
                if condition.note is None and code.isascii() and code not in known:
                    yield Finding(
                        (*path, "conditions", n),
                        f"{name}の条件の符号「{code}」に、人に見せる言葉がありません。",
                        "条件の note に書くか、terms に符号と言葉を加えてください。",
                    )


def _conditioned(sheet: Sheet) -> Iterator[tuple[Path, str, list[Condition]]]:
    """What has conditions of use: measures, and programmes of annexes."""
    for path, measure in sheet.measures:
        yield path, f"取組「{measure.id}」", measure.conditions
    for a, annex in enumerate(sheet.document.annexes):
        for n, programme in enumerate(annex.programmes):
            yield ("annexes", a, "programmes", n), f"別紙の事業「{programme.id}」", programme.conditions
