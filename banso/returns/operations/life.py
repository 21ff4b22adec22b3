"""Each step of a version's life."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction

from banso.access.queries import member_of
from banso.access.roles import Role
from banso.access.rules import require
from banso.ledger import operations as ledger
from banso.lib import clock
from banso.plan.queries import of_edition
from banso.returns import rules
from banso.returns.approval import facts_of, measure_lines, remark_of, standing_of
from banso.returns.models import Question, Return, Version
from banso.returns.operations.outcomes import all_or_nothing
from banso.returns.operations.periods import refuse_locked
from banso.returns.queries.difference import beside, difference
from banso.returns.queries.offices import silent_offices
from banso.returns.rules import NotPossible
from banso.returns.states import State

if TYPE_CHECKING:
    from banso.access.models import User
    from banso.ledger.models import Entry
    from banso.returns.models import MeasureLine


def submit(*, version: Version, by: "User") -> Version:
    """Hand a draft to the secretariat. Raises ``Refused`` and :class:`NotPossible`."""
    with all_or_nothing():
        version = ready(version, "submit", by)
        refuse_locked(version.subject, by)
        waiting = waiting_beside(version)
        if waiting is not None:
            raise NotPossible(
                f"第{waiting.number}版が事務局の確認を待っています。"
                f"先に第{waiting.number}版を取り下げてください（版のページの「取り下げて差し替える」で一度にできます）。"
            )
        newer = Version.objects.approved().filter(subject_id=version.subject_id, number__gt=version.number)
        if newer.exists():
            raise NotPossible(
                "この版より新しい版が承認されています。新しい様式を受け取り、訂正してください。"
            )
        unanswered = Question.objects.blocking().filter(version=version).count()
        if unanswered:
            raise NotPossible(
                f"答えていない質問が{unanswered}件あります。答えてから提出するか、直したファイルを送ってください。"
            )
        return handed_in(version, by)


def withdraw(*, version: Version, by: "User") -> Version:
    """Take a draft or a submitted version back. Raises ``Refused`` and :class:`NotPossible`."""
    with all_or_nothing():
        return decided(ready(version, "withdraw", by), "withdraw", by)


def replace_waiting(*, version: Version, by: "User") -> Version:
    """Take back the version that waits and hand in ``version`` in its place: both or neither.

    Raises ``Refused`` and :class:`NotPossible`.
    """
    with all_or_nothing():
        version = ready(version, "submit", by)
        waiting = waiting_beside(version)
        if waiting is not None:
            withdraw(version=waiting, by=by)
        return submit(version=version, by=by)


def confirm(*, version: Version, by: "User", confirmation: str = "") -> Version:
    """Say for the body, as its second person, that a version is right. Raises ``Refused`` and :class:`NotPossible`.

    What the secretariat handed in on behalf of a body that does not sign in, it also confirms on its behalf: in words
    that say who confirmed it there.
    """
    with all_or_nothing():
        version = ready(version, "confirm", by)
        refuse_locked(version.subject, by)
        if not asks_body(version):
            raise NotPossible("この計画は、機関の二人目の確認を求めていません。そのまま承認できます。")
        own = by.organisation == version.subject.organisation
        if not own and (version.submitted_by is None or not _is_secretariat(version.submitted_by)):
            raise NotPossible("機関が自分で出した報告は、同じ機関の別の人が確認します。")
        if not own and not confirmation.strip():
            raise NotPossible("代わりに確認するときは、機関のだれがどのように確認したかを書いてください。")
        if own and version.submitted_by_id == by.pk:
            raise NotPossible("出した人とは別の、同じ機関の人が確認してください。")
        silent = silent_offices(version)
        if silent:
            raise NotPossible(f"まだ自分の行を確認していない事務所があります：{'、'.join(silent)}")
        version.state = rules.transition(version.state, "confirm").target.value
        version.confirmed_at, version.confirmed_by = clock.now(), by
        version.confirmation = confirmation.strip()
        version.save(update_fields=["state", "confirmed_at", "confirmed_by", "confirmation"])
        return version


def ask_back(*, version: Version, by: "User", question: str) -> Version:
    """Return a submitted version with a question. Raises ``Refused`` and :class:`NotPossible`."""
    with all_or_nothing():
        version = ready(version, "ask_back", by)
        if not question.strip():
            raise NotPossible("差し戻すときは、何を確かめてほしいかを書いてください。")
        version.question = question.strip()
        return decided(version, "ask_back", by)


def approve(*, version: Version, by: "User") -> Version:
    """Accept a submitted version: what it changes goes into the ledger. Raises ``Refused`` and :class:`NotPossible`."""
    with all_or_nothing():
        version = ready(version, "approve", by)
        refuse_locked(version.subject, by)
        if version.state == State.SUBMITTED and asks_body(version):
            raise NotPossible("この計画では、機関の二人目が確認してから、事務局が承認します。")
        if version.submitted_by_id == by.pk and asks_body(version):
            raise NotPossible(
                "自分が代わりに出した報告は、事務局の別の人が承認します（この計画は二人目の確認を求めています）。"
            )
        facts = facts_of(version)
        if not facts:
            refuse_the_same(version)
            facts = [remark_of(version)]
        version = decided(version, "approve", by)
        ledger.record(facts)
        return version


def refuse_the_same(version: Version) -> None:
    """Raise :class:`NotPossible` where a version differs in nothing, not even a remark, from the approved one."""
    before = beside(version).approved
    if before is not None and not difference(of_edition(version.edition_id), version, before):
        raise NotPossible(
            f"承認済みの第{before.number}版と違うところがないので、承認するものがありません。"
            "差し戻すか、機関に取り下げてもらってください。"
        )


@contextmanager
def as_if_approved(version: Version) -> "Iterator[tuple[list[Entry], list[MeasureLine]]]":
    """The ledger as it would be after the approval, for as long as the block lasts. Nothing of it stays.

    Gives the entries, each with the one that it would replace (none where nothing but a remark changes), and the lines of measures behind both: the ledger holds
    neither words nor counts of a measure.
    """
    with transaction.atomic():
        stands = standing_of(version)
        before = {entry.seq: entry for entry in stands}
        measures = measure_lines(version, stands)
        facts = facts_of(version, stands, measures)
        entries = ledger.record(facts) if facts else []
        for entry in entries:
            entry.replaces = before.get(entry.replaces_id or 0)
        yield entries, measures
        transaction.set_rollback(True)


def asks_body(version: Version) -> bool:
    """Whether the plan asks for a second person of the body. One SQL query."""
    return rules.asks_body(of_edition(version.edition_id).document.reporting.steps)


def ready(version: Version, verb: str, by: "User") -> Version:
    """The version as it stands now, locked, if ``by`` may and its state allows the verb."""
    require(member_of(by), rules.act_of(verb), version.subject.organisation)
    version = held(version)
    rules.transition(version.state, verb)
    return version


def held(version: Version) -> Version:
    """The version as it stands now. Whoever changes it holds its return: two clerks never decide past each other."""
    Return.objects.select_for_update().get(pk=version.subject_id)
    versions = Version.objects.select_related("subject", "submitted_by").defer("file")
    return versions.get(pk=version.pk)


def decided(version: Version, verb: str, by: "User") -> Version:
    version.state = rules.transition(version.state, verb).target.value
    version.decided_at, version.decided_by = clock.now(), by
    version.save(update_fields=["state", "decided_at", "decided_by", "question"])
    return version


def handed_in(version: Version, by: "User") -> Version:
    version.state = rules.transition(version.state, "submit").target.value
    version.submitted_at, version.submitted_by = clock.now(), by
    version.save(update_fields=["state", "submitted_at", "submitted_by"])
    return version


def waiting_beside(version: Version) -> Version | None:
    """Another version of the same return that the secretariat has before it."""
    others = Version.objects.waiting().filter(subject_id=version.subject_id).exclude(pk=version.pk)
    return others.defer("file").first()


def _is_secretariat(user: "User") -> bool:
    return member_of(user).role is Role.SECRETARIAT
