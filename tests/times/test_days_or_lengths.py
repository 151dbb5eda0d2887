"""日 and 年 with a range before them: days of a month, years of two digits, or so many of them."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2025, 11, 5)
READ = [
    # a length keeps both its ends, whatever says that it is one
    ("認可までに2〜3年かかる。", "2〜3年", "P2Y/P3Y"),
    ("低迷は2〜3年続く。", "2〜3年", "P2Y/P3Y"),
    ("入金の確認に5〜10分かかった。", "5〜10分", "PT5M/PT10M"),
    ("送金は3〜5営業日かかる。", "3〜5営業日", "P3BD/P5BD"),
    ("審査は1〜2カ月ほどかかる。", "1〜2カ月", "P1M/P2M"),
    ("精算は1〜2週間以内に終わる。", "1〜2週間", "P1W/P2W"),
    ("10〜15年の契約を結んだ。", "10〜15年", "P10Y/P15Y"),
    ("20〜30年に一度の下げだ。", "20〜30年", "P20Y/P30Y"),
    ("開発に2、3年かかる。", "2、3年", "P2Y/P3Y"),
    ("納品に3〜5日の遅れが出た。", "3〜5日", "P3D/P5D"),
    ("決済を2〜3日に短縮した。", "2〜3日", "P2D/P3D"),
    ("待ち時間は2〜3日になる。", "2〜3日", "P2D/P3D"),
    ("障害は2〜3日に及んだ。", "2〜3日", "P2D/P3D"),
    # what is told of a whole day, or done with it, makes a length of it
    ("待ち時間は19日余りに延びた。", "19日", "P19D"),
    ("復旧に3日弱を見込む。", "3日", "P3D"),
    ("復旧に5日を要した。", "5日", "P5D"),
    ("若手が3日かけた仕事だ。", "3日", "P3D"),
    ("公開から14日が過ぎた。", "14日", "P14D"),
    ("投票期間は5日とする。", "5日", "P5D"),
    ("待機期間は約21日である。", "21日", "P21D"),
    ("引き出しには14日の待機がある。", "14日", "P14D"),
    ("発売3日で売り切れた。", "3日", "P3D"),
    ("延べ12日停止した。", "12日", "P12D"),
    ("投票期間は5日から始まる。", "5日", "XXXX-XX-05"),
    ("応募期間は5日まで。", "5日", "XXXX-XX-05"),
    ("納品は5日の会合で決める。", "5日", "XXXX-XX-05"),
    ("19日に余りを返す。", "19日", "XXXX-XX-19"),
    ("3月5日を過ぎた。", "3月5日", "XXXX-03-05"),
    # all parts of a length
    ("読み込みに1分42秒かかる。", "1分42秒", "PT1M42S"),
    ("1週間と3日かかる。", "1週間と3日", "P10D"),
    # days of a month
    ("FRBは9〜10日にFOMCを開く。", "9〜10日", "XXXX-XX-09/XXXX-XX-10"),
    ("日銀の18〜19日の会合で決める。", "18〜19日", "XXXX-XX-18/XXXX-XX-19"),
    ("5〜7日に10億ドルが流出した。", "5〜7日", "XXXX-XX-05/XXXX-XX-07"),
    ("会合は18、19日に開く。", "18、19日", "XXXX-XX-18/XXXX-XX-19"),
    ("28〜29日開催の大会に出る。", "28〜29日", "XXXX-XX-28/XXXX-XX-29"),
    ("次のFOMCは27〜28日、首都で開かれる。", "27〜28日", "XXXX-XX-27/XXXX-XX-28"),
    # years of two digits
    ("受注は25〜26年の累計で5000億ドルだ。", "25〜26年", "2025/2026"),
    ("24〜25年の売上高は1兆円だった。", "24〜25年", "2024/2025"),
    ("22〜24年に1兆円を失った。", "22〜24年", "2022/2024"),
    ("22、23年に赤字だった。", "22、23年", "2022/2023"),
    ("20〜30年の予測だ。", "20〜30年", "P20Y/P30Y"),
    ("12〜18年の刑を言い渡した。", "12〜18年", "P12Y/P18Y"),
]


@pytest.mark.parametrize(("text", "surface", "timex"), READ, ids=[row[0] for row in READ])
def test_a_range_of_days_or_years(text, surface, timex):
    (found,) = pipeline.process(text, "ja", DAY, model=False).times
    assert (found.surface, found.timex) == (surface, timex)
