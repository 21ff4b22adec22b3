"""The kinds of entries, and the words that entries use. One table, readable without following code."""

from banso.lib.codes import Code


class Kind(Code):
    """What an entry says happened."""

    INDICATOR_VALUE = ("indicator_value", "指標の値", "承認された報告による、指標の一つの値")
    MEASURE_STATE = ("measure_state", "取組の状態", "承認された報告による、取組の実施状況")
    COVERAGE_MEMBER = (
        "coverage_member",
        "網羅の一員",
        "網羅する対象（市町村など）の一つが、満たされた（1）か、満たされなくなった（0）こと",
    )
    REMARK = (
        "remark",
        "備考の訂正",
        "承認された報告が、値も取組の状態も変えずに、意見・備考だけを変えたこと。文は報告の版にある",
    )
    FIRST_CONTACT = (
        "first_contact",
        "最初の相談の申し込み",
        "窓口への相談の申し込みが届いたこと、その終わり方。だれの申し込みかは残さない",
    )
    PAPER_PRINTED = ("paper_printed", "資料の作成", "協議会資料が作られたこと")


class Status(Code):
    """What is known of a value. Only FINAL and APPROXIMATE carry a number; none of the others is zero."""

    FINAL = ("final", "確定", "値が確定している")
    APPROXIMATE = ("approximate", "概数", "値はあるが、後で変わりうる")
    UNDER_SURVEY = ("under_survey", "調査中", "値はまだ分からない")
    UNPUBLISHED = ("unpublished", "未公表", "値は公表されていない")
    NOT_APPLICABLE = ("not_applicable", "該当なし", "この期間には数える対象がない")

    @property
    def has_number(self) -> bool:
        return self in (Status.FINAL, Status.APPROXIMATE)


class Component(Code):
    """Which part of an indicator a number is."""

    VALUE = ("value", "値", "指標そのものの値")
    NUMERATOR = ("numerator", "分子", "率の分子")
    DENOMINATOR = ("denominator", "分母", "率の分母")


class MeasureState(Code):
    """実施状況 of a measure."""

    NOT_STARTED = ("not_started", "未着手", "まだ始めていない")
    ONGOING = ("ongoing", "実施中", "実施している")
    DONE = ("done", "完了", "今年度の分を終えた")
    NOT_PLANNED = ("not_planned", "予定なし", "今年度は実施する予定がない")
