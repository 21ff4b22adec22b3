"""Whether a data file can be read by machines, rule by rule.

The rules are the thirty of 行政データにおける機械可読性に関するルール (2026-03-31); see level1 for the source. Pure: a file
in, a report out. A check that breaks on a strange file is told as 未確認 with its reason, never as an error.
"""

import logging

from banso.lib.readability import level1, level2, level3
from banso.lib.readability.results import Finding, Outcome, Report, Result, Rule, unconfirmed
from banso.lib.readability.subject import Subject, read, read_path

logger = logging.getLogger(__name__)
RULES: tuple[Rule, ...] = (*level1.RULES, *level2.RULES, *level3.RULES)

__all__ = ["RULES", "Finding", "Outcome", "Report", "Result", "Rule", "Subject", "check", "read", "read_path"]


def check(subject: Subject) -> Report:
    """Every rule with its result."""
    return Report(subject.name, tuple(Result(rule, _finding(rule, subject)) for rule in RULES))


def _finding(rule: Rule, subject: Subject) -> Finding:
    if subject.problem and rule.id != "L1-01":
        return unconfirmed("ファイルの中身を読めないため、確かめられません。")
    try:
        return rule.check(subject)
    except Exception:
        # A file may be stranger than its checker; the other rules still have their say.
        logger.exception("the check of %s broke", rule.id)
        return unconfirmed("このファイルは確かめられませんでした。システムの管理者に知らせてください。")
