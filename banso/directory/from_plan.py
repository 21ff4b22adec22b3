"""Conditions that the plan states for its measures, in the language of the directory. Pure."""

from banso.directory.codes import Asker
from banso.directory.format import Condition, Fact, Rule, Vocabulary
from banso.plan.describe import condition_text
from banso.plan.format import Condition as PlanCondition
from banso.plan.format import ConditionAbout, PlanDocument


def conditions_of(document: PlanDocument, measure: str, vocabulary: Vocabulary) -> list[Condition]:
    """The conditions of a measure, one for each of the plan's. Raises ``KeyError`` for a measure that is not there."""
    known = {situation.id for situation in vocabulary.situations}
    return [_condition(condition, document, known) for condition in document.measure(measure).conditions]


def _condition(condition: PlanCondition, document: PlanDocument, known: set[str]) -> Condition:
    """The first sentence of the note says whom it is for; what follows belongs to those for whom it is not."""
    says, _, rest = (condition.note or condition_text(condition, document)).partition("。")
    return Condition(
        says=says,
        change=rest and (rest if rest.endswith("。") else f"{rest}。") or None,
        rule=_rule(condition, known),
        effective=condition.effective,
        source=condition.source,
        confirmed="未確認" not in rest,
    )


def _rule(condition: PlanCondition, known: set[str]) -> Rule:
    rules = [*_positive(condition, known), *_negative(condition, known)]
    rule = rules[0] if len(rules) == 1 else Rule(all=rules)
    if condition.when_sex is None:
        return rule
    # Asked of one sex only: the others meet it as they are.
    negated = condition.when_sex.removeprefix("not-")
    exempt = (
        Rule(fact=Fact.GENDER, any_of=[negated])
        if negated != condition.when_sex
        else Rule(fact=Fact.GENDER, none_of=[condition.when_sex])
    )
    return Rule(any=[rule, exempt])


def _positive(condition: PlanCondition, known: set[str]) -> list[Rule]:
    if condition.about is ConditionAbout.AGE and condition.age is not None:
        age = condition.age
        return [Rule(fact=Fact.AGE, min=age.min, max=age.max, approximate=age.approximate)]
    if not condition.any_of:
        return []
    match condition.about:
        case ConditionAbout.RESIDENCE:
            return [Rule(places=condition.any_of)]
        case ConditionAbout.SEX:
            return [Rule(fact=Fact.GENDER, any_of=condition.any_of)]
        case ConditionAbout.ASKER:
            # Who supports a person asks in the person's place.
            extra = [Asker.SUPPORTER.value] if Asker.SELF.value in condition.any_of else []
            return [Rule(fact=Fact.ASKER, any_of=[*dict.fromkeys([*condition.any_of, *extra])])]
    return [_one(Rule(any=[_situation(code, known) for code in condition.any_of]))]


def _negative(condition: PlanCondition, known: set[str]) -> list[Rule]:
    match condition.about:
        case ConditionAbout.RESIDENCE:
            return [_not(Rule(places=condition.none_of))] if condition.none_of else []
        case ConditionAbout.SEX:
            return [Rule(fact=Fact.GENDER, none_of=condition.none_of)] if condition.none_of else []
        case ConditionAbout.ASKER:
            return [Rule(fact=Fact.ASKER, none_of=condition.none_of)] if condition.none_of else []
    return [_not(_situation(code, known)) for code in condition.none_of]


def _not(rule: Rule) -> Rule:
    return Rule(**{"not": rule})


def _one(rule: Rule) -> Rule:
    """The only alternative, without the "any" around it."""
    return rule.any[0] if rule.any and len(rule.any) == 1 else rule


def _situation(code: str, known: set[str]) -> Rule:
    """A word of the plan; one that the vocabulary does not define is for the window to settle."""
    if code in known:
        return Rule(situation=code)
    return Rule(unsettled="計画の言う条件に当たるかは、窓口に確かめてください。")
