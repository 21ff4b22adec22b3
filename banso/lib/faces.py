"""The faces of the product: which pages a process serves, and where that is not allowed. Pure."""

from banso.lib.codes import Code


class Face(Code):
    """Which part of the pages a process serves. Each face has its own database."""

    PUBLIC = ("public", "公開の面", "だれでも見られるページだけ。インターネットに置く")
    OFFICE = ("office", "職場の面", "職員のページと、見るだけの窓口の台帳。閉じたネットワークに置く")
    ALL = ("all", "一つの面", "すべてのページ。試すときと、小さな職場で使う")


def why_refused(face: str, *, sqlite: bool, trial: bool) -> str:
    """Why a process may not serve this face; empty when it may."""
    if face not in {known.value for known in Face}:
        return f"BANSO_FACE が「{face}」になっています。public、office、all のどれかにしてください。"
    if face == Face.OFFICE and sqlite and not trial:
        return (
            "職場の面（BANSO_FACE=office）は、SQLite では動かしません。データベースが、人の情報を見る人を"
            "もう一度確かめる仕組みを持たないためです。BANSO_DATABASE_URL に PostgreSQL を指定してください。"
        )
    return ""
