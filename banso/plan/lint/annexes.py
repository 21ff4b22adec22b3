"""Annexes, campaigns and the ways in which the plan is amended."""

from collections.abc import Iterator
from datetime import date

from banso.plan.lint.spans import plan_span
from banso.plan.lint.table import Finding, Sheet, error, warning


@warning("annex-date", "別紙の現在日は、計画の前年度から計画の終わりまでにある。")
def annex_date(sheet: Sheet) -> Iterator[Finding]:
    first, last = plan_span(sheet.document)
    earliest = date(first.year - 1, first.month, first.day)
    for n, annex in enumerate(sheet.document.annexes):
        if not earliest <= annex.as_of <= last:
            yield Finding(
                ("annexes", n, "as_of"),
                f"別紙「{annex.id}」の現在日（{annex.as_of}）が、計画の期間から離れています。",
                "日付の年を確かめてください。",
            )


@error("programme-of-another", "別紙の事業の指標は、その実施主体が担う。")
def programme_of_another(sheet: Sheet) -> Iterator[Finding]:
    for a, annex in enumerate(sheet.document.annexes):
        for n, programme in enumerate(annex.programmes):
            for k, key in enumerate(programme.indicators):
                indicator = sheet.by_id.get(key)
                if indicator and indicator.holders and programme.owner not in indicator.holders:
                    yield Finding(
                        ("annexes", a, "programmes", n, "indicators", k),
                        f"別紙の事業「{programme.id}」の実施主体「{programme.owner}」は、指標「{key}」の担い手ではありません。",
                        "事業の owner か、指標の owners を直してください。",
                    )


@warning("campaign-without-end", "重点期間には、始まりと終わりがある。")
def campaign_without_end(sheet: Sheet) -> Iterator[Finding]:
    for n, campaign in enumerate(sheet.document.campaigns):
        if campaign.window.start is None or campaign.window.end is None:
            yield Finding(
                ("campaigns", n, "window"),
                f"重点期間「{campaign.id}」の始まりか終わりがありません。",
                "計画が日を言わなければ、月の初日と末日で書き、note に計画の言い方を書いてください。",
            )


@warning("amendment-without-steps", "改定の手続には、段階がある。")
def amendment_without_steps(sheet: Sheet) -> Iterator[Finding]:
    for n, amendment in enumerate(sheet.document.amendments):
        if not amendment.steps and amendment.note is None:
            yield Finding(
                ("amendments", n),
                f"改定の手続「{amendment.id}」に段階（steps）がありません。",
                "計画が手続を言わないなら、そのことを note に書いてください。",
            )


@error("approval-not-before", "事前の承認が要る改定には、効力より前の段階がある。")
def approval_not_before(sheet: Sheet) -> Iterator[Finding]:
    for n, amendment in enumerate(sheet.document.amendments):
        before = any(step.before_effect for step in amendment.steps)
        if amendment.needs_prior_approval and amendment.steps and not before:
            yield Finding(
                ("amendments", n, "steps"),
                f"改定の手続「{amendment.id}」は事前の承認が要るのに、効力より前（before_effect）の段階がありません。",
                "承認の段階に before_effect: true と書いてください。",
            )
