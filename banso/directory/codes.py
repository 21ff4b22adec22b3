"""The code lists of the directory."""

from banso.lib.codes import Code


class Channel(Code):
    """How one can reach a window. A window has one or several."""

    PLACE = ("place", "窓口で会う", "その場所へ行って話す")
    TELEPHONE = ("telephone", "電話", "電話で話す")
    MAIL = ("mail", "メール", "メールや問い合わせの画面で書く")
    ONLINE = ("online", "オンライン", "インターネットの画面越しに話す")
    METAVERSE = ("metaverse", "メタバース", "仮想の空間で、顔を出さずに話す")
    OUTREACH = ("outreach", "訪問", "窓口の人が来る、または近くまで出向く")


class Confidence(Code):
    """How far a fact of the directory can be trusted. All but the first are shown as 要確認."""

    OFFICIAL = ("official", "公式", "運営する機関や計画が述べている")
    SECONDARY = ("secondary", "二次資料", "ほかの人が述べている。窓口に確かめる必要がある")
    OLD = ("old", "古い資料", "三年より前の資料。変わっているおそれがある")


class EntryStatus(Code):
    """Whether a window or a service is there, in the words of HSDS."""

    ACTIVE = ("active", "利用できる", "いま利用できる")
    TEMPORARILY_CLOSED = ("temporarily closed", "休止中", "しばらく休んでいる")
    INACTIVE = ("inactive", "準備中", "まだ始まっていないか、公開していない")
    DEFUNCT = ("defunct", "終了", "もうない。後を継ぐ窓口があれば、そこを案内する")


class Origin(Code):
    """Where an entry of the directory came from."""

    PLAN = ("plan", "計画", "計画の文書が名を挙げている")
    FOLDER = ("folder", "計画のフォルダの台帳", "計画のフォルダに置かれた窓口の台帳から読んだ")
    OWNER = ("owner", "担当機関", "担当する機関が画面で書いた")
    IMPORT = ("import", "取り込み", "ファイルから取り込んだ")


class Part(Code):
    """What a window does for a service: receive people, or give the service itself."""

    INTAKE = ("intake", "受付", "申し込みや最初の相談を受ける")
    SERVICE = ("service", "実施", "サービスそのものを行う")
    BOTH = ("both", "受付と実施", "受付もサービスも行う")


class Asker(Code):
    """Who asks."""

    SELF = ("self", "ご本人", "自分のことを相談する")
    FAMILY = ("family", "ご家族", "家族のことを相談する")
    SUPPORTER = ("supporter", "支援する人", "支えている人のことを相談する")
    EMPLOYER = ("employer", "企業", "人を雇いたい、受け入れたい企業として相談する")


class Noun(Code):
    """The nouns of the directory whose changes are kept."""

    ORGANISATION = ("organisation", "機関", "窓口を運営する機関")
    WINDOW = ("window", "窓口", "人や企業が相談に行ける所")
    SERVICE = ("service", "サービス", "窓口で受けられるもの")
    HELPLINE = ("helpline", "緊急の連絡先", "すぐに助けが要るときの電話")
    SUBSIDY = ("subsidy", "助成金", "企業が使える助成金")
    EXAM = ("exam", "採用試験", "県や市町村の職員採用試験")


class Form(Code):
    """The forms in which the directory leaves the house."""

    LOCAL = ("local", "自治体標準（CSV）", "窓口の一覧。自治体標準オープンデータセットの列")
    GIF = ("gif", "GIF 制度（CSV）", "サービスと助成金の一覧。政府相互運用性フレームワークの列")
    XLSX = ("xlsx", "Excel", "台帳のすべて。一つのシートに一つの表")
    HSDS = ("hsds", "HSDS（JSON）", "台帳のすべて。Open Referral HSDS 3 の形")


class RowOutcome(Code):
    """What an import makes of one row of its file. Every row has exactly one."""

    CREATED = ("created", "新しく作る", "台帳にない窓口なので、新しく作る")
    CHANGED = ("changed", "変える", "台帳にある窓口の項目を変える")
    MATCHED = ("matched", "同じ", "台帳にある窓口と内容が同じなので、何もしない")
    REFUSED = ("refused", "取り込まない", "理由があって取り込まない。理由を直して出し直せる")


class ImportState(Code):
    """How far an import is."""

    PREVIEW = ("preview", "確認中", "何が変わるかを見ている。台帳はまだ変わっていない")
    APPLIED = ("applied", "取り込み済み", "台帳を変えた")
    UNDONE = ("undone", "取り消し済み", "取り込みで変えたものを、元に戻した")
