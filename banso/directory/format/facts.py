"""What can be known of the person, the family or the firm that asks: the facts that rules speak of.

The same names stand in the lines of ``banso navigate``.
"""

from enum import StrEnum

from banso.lib.codes import Code


class FactKind(StrEnum):
    """What the value of a fact is."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    SET = "set"


class Fact(Code):
    """A fact by which a rule can decide."""

    ASKER = ("asker", "だれの相談か", "ご本人・ご家族・支援する人・企業")
    AGE = ("age", "年齢", "満年齢")
    MUNICIPALITY = ("municipality", "住んでいる市区町村", "企業のときは会社のある市区町村")
    GENDER = ("gender", "性別", "女性・男性・答えない")
    WORK = ("work", "今の仕事", "正社員・非正規・いくつかのパート・自営・働いていない")
    WANTS_TO_WORK = ("wants_to_work", "働きたいか", "いま、または、いつか働きたいと思うか")
    JOB_SEEKING = ("job_seeking", "仕事を探しているか", "応募や相談など、仕事を探すことをしているか")
    MONTHS_WITHOUT_WORK = ("months_without_work", "働いていない月数", "最後の仕事をやめてからの月数")
    WITHDRAWN = ("withdrawn", "ひきこもりか", "家や部屋からほとんど出ない暮らしが続いているか")
    IN_FINANCIAL_HARDSHIP = ("in_financial_hardship", "お金や生活に困っているか", "家賃・食費・借金など")
    IN_SCHOOL = ("in_school", "学校に通っているか", "高校・大学・専門学校など")
    EDUCATION = ("education", "最後の学校", "中学・高校・専門学校・短大・大学と、在学・中退の別")
    GRADUATED_YEAR = ("graduated_year", "最後の学校を出た年", "西暦の年")
    WISHES = ("wishes", "望むこと", "受けたい支援。いくつでも")
    # Facts of a firm's plan to hire or to convert, for subsidies.
    HIRED_ON = ("hired_on", "雇い入れる日", "雇い入れた日、または予定の日")
    REFERRED_ON = ("referred_on", "紹介を受けた日", "ハローワークなどから紹介を受けた日")
    CONVERTED_ON = ("converted_on", "正社員にする日", "転換した日、または予定の日")
    AGE_AT_HIRING = ("age_at_hiring", "雇い入れる日の年齢", "雇い入れの日の満年齢")
    BORN_ON = ("born_on", "生まれた日", "雇い入れる人の生年月日")
    REFERRED_BY = ("referred_by", "どこの紹介か", "ハローワーク・許可を受けた事業者・紹介なし")
    EMPLOYED_AS = ("employed_as", "雇い方", "正社員・期間の定めのある雇用・そのほか")
    REGULAR_MONTHS_IN_5_YEARS = (
        "regular_months_in_5_years",
        "過去5年の正社員の月数",
        "雇い入れる前の5年間に正社員だった月数の合計",
    )
    REGULAR_IN_1_YEAR = ("regular_in_1_year", "過去1年の正社員", "雇い入れる前の1年間に正社員だったか")
    INDIVIDUAL_SUPPORT = (
        "individual_support",
        "個別の支援",
        "紹介のとき、ハローワークなどの担当者による個別の支援を受けていたか",
    )
    WISHES_REGULAR = ("wishes_regular", "正社員を望むか", "雇い入れる人が正社員を望んでいるか")
    IN_STABLE_WORK = ("in_stable_work", "安定した仕事か", "紹介のとき安定した仕事に就いていたか")
    WEEKLY_HOURS = ("weekly_hours", "週の労働時間", "決められた労働時間")
    MONTHS_SINCE_LAST_JOB = ("months_since_last_job", "仕事をやめてからの月数", "前の仕事をやめてからの月数")
    JOB_CHANGES_IN_2_YEARS = ("job_changes_in_2_years", "過去2年の仕事の変化", "仕事をやめた、変わった回数")
    FIRM_SIZE = ("firm_size", "企業の規模", "中小企業・それ以外")
    PLAN_FILED = ("plan_filed", "計画の届け出", "転換や訓練の前に計画を届け出ているか")
    MONTHS_EMPLOYED = ("months_employed", "転換までの月数", "転換の前に雇っていた月数")
    WAGE_RISE_PERCENT = (
        "wage_rise_percent",
        "賃金の増え方",
        "転換の前後、または雇い入れた後の賃金の増え方（%）",
    )
    INEXPERIENCED = (
        "inexperienced",
        "経験のない仕事か",
        "過去5年のうち、その仕事の経験が1年より短いか（パートの期間は数えない）",
    )
    TRAINING_PLANNED = ("training_planned", "訓練をするか", "雇い入れた後に訓練を行うか")
    GROWTH_FIELD = ("growth_field", "成長分野か", "デジタル・環境の分野の仕事か")
    NEW_GRADUATE = ("new_graduate", "新卒か", "学校を出てすぐに雇った人か")

    @property
    def kind(self) -> FactKind:
        return _KINDS.get(self, FactKind.YES_NO)


_KINDS = {
    Fact.ASKER: FactKind.CHOICE,
    Fact.AGE: FactKind.NUMBER,
    Fact.MUNICIPALITY: FactKind.PLACE,
    Fact.GENDER: FactKind.CHOICE,
    Fact.WORK: FactKind.CHOICE,
    Fact.MONTHS_WITHOUT_WORK: FactKind.NUMBER,
    Fact.EDUCATION: FactKind.CHOICE,
    Fact.GRADUATED_YEAR: FactKind.NUMBER,
    Fact.WISHES: FactKind.SET,
    Fact.HIRED_ON: FactKind.DATE,
    Fact.REFERRED_ON: FactKind.DATE,
    Fact.CONVERTED_ON: FactKind.DATE,
    Fact.AGE_AT_HIRING: FactKind.NUMBER,
    Fact.BORN_ON: FactKind.DATE,
    Fact.REFERRED_BY: FactKind.CHOICE,
    Fact.EMPLOYED_AS: FactKind.CHOICE,
    Fact.REGULAR_MONTHS_IN_5_YEARS: FactKind.NUMBER,
    Fact.WEEKLY_HOURS: FactKind.NUMBER,
    Fact.MONTHS_SINCE_LAST_JOB: FactKind.NUMBER,
    Fact.JOB_CHANGES_IN_2_YEARS: FactKind.NUMBER,
    Fact.FIRM_SIZE: FactKind.CHOICE,
    Fact.MONTHS_EMPLOYED: FactKind.NUMBER,
    Fact.WAGE_RISE_PERCENT: FactKind.NUMBER,
}

# The values of facts of the kind "choice" or "set"; each with its label.
VALUES: dict[Fact, dict[str, str]] = {
    Fact.ASKER: {"self": "ご本人", "family": "ご家族", "employer": "企業", "supporter": "支援する人"},
    Fact.GENDER: {"female": "女性", "male": "男性", "unstated": "答えない"},
    Fact.WORK: {
        "regular": "正社員で働いている",
        "non_regular": "パート・派遣・契約などで働いている",
        "multiple_part_time": "いくつかの仕事をかけもちしている",
        "self_employed": "自営・フリーランスで働いている",
        "not_working": "今は働いていない",
    },
    Fact.EDUCATION: {
        f"{school}{state}": f"{name}{words}"
        for school, name in {
            "junior_high": "中学校",
            "high_school": "高校",
            "vocational": "専門学校",
            "junior_college": "短大",
            "university": "大学",
        }.items()
        for state, words in {"": "を卒業", "_student": "に在学", "_dropout": "を中退"}.items()
    }
    | {"unknown": "わからない"},
    Fact.WISHES: {
        "regular_job": "正社員として働きたい",
        "training": "仕事に役立つ技能を学びたい",
        "workplace_experience": "職場を体験してみたい",
        "online_or_metaverse_consultation": "オンラインやメタバースで相談したい",
        "psychological_counselling": "心の専門家に相談したい",
        "place_to_belong": "安心して過ごせる居場所がほしい",
        "family_consultation": "家族として相談したい",
        "retention_support": "今の仕事を続けられるように支えてほしい",
        "convert_to_regular": "今の職場で正社員になりたい",
        "public_employee_exam": "公務員の採用試験を受けたい",
        "subsidy": "助成金を使いたい",
        "host_work_experience": "職場体験を受け入れたい",
        "vacancies_for_middle_aged": "中高年の方に向けた求人を知りたい・出したい",
        "job_fair": "企業と話せる会に出たい",
        "livelihood_consultation": "お金や暮らしのことを相談したい",
    },
    Fact.REFERRED_BY: {
        "hello_work": "ハローワーク",
        "licensed_agency": "許可を受けた職業紹介の事業者",
        "none": "紹介なし（直接の応募など）",
    },
    Fact.EMPLOYED_AS: {
        "regular": "正社員（期間の定めなし）",
        "fixed_term": "期間の定めのある雇用",
        "open_ended_non_regular": "期間の定めのない、正社員でない雇用",
        "dispatched": "派遣",
    },
    Fact.FIRM_SIZE: {"small": "中小企業", "large": "中小企業でない"},
}
