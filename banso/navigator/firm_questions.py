"""The questions about a firm's plan by which subsidies are decided: one for each fact, and the one that comes first.
Pure: no Django.
"""

from collections.abc import Iterable, Mapping, Sequence

from banso.directory.catalogue import Catalogue, SubsidyCard
from banso.directory.format import NO, VALUES, YES, Choice, Fact, FactKind, Question, QuestionKind
from banso.navigator.subsidies import facts_asked

DOOR = "plan"
# The answer that leaves all subsidies aside but one.
ALONE = "only"
_KINDS = {
    FactKind.NUMBER: QuestionKind.NUMBER,
    FactKind.DATE: QuestionKind.DATE,
    FactKind.PLACE: QuestionKind.PLACE,
    FactKind.SET: QuestionKind.SEVERAL,
}
_TEXTS = {
    Fact.HIRED_ON: ("雇い入れる日は、いつですか。", "まだのときは、予定の日を答えてください。"),
    Fact.REFERRED_ON: ("紹介を受けた日は、いつですか。", "ハローワークなどが、その方を紹介した日です。"),
    Fact.CONVERTED_ON: ("正社員に変える日は、いつですか。", "まだのときは、予定の日を答えてください。"),
    Fact.AGE_AT_HIRING: (
        "雇い入れる日に、その方は何歳ですか。",
        "生まれた日と雇い入れる日を答えるときは、答えなくてかまいません。",
    ),
    Fact.BORN_ON: ("雇い入れる方の、生まれた日はいつですか。", None),
    Fact.REFERRED_BY: ("どこの紹介で雇いますか。", None),
    Fact.EMPLOYED_AS: ("どんな雇い方ですか。", "正社員に変えるときは、変える前の雇い方を答えてください。"),
    Fact.REGULAR_MONTHS_IN_5_YEARS: (
        "雇い入れる前の5年間に、正社員だった期間は合わせて何か月ですか。",
        "おおよそでかまいません。なければ0です。",
    ),
    Fact.REGULAR_IN_1_YEAR: ("雇い入れる前の1年間に、正社員だったことはありますか。", None),
    Fact.INDIVIDUAL_SUPPORT: (
        "紹介のとき、その方は担当者から一人ひとりに合わせた支援を受けていましたか。",
        "ハローワークなどの担当者です。紹介した窓口に聞くとわかります。",
    ),
    Fact.WISHES_REGULAR: ("その方は、正社員になることを望んでいますか。", None),
    Fact.IN_STABLE_WORK: ("紹介のとき、その方は安定した仕事に就いていましたか。", None),
    Fact.WEEKLY_HOURS: ("一週間に何時間働く仕事ですか。", None),
    Fact.MONTHS_SINCE_LAST_JOB: ("その方が前の仕事をやめてから、何か月ですか。", None),
    Fact.JOB_CHANGES_IN_2_YEARS: ("その方がこの2年に仕事をやめたり変わったりしたのは、何回ですか。", None),
    Fact.FIRM_SIZE: ("会社の規模は、どちらですか。", None),
    Fact.PLAN_FILED: ("正社員に変える前に、計画を届け出ていますか。", None),
    Fact.MONTHS_EMPLOYED: ("正社員に変える前に、その方を何か月雇っていますか。", None),
    Fact.WAGE_RISE_PERCENT: ("賃金は、前より何%上がりますか。", "小数は切り捨てて答えてください。"),
    Fact.INEXPERIENCED: (
        "その方にとって、経験のない仕事ですか。",
        "過去5年のうち、その仕事の経験が1年より短いことです。パートの期間は数えません。",
    ),
    Fact.TRAINING_PLANNED: ("雇い入れた後に、訓練をしますか。", None),
    Fact.GROWTH_FIELD: ("デジタルや環境の分野の仕事ですか。", None),
    Fact.NEW_GRADUATE: ("学校を出てすぐに雇った方ですか。", None),
}
# What a firm plans, by the days that decide the rules of a subsidy.
_DAYS = {"hire": (Fact.HIRED_ON, Fact.REFERRED_ON), "convert": (Fact.CONVERTED_ON,)}
# The first answer says what is planned and, where it is settled, how the person is employed: one question for two.
_PLANS = {
    "hire-regular": ("hire", "正社員として雇い入れる", "regular"),
    "hire-fixed-term": ("hire", "期間を決めて、またはためしに雇い入れる", "fixed_term"),
    "hire": ("hire", "雇い入れる（雇い方は、まだ決めていない）", None),
    "convert-fixed-term": ("convert", "期間を決めて雇っている方を、正社員に変える", "fixed_term"),
    "convert-dispatched": ("convert", "派遣で働いている方を、正社員に変える", "dispatched"),
    "convert-open-ended": (
        "convert",
        "期間を決めずに雇っている正社員でない方を、正社員に変える",
        "open_ended_non_regular",
    ),
}


def door(offered: Sequence[SubsidyCard]) -> Question | None:
    """What is planned: the question that leaves the other subsidies aside. None where there is nothing to part."""
    kinds = [kind for kind in _DAYS if _for(offered, kind)]
    if len(kinds) < 2:
        return None
    choices = [
        Choice(id=key, label=label, sets={Fact.EMPLOYED_AS: employed_as} if employed_as else {})
        for key, (_kind, label, employed_as) in _PLANS.items()
    ]
    return Question(id=DOOR, text="どんな予定がありますか。", facts=[Fact.EMPLOYED_AS], choices=choices)


def concerned(offered: Sequence[SubsidyCard], plan: str, *, alone: str = "") -> list[SubsidyCard]:
    """The one subsidy that is looked at alone, else those for what is planned; all where neither is known."""
    kind = _PLANS[plan][0] if plan in _PLANS else ""
    return [each for each in offered if each.key == alone] or _for(offered, kind) or list(offered)


def spelled_out(answers: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The answers to the questions of single facts: what was planned says how the person is employed."""
    plain = {key: values for key, values in answers.items() if key not in (DOOR, ALONE)}
    plan = _PLANS.get(next(iter(answers.get(DOOR, ())), ""))
    if plan and plan[2]:
        plain.setdefault(_id(Fact.EMPLOYED_AS.value), (_id(plan[2]),))
    return plain


def _for(offered: Sequence[SubsidyCard], kind: str) -> list[SubsidyCard]:
    days = _DAYS.get(kind, ())
    return [each for each in offered if any(version.date_fact in days for version in each.versions)]


def firm_questions(offered: Iterable[SubsidyCard], known: Catalogue) -> list[Question]:
    """One question for each fact by which these subsidies are decided."""
    return [_question(fact) for fact in facts_asked(offered, known)]


def _question(fact: Fact) -> Question:
    text, help_ = _TEXTS.get(fact, (f"{fact.label}を答えてください。", fact.description))
    labels = VALUES.get(fact, {YES: "はい", NO: "いいえ"} if fact.kind is FactKind.YES_NO else {})
    choices = [Choice(id=_id(value), label=label, sets={fact: value}) for value, label in labels.items()]
    kind = _KINDS.get(fact.kind, QuestionKind.ONE)
    return Question(id=_id(fact.value), text=text, help=help_, kind=kind, facts=[fact], choices=choices)


def _id(code: str) -> str:
    return code.replace("_", "-")
