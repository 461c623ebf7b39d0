"""Bytes of a text file as text, in the encoding that its bytes tell.

A mark at the beginning, zero bytes or valid UTF-8 settle it. Everything else is a code page of
some country, and is chosen by what comes out: letters that make words, in one script, and no
signs in the middle of them. Where two code pages make different words alike, the reader says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

_SNIFFED = 64 * 1024
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CODE_PAGES = (
    "cp1252", "cp850", "cp437", "mac_roman", "cp1250", "cp852", "cp1254", "cp1251", "cp866", "koi8_r",
    "cp1253", "cp1255", "cp1256", "cp932", "euc_jp", "gb18030", "big5", "cp949",
)  # fmt: skip
"""Tried in this order; of two that make the same words the first is named."""

_NEARLY = 0.85
_ALIKE = 0.5  # single letters say little
_OFTEN, _SELDOM = 0.2, 0.05  # of the characters that plans are written with
_UNCAPPED = 0.8  # Russian without one capital may be Hebrew
_WORD = re.compile(r"[^\W\d_]*[^\x00-\x7f]+[^\W\d_]*(?:[^\x00-\x7f]|[^\W\d_])*")
_LETTERS = {
    3: "äöüßéèêàâáãçñíóôõú",
    2: "ëåæïîìòùûøœąćęłńśźżčďěňřšťůýžőűășțşğıłàабвгдежзийклмнопрстуфхцчшщъыьэюяαβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώאבגדהוזחטיכךלמםנןסעפףצץקרשתابتثجحخدذرزسشصضطظعغفقكلمنهويةىئءأإآ",
    1: "іїєґўјљњћђџё",
}
_WORTH = {letter: worth for worth, letters in _LETTERS.items() for letter in letters}
_SIGNS = frozenset("€£§°©®™«»“”„‘’‚–—…•¿¡·\xa0№、。「」【】（）：；，！？・ー～〜")
_UNLIKELY = re.compile(
    r"(?<![aeouéà])ï|õ(?!e)|[èêìòù](?=[aeiouyáéíóúýìè])|[ìòù](?=\w)|[îâ](?=[aeiou])"
)
"""Accents where no language writes them: `dokonèena` for `dokončena`."""
_QUOTED = re.compile(r"[“„‘«]\w+[”’“»]$")
_ELIDED = re.compile(r"(?<=\w)’(?=\w)")
_ALONE = frozenset("àáéèóòöåæøоиівкскуяа–—…·•№") | _SIGNS
"""What stands by itself as a word."""
_FREQUENT = frozenset(
    "的是不在有人这上大中来到时用事件名称属性类型数值订单完成点击页面触发支付成功商品加入车登录注册说明字段必填描述"
    "時間說點擊頁觸發類屬買註冊錄이벤트속성명설주문완료결제될때가입화면클릭버튼사용자시점값타입필수회원에서를을은는의"
)
"""Characters that plans of events are written with, in Chinese and Korean."""
_CYRILLIC = frozenset({"cp1251", "cp866", "koi8_r"})
_JAPANESE = frozenset({"cp932", "euc_jp"})
_BROKEN, _ODD, _MIXED, _TURNED, _STRAY = -9.0, -4.0, -4.0, -3.0, -3.0


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text.

    Attributes:
        text: All of it.
        encoding: As Python names it.
        rival: Another encoding that makes other words about as well; empty when none does.
        examples: A word in this encoding, and the same word in the other one.
    """

    text: str
    encoding: str
    rival: str = ""
    examples: tuple[str, ...] = ()


def decode(content: bytes) -> Decoded:
    """The text; raises `UnicodeDecodeError` when the content is no text in any of them."""
    if encoding := _by_marks(content):
        return Decoded(content.decode(encoding), encoding)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _by_code_page(content, error)


def _by_marks(content: bytes) -> str:
    """By byte order mark, zero bytes, or an escape sequence."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    sample = content[:_SNIFFED]
    if sample.count(0) > len(sample) // 4:
        # ASCII letters in UTF-16 have their zero byte second (LE) or first (BE)
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    if b"\x1b$" in sample:  # an escape to two bytes a letter: Japanese in seven bits
        return "iso2022_jp"
    return "ascii" if b"\x00" in sample else ""  # binary: refused with the place of that byte


def _by_code_page(content: bytes, error: UnicodeDecodeError) -> Decoded:
    """The code page in which the bytes above ASCII make the best words."""
    sample = b"\n".join(
        line for line in content[: 8 * _SNIFFED].splitlines() if not line.isascii()
    )[:_SNIFFED]
    scored = []
    for place, page in enumerate(CODE_PAGES):
        words = tuple(_words(sample, page))
        if words:
            scored.append((_score(words, page), -place, page, words))
    scored.sort(reverse=True)
    for number, (_, _, page, words) in enumerate(scored):
        try:
            text = content.decode(page, errors="strict" if number else "replace")
        except UnicodeDecodeError:
            continue
        rivals = (one for one in scored if one[3] != words and _may_be(one, scored[number]))
        rival = next(rivals, None)
        if rival is None:
            return Decoded(text, page)
        ours, theirs = next((a, b) for a, b in zip(words, rival[3], strict=False) if a != b)
        return Decoded(text, page, rival[2], (ours, theirs))
    raise error


_Scored = tuple[float, int, str, tuple[str, ...]]


def _may_be(other: _Scored, best: _Scored) -> bool:
    """About as good, and so are the words in which they differ: `ةvénement` is none, beside `Événement`."""
    theirs, ours = other[3], best[3]
    nearly = _NEARLY if max(map(len, ours)) > 1 else _ALIKE
    if not other[0] >= nearly * best[0] > 0:
        return False
    pairs = [(one, two) for one, two in zip(theirs, ours, strict=False) if one != two]
    if len(theirs) != len(ours) or not pairs:
        return True
    found = _score(tuple(one for one, _ in pairs), other[2])
    is_usual = _usual(ours) >= _OFTEN and _usual(theirs) <= _SELDOM
    return not is_usual and found >= nearly * _score(tuple(two for _, two in pairs), best[2])


def _usual(words: tuple[str, ...]) -> float:
    """The share of characters that plans are written with."""
    letters = "".join(words)
    return sum(1 for letter in letters if letter in _FREQUENT) / len(letters)


def _words(sample: bytes, page: str) -> Iterator[str]:
    """The words that hold a byte above ASCII, read in this code page."""
    return (found[0] for found in _WORD.finditer(sample.decode(page, errors="replace")))


def _score(words: tuple[str, ...], page: str) -> float:
    """What the words are worth, for each character."""
    letters = "".join(words)
    is_spelled = len(letters) > len(words)
    worth = sum(map(_worth if is_spelled else _worth_alone, words))
    if page in _CYRILLIC and len(words) > 2 and letters.islower():
        worth *= _UNCAPPED
    kana = sum(1 for letter in letters if _is_kana(letter))
    han = sum(1 for letter in letters if "\u4e00" <= letter <= "\u9fff")
    if page in _JAPANESE:  # without kana it is Chinese
        worth += _STRAY * han if not kana else 2.0 * kana
    else:
        worth += _STRAY * (kana + (han if page == "cp949" else 0))
    return worth / len(letters)


@lru_cache(maxsize=65536)
def _worth(word: str) -> float:
    """How much a word looks like one: the letters', and what does not belong together."""
    worth = sum(map(_letter, word)) + _STRAY * len(_UNLIKELY.findall(word.casefold()))
    if len(word) == 1 and word.casefold() not in _ALONE:
        worth = min(worth, 0.0)
    worth += 2.0 * len(_ELIDED.findall(word))
    if len(word) > 1:  # quotation marks where they belong are as likely as letters with accents
        worth += 1.5 * ((word[0] in "“„‘«¿¡") + (word[-1] in "”’“»…")) + 2.0 * bool(
            _QUOTED.match(word)
        )
    scripts = {_script(letter) for letter in word if letter.isalpha()} - {""}
    worth += _MIXED * (len(scripts - {"CJK"}) > 1)
    worth += _MIXED * _lonely(word) if "CJK" in scripts else 0.0
    if not word.isupper():
        turned = sum(1 for a, b in pairwise(word) if a.islower() and b.isupper())
        worth += _TURNED * turned
    if scripts == {"LATIN"}:  # accents are here and there; a word of nothing else is another script
        worth += _STRAY * sum(1 for a, b in pairwise(word) if a > "\x7f" < b)
    inner = word.strip("".join(_SIGNS))
    return worth + _ODD * sum(
        1 for letter in inner if not letter.isalnum() and letter not in "_-'’・ー"
    )


def _worth_alone(letter: str) -> float:
    """What it is worth in a file without one longer word: a sign as much as any letter."""
    return float(max(_LETTERS)) if letter in _SIGNS else _letter(letter)


def _letter(letter: str) -> float:
    """What one character is worth."""
    if letter.isascii():
        return 0.0
    if (worth := _WORTH.get(letter)) is not None:
        return float(worth)
    if (worth := _WORTH.get(letter.lower())) is not None:
        return 1.0 if worth > 1 else 0.5
    if letter in _SIGNS:
        return 1.0
    if letter == "\ufffd" or unicodedata.category(letter) in {"Cc", "Cn", "Co"}:
        return _BROKEN
    return _dense(letter)


def _dense(letter: str) -> float:
    """Kana, Hangul, and Han characters by how common they are; two bytes each."""
    if letter in _FREQUENT:
        return 6.0
    if _is_kana(letter):
        return 4.0
    if "\uac00" <= letter <= "\ud7a3":
        return 4.0 if _fits(letter, "euc_kr") else 2 * _STRAY
    if "\u4e00" <= letter <= "\u9fff":
        return 4.0 if _is_common(letter) else _STRAY
    return _STRAY


def _is_kana(letter: str) -> bool:
    return "\u3041" <= letter <= "\u30ff"


def _is_common(letter: str) -> bool:
    """In the first, frequent part of the Chinese or Japanese character set."""
    for page, last in (("gb2312", 0xD7), ("euc_jp", 0xCF), ("big5", 0xC6)):
        try:
            code = letter.encode(page)
        except UnicodeEncodeError:
            continue
        if len(code) == 2 and code[0] <= last:
            return True
    return False


def _fits(letter: str, page: str) -> bool:
    try:
        letter.encode(page)
    except UnicodeEncodeError:
        return False
    return True


def _lonely(word: str) -> float:
    """How often East Asian characters stand alone, or among the small letters of a Latin word."""
    runs = [
        (is_dense, "".join(run)) for is_dense, run in groupby(word, key=lambda one: one >= "\u3040")
    ]
    count = 0.0
    for place, (is_dense, run) in enumerate(runs):
        if is_dense:
            beside = [
                one
                for _, one in runs[max(0, place - 1) : place + 2]
                if one[0].islower() or one[-1].islower()
            ]
            count += len(beside) if len(run) > 1 or not beside else 1 + len(beside)
    return count


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """The letter's script; East Asian ones count as one, for they are written together."""
    name = unicodedata.name(letter, "").partition(" ")[0]
    if letter.isascii():
        return "LATIN"
    return (
        "CJK"
        if name
        in {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "HALFWIDTH", "FULLWIDTH", "KATAKANA-HIRAGANA"}
        else name
    )
