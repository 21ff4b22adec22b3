"""Who may do what: one table, readable without following code."""

from banso.lib.codes import Code


class Role(Code):
    """What a member of the staff is to the plan."""

    SECRETARIAT = ("secretariat", "事務局", "計画の進み具合をまとめ、報告を承認し、資料を作る")
    BODY = ("body", "構成機関", "自分の機関の報告を作って出す")
    READER = ("reader", "閲覧", "数字と資料を見る")


class Act(Code):
    """Something that needs a role."""

    SEE_PROGRESS = ("see_progress", "進み具合を見る", "指標・取組・資料を見る")
    SEE_RETURNS = ("see_returns", "報告を見る", "自分の機関の報告を見る。事務局はすべての機関の報告を見る")
    SUBMIT_RETURN = ("submit_return", "報告を出す", "自分の機関の報告を作って出す。事務局は代わりに出せる")
    VOUCH_LINES = (
        "vouch_lines",
        "事務所の行を確認する",
        "計画が求めるとき、報告のうち自分の事務所の行を確認する",
    )
    DECIDE_RETURN = ("decide_return", "報告を承認・差戻しする", "出された報告を承認するか、差し戻す")
    LOCK_PERIOD = ("lock_period", "期間を締める", "期間を締めて報告を止める。開け直すときは理由を書く")
    TAKE_MANY = ("take_many", "まとめて受け取る", "届いたファイルをまとめて入れ、全機関の取りまとめ表を使う")
    MAP_FORM = (
        "map_form",
        "機関の様式を登録する",
        "自分の機関が独自に使う様式の、どのセルが何の値かを登録する",
    )
    PRINT_PAPER = ("print_paper", "資料を作る", "協議会資料を作る")
    PUBLISH = ("publish", "資料のデータを公開する", "作った資料の数値のデータを、だれでも見られるようにする")
    LOAD_PLAN = ("load_plan", "計画を読み込む", "計画の新しい版を読み込む")
    EDIT_DIRECTORY = (
        "edit_directory",
        "窓口の情報を直す",
        "自分の機関と、その窓口・サービス・助成金の情報を直し、確かめた日を付ける。事務局はすべてを直せる",
    )
    IMPORT_DIRECTORY = ("import_directory", "窓口の情報を取り込む", "ファイルから窓口の情報をまとめて入れる")
    ANSWER_REQUESTS = (
        "answer_requests",
        "相談の申し込みに答える",
        "自分が受け持つ窓口に届いた相談の申し込みを読み、答える。事務局も、ほかの機関の申し込みは読めない",
    )
    WATCH_REQUESTS = (
        "watch_requests",
        "答えのない申し込みを見守る",
        "期限を過ぎても答えのない申し込みを、窓口・番号・日数だけで見る",
    )
    MANAGE_NOTICES = ("manage_notices", "お知らせを扱う", "送るメールと連絡先を扱い、報告を督促する")


MAY: dict[Act, frozenset[Role]] = {
    Act.SEE_PROGRESS: frozenset({Role.SECRETARIAT, Role.BODY, Role.READER}),
    Act.SEE_RETURNS: frozenset({Role.SECRETARIAT, Role.BODY}),
    Act.SUBMIT_RETURN: frozenset({Role.SECRETARIAT, Role.BODY}),
    Act.VOUCH_LINES: frozenset({Role.SECRETARIAT, Role.BODY}),
    Act.DECIDE_RETURN: frozenset({Role.SECRETARIAT}),
    Act.LOCK_PERIOD: frozenset({Role.SECRETARIAT}),
    Act.TAKE_MANY: frozenset({Role.SECRETARIAT}),
    Act.MAP_FORM: frozenset({Role.SECRETARIAT, Role.BODY}),
    Act.PRINT_PAPER: frozenset({Role.SECRETARIAT}),
    Act.PUBLISH: frozenset({Role.SECRETARIAT}),
    Act.LOAD_PLAN: frozenset({Role.SECRETARIAT}),
    Act.EDIT_DIRECTORY: frozenset({Role.SECRETARIAT, Role.BODY}),
    Act.IMPORT_DIRECTORY: frozenset({Role.SECRETARIAT}),
    Act.ANSWER_REQUESTS: frozenset({Role.SECRETARIAT, Role.BODY}),
    Act.WATCH_REQUESTS: frozenset({Role.SECRETARIAT}),
    Act.MANAGE_NOTICES: frozenset({Role.SECRETARIAT}),
}

# The acts that reach only one's own organisation, except for the secretariat.
OWN_ORGANISATION_ONLY = frozenset(
    {
        Act.SEE_RETURNS,
        Act.SUBMIT_RETURN,
        Act.VOUCH_LINES,
        Act.MAP_FORM,
        Act.EDIT_DIRECTORY,
        Act.ANSWER_REQUESTS,
    }
)

# The acts that speak for a whole organisation: nobody of one of its offices does them.
WHOLE_ORGANISATION = frozenset({Act.SUBMIT_RETURN, Act.MAP_FORM})

# What concerns a person stays with the organisation that the person turned to: here the secretariat is no exception.
NOBODY_ELSE = frozenset({Act.ANSWER_REQUESTS})
