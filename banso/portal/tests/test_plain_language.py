"""Every public page is easy to read: no long sentences, no officialese, no double negatives, no heaps of kanji or nouns."""

import re
from collections.abc import Iterable

import pytest
from django.test import Client

from banso.directory import queries as directory
from banso.directory.catalogue import ServiceCard, WindowCard
from banso.directory.models import Window
from banso.directory.operations.requests import take_sample_requests
from banso.lib.plain import Finding, Kind, findings
from banso.portal.tests.readable import lines_of

pytestmark = pytest.mark.django_db

PAGES = (
    "/", "/find/", "/employers/", "/employers/subsidies/", "/employers/subsidies/?all=1", "/leaflets/?municipality=112011", "/helplines/",
    "/windows/", "/services/", "/places/112011/", "/windows/hw-kawagoe/", "/windows/station-kawagoe/",
    "/services/middle-corner/", "/services/ice-age-corner/", "/contact/hw-kawagoe/",
)  # fmt: skip
# Laws, systems and buildings that are called so and not otherwise.
PROPER = ("配偶者暴力相談支援センター", "職業訓練受講給付金", "生活困窮者自立支援制度", "ゆまにて", "別紙")


@pytest.fixture
def plan(loaded_plan, clock_at):
    clock_at("2025-11-20T10:00")
    return loaded_plan


@pytest.fixture
def names(plan):
    """What has a name is called by it."""
    known, document = directory.catalogue(plan), plan.document
    entries = [*known.windows.values(), *known.services.values(), *directory.subsidies()]
    return {
        *PROPER,
        *(name for entry in entries for name in (entry.name, *entry.aliases, entry.source) if name),
        *(window.kind for window in known.windows.values()),
        *known.organisations.values(),
        *(place.name for place in known.places.values()),
        *(measure.title for measure in document.measures),
        *(part.name for part in document.groups),
        *(part.title for part in document.sections),
        *(indicator.label for indicator in document.all_indicators),
        *(line.name for line in directory.helplines()),
        document.body.name,
    }


def hard(lines: Iterable[str], names: set[str]) -> list[tuple[str, str, str]]:
    """What is hard in lines of text, each line looked at once."""
    each = list(dict.fromkeys(lines))
    found = [(finding, each[finding.where[0] - 1]) for finding in findings("\n".join(each), names)]
    return [(f.kind.label, f.what, line) for f, line in found if not is_list(f, line)]


def read(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200, address
    return lines_of(response.content.decode())


def is_list(finding: Finding, line: str) -> bool:
    """Names one after another are long and easy."""
    return finding.kind is Kind.LONG and line.count("、") >= 10 and "。" not in line


def test_the_pages_are_written_plainly(plan, names):
    client = Client()
    assert hard((line for address in PAGES for line in read(client, address)), names) == []


@pytest.mark.parametrize("asker", ["self", "family", "employer"])
def test_every_question_and_result_of_the_navigator_is_written_plainly(plan, names, asker):
    client, known, lines = Client(), directory.catalogue(plan), list[str]()
    asked = [f"change:{question.id}" for question in known.vocabulary.questions]
    for go in (*asked, "result"):
        page = client.post("/find/", {"a.asker": asker, "a.now": "wishing", "a.age": "53", "go": go})
        lines += lines_of(page.content.decode())
    assert hard(lines, names) == []


def test_what_is_written_of_every_window_and_service_is_plain(plan, names):
    known = directory.catalogue(plan)
    told = [text for entry in (*known.windows.values(), *known.services.values()) for text in texts(entry)]
    assert hard((line for text in told for line in text.split("\n")), names) == []


def texts(entry: WindowCard | ServiceCard) -> list[str]:
    """The sentences of an entry; what is copied from a source (an address, hours) is left as it is."""
    if isinstance(entry, WindowCard):
        return [entry.description, entry.note, entry.catchment_note]
    said = [text for c in entry.conditions for text in (c.says, c.change or "")]
    return [entry.description, entry.note, entry.application_process, entry.fees, *said]


def test_what_a_measure_says_to_everybody_is_written_plainly(plan, names):
    """Below it stand the plan's own facts, in the plan's words."""
    client, lines = Client(), list[str]()
    for measure in plan.document.measures:
        page = client.get(f"/measures/{measure.id}/").content.decode()
        lines += lines_of(page[: page.index('id="what"')])
    assert hard(lines, names) == []


def test_the_check_finds_what_is_hard():
    lines = lines_of(
        "<main><p>職業生活設計の相談</p><p>雇用保険の被保険者とならない働き方の方</p><p>本事業の実施にあたり、<a>所定の</a>様式を提出しなければなりません。</p></main>"
    )
    found = hard(lines, set())
    assert {kind for kind, _what, _line in found} >= {"役所の言葉", "二重の否定"}
    assert {what for _kind, what, _line in found} >= {"職業生活設計", "被保険者"}


def test_asking_for_a_talk_is_written_plainly_whatever_happens(plan, names, clock_at, settings):
    Window.objects.filter(pk="shigoto-support").update(has_desk=True)
    take_sample_requests(windows=["shigoto-support"], days=3)
    client, lines, form = Client(), list[str](), "/contact/shigoto-support/"

    def step(address: str, /, **sent: str) -> str:
        text = (client.post(address, sent) if sent else client.get(address)).content.decode()
        lines.extend(lines_of(text))
        return text

    def hidden(name: str, text: str) -> str:
        return re.search(rf'name="{name}" value="([^"]+)"', text)[1]  # type: ignore[index]

    made = hidden("made", step(form))
    written = {"asker": "self", "name": "はな", "reach": "phone", "address": "0481234567", "made": made}
    step(form, **written)  # too fast
    clock_at("2025-11-20T10:05")
    step(form, name="はな")  # half of it
    code = hidden("code", step("/contact/", code=read_code(step(form, **written))))
    for reach in ("visit", "mail"):
        step(form, **written | {"reach": reach, "address": "a@example.jp", "text": reach})
    for page in ("change", "withdraw"):
        step(f"/contact/{page}/", code=code)
    step("/contact/change/", code=code, **written)
    step("/contact/withdraw/", code=code, sure="1")
    step("/contact/change/", code=code, **written)  # too late
    step("/contact/hw-urawa/", **written)  # takes none
    settings.REQUESTS_AN_HOUR = 1
    step(form, **written | {"text": "もう一つ"})  # too many
    for number in ("111-111-1111", "222-222-2226"):
        step("/contact/", code=number)
    whole = "\n".join(lines)
    for met in ("早すぎて", "書き直すところ", "申し込みを受け付けました", "書き直しました", "取り下げますか", "いま消しました",
                "いまは書き直せません", "受けていません", "同じ回線から", "一文字ずつ見直して"):  # fmt: skip
        assert met in whole, met
    assert hard(lines, names | {code}) == []


def read_code(slip: str) -> str:
    return re.search(r"[1-9A-Z]{3}-[1-9A-Z]{3}-[1-9A-Z]{4}", slip)[0]  # type: ignore[index]
