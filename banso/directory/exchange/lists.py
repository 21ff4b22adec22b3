"""The further sheets of the workbook: what belongs together, telephones, organisations, examinations, lines of help."""

from datetime import date

from banso.directory.codes import Part
from banso.directory.exchange.books import Value
from banso.directory.exchange.public import Lists, PublicDirectory
from banso.directory.exchange.tables import Column, Sheet
from banso.directory.exchange.windows import CONFIDENCE, SOURCE, filled, provenance
from banso.directory.sources import FieldSource, field_sources, source_of

_ID = Column("ID", "id", "台帳の中で一件を識別する符号")
_NAME = Column("名称", "name", "名")
_NOTE = Column("備考", "remarks", "注記", blank="なし")
_SOURCED = (
    CONFIDENCE,
    SOURCE,
    Column("見本データ", "is_sample", "見本のデータかどうか", "符号", blank="なし", codes="見本"),
)


def further_sheets(directory: PublicDirectory, lists: Lists) -> list[Sheet]:
    """Those that hold anything: a table without rows is no data."""
    sheets = [
        _at(directory), _phones(directory), _sources(directory), _bodies(directory), _exams(directory, lists),
        _help(lists),
    ]  # fmt: skip
    return [sheet for sheet in sheets if sheet.rows]


def _at(directory: PublicDirectory) -> Sheet:
    columns = (
        Column("サービスID", "service_id", "サービスの符号"),
        Column("サービスの名称", "service_name", "サービスの名"),
        Column("窓口ID", "window_id", "窓口の符号"),
        Column("窓口の名称", "window_name", "窓口の名"),
        Column("窓口の役割", "part", f"その窓口がすること。{'、'.join(p.label for p in Part)}のどれか"),
    )
    rows: list[dict[str, Value]] = [
        {
            "サービスID": service.key,
            "サービスの名称": service.name,
            "窓口ID": key,
            "窓口の名称": directory.windows[key].name,
            "窓口の役割": part.label,
        }
        for service in directory.services.values()
        for key, part in service.at.items()
    ]
    return Sheet("サービスと窓口", columns, rows)


def _phones(directory: PublicDirectory) -> Sheet:
    columns = (
        Column("窓口ID", "window_id", "窓口の符号"),
        Column("窓口の名称", "window_name", "窓口の名"),
        Column("電話番号", "phone", "電話番号"),
        Column("内線番号", "extension", "電話番号に続く内線番号", blank="内線がない、または未確認"),
        _NOTE,
        CONFIDENCE,
        SOURCE,
    )
    rows = [
        filled({"窓口ID": w.key, "窓口の名称": w.name, "電話番号": p.number, "内線番号": p.extension, "備考": p.note})
        | _told(source_of(w, "phones"))
        for w in directory.windows.values()
        for p in w.phones
    ]  # fmt: skip
    return Sheet("電話", columns, rows)


def _sources(directory: PublicDirectory) -> Sheet:
    """What single fields of a window rest on, where that is another source than that of the window."""
    columns = (
        Column("窓口ID", "window_id", "窓口の符号"),
        Column("窓口の名称", "window_name", "窓口の名"),
        Column("項目", "field", "出どころが窓口の出典と違う項目の名"),
        CONFIDENCE,
        SOURCE,
    )
    rows: list[dict[str, Value]] = [
        {"窓口ID": w.key, "窓口の名称": w.name, "項目": own.label, **_told(own)}
        for w in directory.windows.values()
        for own in field_sources(w)
    ]
    return Sheet("項目ごとの出典", columns, rows)


def _told(found: FieldSource) -> dict[str, Value]:
    return filled({"確かさコード": found.confidence.value, "出典": found.words})


def _bodies(directory: PublicDirectory) -> Sheet:
    columns = (
        _ID,
        _NAME,
        Column("説明", "description", "説明"),
        Column("URL", "url", "ウェブサイト"),
        Column("閉じた日", "closed_on", "機関がなくなった日（西暦）", "日付", blank="なし"),
        Column("確認日", "assured_on", "担当する機関が内容を確かめた日（西暦）", "日付"),
        *_SOURCED,
    )
    rows = [
        filled(
            {
                "ID": body.key,
                "名称": body.name,
                "説明": body.description,
                "URL": body.url,
                "閉じた日": _day(body.closed_on),
                **provenance(body),
            }
        )
        for body in directory.bodies.values()
    ]
    return Sheet("組織", columns, rows)


def _exams(directory: PublicDirectory, lists: Lists) -> Sheet:
    columns = (
        _ID,
        _NAME,
        Column("実施する組織", "organisation", "試験を行う組織の名"),
        Column("全国地方公共団体コード", "area_code", "6桁のコード"),
        Column("年度", "fiscal_year", "年度（西暦。4月から翌年3月まで）", "年度"),
        Column("対象", "for_whom", "受けられる人"),
        Column("生年月日の始まり", "born_from", "この日以後に生まれた人（西暦）", "日付"),
        Column("生年月日の終わり", "born_to", "この日以前に生まれた人（西暦）", "日付"),
        Column("申込開始日", "opens_on", "申し込みの始まりの日（西暦）", "日付"),
        Column("申込終了日", "deadline", "申し込みの締め切りの日（西暦）", "日付"),
        Column("試験日", "exam_on", "試験の日（西暦）", "日付"),
        Column("募集人数", "places", "募集する人数の言葉"),
        Column("URL", "url", "ウェブサイト"),
        _NOTE,
        *_SOURCED,
    )
    rows = [
        filled(
            {
                "ID": exam.key,
                "名称": exam.name,
                "実施する組織": exam.organisation,
                "全国地方公共団体コード": exam.municipality or directory.area,
                "年度": str(exam.fiscal_year),
                "対象": exam.for_whom,
                "生年月日の始まり": _day(exam.born_from),
                "生年月日の終わり": _day(exam.born_to),
                "申込開始日": _day(exam.opens_on),
                "申込終了日": _day(exam.deadline),
                "試験日": _day(exam.exam_on),
                "募集人数": exam.places,
                "URL": exam.url,
                "備考": exam.note,
                **provenance(exam),
            }
        )
        for exam in lists.exams
    ]
    return Sheet("採用試験", columns, rows)


def _help(lists: Lists) -> Sheet:
    columns = (
        _ID,
        _NAME,
        Column("電話番号", "phone", "電話番号"),
        Column("どんなとき", "when", "どんなときにかける電話か"),
        Column("受付時間の説明", "hours", "受付時間の言葉"),
        Column("通話料", "fee", "通話料の言葉"),
        Column("URL", "url", "ウェブサイト"),
        _NOTE,
        *_SOURCED,
    )
    rows = [
        filled(
            {
                "ID": line.key,
                "名称": line.name,
                "電話番号": line.number,
                "どんなとき": line.when,
                # A lone 「24時間」 would read as a figure with its unit.
                "受付時間の説明": f"受付時間は{line.hours_text}" if line.hours_text else "",
                "通話料": line.fee,
                "URL": line.url,
                "備考": line.note,
                **provenance(line),
            }
        )
        for line in lists.helplines
    ]
    return Sheet("緊急の連絡先", columns, rows)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
