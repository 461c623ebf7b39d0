"""Behaviour of `segkit.plans.grids.encodings`: bytes of code pages as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.plans.grids.delimited import read_delimited
from segkit.plans.grids.encodings import decode

TEXTS = {
    "Russian": ("Событие;Свойство;Тип\nЛампа_зажжена;цвет;строка\n", "cp1251 cp866 koi8_r"),
    "Ukrainian": ("Подія;Властивість\nЗамовлення оформлено;сума\n", "cp1251"),
    "German": ("Ereignis;Größe\nLampe gelöscht;Höhe\n", "cp1252 cp850 cp437 mac_roman"),
    "French": ("Événement;Propriété;Déclencheur\nCommande validée;montant;à la fin\n", "cp1252 cp850 mac_roman"),
    "Spanish": ("Evento;Descripción\nCompra realizada;¿Cuándo? Al pagar;año\n", "cp1252 cp850"),
    "Portuguese": ("Evento;Descrição\nInscrição concluída;não há ações\n", "cp1252"),
    "Polish": ("Zdarzenie;Właściwość;Opis\nZamówienie złożone;wartość;Gdy użytkownik złoży\n", "cp1250 cp852"),
    "Czech": ("Událost;Vlastnost\nObjednávka dokončena;částka;Když uživatel zaplatí příliš\n", "cp1250 cp852"),
    "Hungarian": ("Esemény;Tulajdonság\nRendelés befejeződött;összeg;erősítő\n", "cp1250 cp852"),
    "Turkish": ("Olay;Özellik;Açıklama\nSipariş tamamlandı;tutar;ödeme yaptığında\n", "cp1254"),
    "Danish": ("Hændelse\nKøb gennemført\nåbnet\n", "cp1252"),
    "Greek": ("Γεγονός;Ιδιότητα\nΠαραγγελία ολοκληρώθηκε;ποσό\n", "cp1253"),
    "Hebrew": ("אירוע;מאפיין\nהזמנה הושלמה;סכום\n", "cp1255"),
    "Arabic": ("حدث;خاصية\nتم الطلب;المبلغ\n", "cp1256"),
    "Japanese": ("イベント名;プロパティ\n注文完了;金額;支払いが完了したとき\n", "cp932 euc_jp iso2022_jp"),
    "Chinese": ("事件名称;属性;类型\n订单完成;金额;用户支付成功时触发\n", "gb18030"),
    "Taiwanese": ("事件名稱;屬性;說明\n訂單完成;金額;使用者付款成功時觸發\n", "big5"),
    "Korean": ("이벤트명;속성;설명\n주문 완료;금액;결제가 완료될 때\n", "cp949"),
    "English with quoted words": ("Event,Desc\nLamp Lit,a “plain” word – and “Buy now”\n", "cp1252 mac_roman"),
    "English with signs": ("Event,Desc\nLamp Lit,“Web” order – it’s paid\n", "cp1252"),
}  # fmt: skip
PAIRS = [(name, page) for name, (_, pages) in TEXTS.items() for page in pages.split()]


@pytest.mark.parametrize(("language", "page"), PAIRS)
def test_the_code_page_is_found_out(language: str, page: str) -> None:
    """By what comes out: words of one script, and no signs in their middle."""
    text = TEXTS[language][0]

    assert decode(text.encode(page)).text == text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_needs_no_guess(encoding: str) -> None:
    """A mark, zero bytes, or valid UTF-8."""
    found = decode("Événement;Größe\nLampe gelöscht;x".encode(encoding))

    assert found.text == "Événement;Größe\nLampe gelöscht;x"
    assert not found.rival


def test_bytes_that_make_other_words_elsewhere_are_doubted(tmp_path: Path) -> None:
    """A person who knows the language sees at once which it is."""
    file = tmp_path / "plan.csv"
    file.write_bytes("Event;Desc\nLampe;ë ê\n".encode("cp1252"))

    found = decode(file.read_bytes())
    [tab] = read_delimited(file)

    assert found.rival
    assert found.rival != found.encoding
    assert len(found.examples) == len(set(found.examples)) == 2
    [doubt] = tab.doubts
    assert f"as {found.rival} they would make other words" in doubt.what


def test_bytes_that_are_no_text_are_refused() -> None:
    """A picture, a program."""
    with pytest.raises(UnicodeDecodeError):
        decode(b"\x00\x01\xff\x00binary")


def test_words_of_two_scripts_are_no_rivals() -> None:
    """`É` is an Arabic letter elsewhere, and `è` a Czech one: plainly worse in the words that differ."""
    text = "Événement;Paramètres\nLampe allumée;clé, année, durée, été"

    found = decode(text.encode("cp1252"))

    assert (found.text, found.rival) == (text, "")


def test_words_of_plans_are_no_rare_ones_elsewhere() -> None:
    """Each pair of bytes is some character in Korean and in Chinese: those of plans of events tell."""
    text = (
        "구분,이벤트명,파라미터,발생 시점\n등불 켜기,lamp_lit,lamp_id,등불 버튼 클릭\n"
        "등불 끄기,lamp_out,lamp_id,등불 끄기 클릭\n램프 판매,lamp_sold,hall_id,판매 완료 화면\n"
        "재방문,return_user,count,홈 진입 시\n광고 실패,ad_failed,adType,광고 재생 실패\n"
    )

    found = decode(text.encode("cp949"))

    assert (found.text, found.rival) == (text, "")
