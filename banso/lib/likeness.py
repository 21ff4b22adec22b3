"""When two spellings are one word, and how far two words are from each other."""

import re
import unicodedata

# Older and variant kanji to the usual one. Source: 常用漢字表 (康熙字典体) and the letters of Japanese surnames.
_VARIANTS = str.maketrans(
    "髙﨑嵜碕齋齊斉邊邉濵濱嶋嶌瀨澤廣國櫻藏龍惠縣區榮眞德增穗條實曾栁鷗鰺驒蘆槇冨舘籠濟學會圓榎黑齡亞來萬與豐瀧關鐵總壽禮靜淺"
    "塚祐",
    "高崎崎崎斎斎斎辺辺浜浜島島瀬沢広国桜蔵竜恵県区栄真徳増穂条実曽柳鴎鯵騨芦槙富館篭済学会円榎黒齢亜来万与豊滝関鉄総寿礼静浅"
    "塚祐",
)
_KANJI = r"[\u4e00-\u9fff々〆]"
# The small ke of place names is written in many ways: 鶴ヶ島, 鶴ケ島, 鶴が島.
_GA = re.compile(rf"(?<={_KANJI})[ヶケヵカガがか](?={_KANJI})")
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
# Blanks, punctuation, middle dots and long vowel marks are left out or put in at will.
_LOOSE = re.compile(r"[\W_ー]+")


def fold(text: str) -> str:
    """One key for all spellings: width, case, kana, variant kanji, ヶ, long vowels, dots and blanks."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_VARIANTS)
    return _LOOSE.sub("", _GA.sub("が", plain).translate(_HIRAGANA))


def edits(one: str, other: str, limit: int) -> int:
    """Letters to put in, leave out, change, or swap with their neighbour; ``limit + 1`` for any more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
