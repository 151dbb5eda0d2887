"""Names in all languages: rules against their own examples, and authored sentences with traps."""

# ruff: noqa: E501 - a sentence and what is in it stand on one line
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from spacy import Language

from pipeline.errors import ConfigError, TableError
from pipeline.languages import available
from pipeline.languages.names import EntityComponent, load_name_finder, load_name_rules
from pipeline.languages.names.declared import find_declared, name_again
from pipeline.languages.names.evidence import is_ruled_out
from pipeline.languages.names.gazetteer import Reading
from pipeline.languages.names.mention import Mention, read_text
from pipeline.languages.names.rules import read_name_rules
from pipeline.languages.names.shapes import find_masked
from pipeline.languages.nlp import create_nlp
from pipeline.reference.code_book import ContextRule, load_code_book

LANGUAGES = ("en", "ja", "zh")
SHARED = {rule.name for rule in load_name_rules("en").masks}
RULES = [
    pytest.param(lang, kind, rule, id=f"{lang}-{kind}-{rule.name}")
    for lang in LANGUAGES
    for kind in ("letters", "patterns", "labels", "tags")
    for rule in getattr(load_name_rules(lang), kind)
]
DECLARED = [
    pytest.param(lang, rule, id=f"{lang}-{rule.name}")
    for lang in LANGUAGES
    for rule in load_name_rules(lang).declared
]
MASKS = [pytest.param(rule, id=rule.name) for rule in load_name_rules("ja").masks]

UNSEEN = load_name_rules("ja").unseen
CUES = [pytest.param(cue, id=cue.name) for cue in UNSEEN.cues]
UNSEEN_NAMES = [
    ("カイリワークス株式会社\n平素よりご利用いただき、ありがとうございます。", "カイリワークス:ORG"),
    ("北関東に建て、西日本へ送る。", "北関東:LOC 西日本:LOC"),
    ("BTCドミナンスは58.4%だった。", "BTC:CRYPTO"),
    ("通信機器のヴェルモラは18日、増収と発表した。ヴェルモラの色は白い。", "ヴェルモラ:ORG ヴェルモラ:ORG"),
    ("・サザナミワークス(横浜市)：ロボット用の人工指。", "サザナミワークス:ORG 横浜:GPE"),
    ("新型モデル「夕凪3」を公開した。前作の夕凪2は安い。", "夕凪3:PRODUCT 夕凪2:PRODUCT"),
    ("センサーのトキワ電子は18日、減益と発表した。トキワは赤字だ。", "トキワ電子:ORG トキワ:ORG"),
    (
        "ゼルフィー・インフラは7日、建設すると発表した。待てないゼルフィーは借りる。",
        "ゼルフィー・インフラ:ORG ゼルフィー:ORG",
    ),
    ("創業者の久原亮(38歳)は元職員だ。久原氏は語る。", "久原亮:PERSON 久原:PERSON"),
    (
        "農業ロボ・畔守の水野代表に聞く。帯広で生まれた畔守(あぜもり)だ。",
        "畔守:ORG 水野:PERSON 帯広:GPE 畔守:ORG",
    ),
]
ORDINARY = [
    "当社はメザニンファイナンスとウェルスマネジメントを広げ、オウンドメディアを始めた。",
    "いわゆる「クジラ」の動きが活発だ。「クジラ」は今月、3割を売ると予想される。",
    "デットファイナンスは3億ドルだ。バレンタインデーの前に終えた。",
    "明治維新から158年が過ぎた。",
    "付属のACアダプターは240W、OLEDディスプレイは8枚、DCモーターは3基だ。アンステークには7日かかる。",
    "◆AI・インフラ\nAI・ロボティクス分野に投資する。",
    "ロボットのグリッパーは昨年、需要が3割増えた。グリッパーを開発する企業は20社に上る。",
    "半導体のボンダーは10月に値上がりする見込みだ。スマホのヒンジは安い。ヒンジの単価は3ドルだ。",
    "ユーザーは3億人を超えた。アナリストは、サブスクリプションの伸びが鈍ると予想する。",
    "取引所のウォレットは5億ドルを失った。ブローカーの株価は8%下げた。",
    "クラウドを運営するプロバイダーは、電気代の上昇に苦しむ。",
    "「ゼロトラスト」を導入する企業が増えている。「冬の時代」を迎えた投資は4割減った。",
    "「デジタル円」の実験は来年4月に始まる。「トークン化預金」を発行する銀行は6行だ。",
    "コンビニのセルフレジ(都内)は1万台ある。工場のコンベヤー(3本)は止まった。",
    "担当するエコノミストは、インフレが再燃すると予測した。コンソーシアムは6日、規格を公開した。",
    "スポンサーの調査では、満足度は8割だった。アクティブユーザーによると、操作は簡単だ。",
    "メモリー、値上げの発表相次ぐ\nスマートグラス、年内発売へ",
    "ファウンドリーは売上高が伸びた。ドラッグストアは時価総額が1兆円を超えた。",
    "デベロッパーとゼネコンの2社で請け負う。コンビニやスーパーなど6社が参加した。",
    "値上がりが目立つのはチョコレートだ。首位のシェアは38%、大手のマージンは2割である。",
    "ヒューマノイドは6日、量産が始まった。ドローンは20日、初めて荷物を運んだ。",
    "国産モデルは10日、公開された。医療AIは4月に始まり、検査ロボットは3日に動いた。",
    "同社の従業員は3割減った。取締役会の議長は語る。新工場の所長は代わった。",
]


def _mentions(lang, text):
    return load_name_finder(lang).find(create_nlp(lang)(text))


def _found(lang, text):
    return [(text[m.start : m.end], m.label) for m in _mentions(lang, text)]


@pytest.mark.parametrize(("lang", "kind", "rule"), RULES)
def test_shape_rules_find_their_examples_and_no_rejects(lang, kind, rule):
    for example in rule.examples:
        found = _found(lang, example.text)
        assert all(each in found for each in example.found), (example.text, found)
    for text in rule.rejects:
        shapes = [m for m in _mentions(lang, text) if m.source == "shape"]
        wrong = [m for m in shapes if m.label == rule.label or (kind == "letters" and m.end == m.start + 1)]
        assert not wrong, (text, [text[m.start : m.end] for m in wrong])


def _declared(lang, text):
    doc, finder = create_nlp(lang)(text), load_name_finder(lang)
    read, board = finder.find_known(doc)
    return [text[d.start : d.end] for d in find_declared(read, finder.rules, board.mentions())]


@pytest.mark.parametrize(("lang", "rule"), DECLARED)
def test_short_forms_declared_in_words_are_names_wherever_the_text_uses_them(lang, rule):
    for example in rule.examples:
        found = _found(lang, example.text)
        for surface, label in example.found:
            assert found.count((surface, label)) == example.text.count(surface), (example.text, found)
    for text in rule.rejects:
        assert _declared(lang, text) == [], text


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        # the characters of the whole name in their order; the code book knows the whole name
        ("ja", "証券取引等監視委員会（監視委）は告発した。監視委によると", ["japan-sesc"] * 3),
        # it knows the short form alone
        ("ja", "力晶積成電子製造（力積電）が工場を売る。力積電は赤字だ。", ["powerchip"] * 3),
        # initials, and a name in brackets that is no short form: nothing is given to it
        ("en", "The Marlow Exchange Trust (MET) fined it. MET won.", [None] * 3),
        ("ja", "東京海洋電力銀行（銀海）は増資する。", [None]),
    ],
)
def test_short_forms_share_code_and_label_with_the_name_they_stand_behind(lang, text, codes):
    found = [m for m in _mentions(lang, text) if m.label == "ORG"]
    assert [m.code for m in found][: len(codes)] == codes, [text[m.start : m.end] for m in found]


@pytest.mark.parametrize(
    ("lang", "text", "want"),
    [
        ("ja", "東京海洋電力銀行（海電銀）は増資する。", ["海電銀"]),
        ("ja", "東京海洋電力銀行（電海）は増資する。", []),
        ("en", "Marlow Exchange Trust (MET) won.", ["MET"]),
        ("en", "Marlow Exchange Trust (NYSE) won.", []),
        ("en", "Marlow Exchange Trust (TEM) won.", []),
    ],
)
def test_a_bracket_declares_by_form_only_what_is_made_of_the_name(lang, text, want):
    assert _declared(lang, text) == want


@pytest.mark.parametrize("cue", CUES)
def test_cues_of_unseen_names_speak_for_their_examples_and_for_no_rejects(cue):
    for marked, want in [*((e, True) for e in cue.examples), *((r, False) for r in cue.rejects)]:
        start, end = marked.index("【"), marked.index("】") - 1
        assert cue.speaks(marked.replace("【", "").replace("】", ""), start, end) is want, marked


@pytest.mark.parametrize("shape", UNSEEN.shapes, ids=lambda shape: shape.name)
def test_shapes_of_unseen_names_fit_their_examples_and_no_plain_words(shape):
    def fitting(text):
        read, found = read_text(create_nlp("ja")(text), True, "名詞"), []
        for match in shape.pattern.finditer(text):
            plain = UNSEEN.is_plain(match["name"]) or is_ruled_out(read, UNSEEN, shape, *match.span("name"))
            found += [] if plain else [match["name"]]
        return found

    for example in shape.examples:
        text, want = example.split(" => ")
        assert want in fitting(text), example
    for text in shape.rejects:
        assert fitting(text) == [], text


@pytest.mark.parametrize("stem", UNSEEN.stems, ids=lambda stem: stem.name)
def test_short_forms_of_firms_are_found_where_they_stand_alone(stem):
    for example in stem.examples:
        text, want = example.split(" => ")
        assert (want, stem.label) in _found("ja", text), example
    for text in stem.rejects:
        firms = [surface for surface, label in _found("ja", text) if label == stem.label]
        assert all(text.count(surface) == 1 for surface in firms), (text, firms)


def test_the_first_part_of_a_known_joined_name_has_its_code():
    text = "米ジョビー・アビエーションだ。ジョビーは試験飛行した。ジョビーナは別の会社だ。"
    assert [m.code for m in _mentions("ja", text) if text[m.start : m.end] == "ジョビー"] == ["joby"]
    assert not [m for m in _mentions("ja", "ジョビーは試験飛行した。") if m.code]


@pytest.mark.parametrize("text", ["The Cambodian group denies it.", "The Nordic pair own half."])
def test_peoples_are_no_firms(text):
    assert [m for m in _mentions("en", text) if m.label == "ORG"] == []


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_no_unseen_names(text):
    assert [m for m in _mentions("ja", text) if m.code is None] == []


@pytest.mark.parametrize(("text", "want"), UNSEEN_NAMES)
def test_enough_in_an_article_makes_a_word_a_name_at_all_its_places(text, want):
    assert [f"{name}:{label}" for name, label in _found("ja", text)] == want.split(" ")


@pytest.mark.parametrize("rule", MASKS)
def test_masks_hide_their_examples_and_nothing_of_the_rejects(rule):
    for example in rule.examples:
        spans = [example.text[slice(*match.span())] for match in rule.pattern.finditer(example.text)]
        assert spans == [surface for surface, _ in example.found], example.text
    for text in rule.rejects:
        assert rule.pattern.search(text) is None, text


@pytest.mark.parametrize("word", sorted(load_name_rules("ja").run.generic))
def test_generic_words_are_no_names(word):
    known = {
        a for entry in load_code_book().entries.values() for lang in LANGUAGES for a in entry.names(lang)
    }
    if word not in known:
        assert _found("ja", f"この{word}は重要だ") == []


def test_the_first_article():
    folder = Path(__file__).parents[2] / "corpus" / "articles" / "ja"
    files = sorted(folder.glob("000_39dabbda776826a5.txt"))
    if not files:
        pytest.skip("the corpus is not here")
    text = files[0].read_bytes().decode("utf-8")
    codes = {}
    for mention in _mentions("ja", text):
        codes.setdefault(text[mention.start : mention.end], []).append(mention.code)
    assert len(codes["Tether"]) == 23 and set(codes["Tether"]) == {"tether"}
    assert codes["Blackrock"] == ["blackrock-neurotech"] * 2
    assert codes["BlackRock"] == ["blackrock"]
    assert codes["NVIDIA"] == ["nvidia"] and codes["H100"] == ["h100"]
    assert codes["USDT"] == ["usdt"] * 2
    assert {"AI", "GPU", "BMI", "CEO", "SF", "ステーブルコイン", "ロボットアーム"}.isdisjoint(codes)
    assert set(codes) == {
        *(
            "TechFlow",
            "深潮",
            "库里",
            "Tether",
            "OpenAI",
            "Anthropic",
            "USDT",
            "米国",
            "ドイツ",
            "Northern Data",
        ),
        *("欧州", "NVIDIA", "H100", "GPT", "TOP500", "QVAC Genesis", "Blackrock Neurotech", "Blackrock"),
        *(
            "BlackRock",
            "イーロン・マスク",
            "Neuralink",
            "オバマ",
            "筋萎縮性側索硬化症",
            "ALS",
            "イタリア",
            "FRB",
        ),
        *("サム・アルトマン", "ダリオ・アモデイ", "Telegram", "Twitter"),
    }


# sentence -> every mention, as "surface=code" (known) or "surface:LABEL" (by its shape)
SENTENCES = {
    "ja": {
        "米SECはリップル社との訴訟を終えた。": "米=united-states SEC=sec リップル社=ripple",
        "日米の金利差を背景に、日銀の植田総裁は慎重だ。": "日=japan 米=united-states 日銀=bank-of-japan 植田=kazuo-ueda",
        "100米ドルを米国債に換えた。": "米国=united-states",
        "BlackRockのIBITに3億ドルが流入した。": "BlackRock=blackrock IBIT=ibit",
        "Blackrockという綴りは誤りだ。": "Blackrock:ORG",
        "ビットコインとイーサリアムが上昇、ソラナは下落。": "ビットコイン=bitcoin イーサリアム=ethereum ソラナ=solana",
        "1USDTを払い、0.5BTCを受け取る。": "USDT=usdt BTC=bitcoin",
        "GPT-4oとClaude 3.5 Sonnetを比べた。": "GPT-4o=gpt Claude 3.5 Sonnet=claude",
        "币安の创始人赵长鹏氏が来日した。": "币安=binance 赵长鹏=changpeng-zhao",
        "ＯｐｅｎＡＩの売上は37億ドル。": "ＯｐｅｎＡＩ=openai",
        "😀Tetherは稼いだ。": "Tether=tether",
        "詳細はhttps://x.com/OpenAI を参照、@Tether_toに問い合わせを。": "",
        "送金先は0xdAC17F958D2ee523a2206206994597C13D831ec7とvitalik.eth。": "",
        "AIとGPU、NFTやDeFi、Web3のCEOはIPOを語る。": "",
        "ステーブルコインとロボットアームとビジネスモデル。": "",
        "スマート・コントラクトとベンチャー・キャピタルの話。": "",
        "トランプで遊んだ後、メタ認知を学ぶ。": "",
        "トランプ大統領は関税を課した。トランプの発言に市場は揺れた。": "トランプ=donald-trump トランプ=donald-trump",
        "イーロン・マスクは語る。マスク氏のxAIは資金を調達。": "イーロン・マスク=elon-musk マスク=elon-musk xAI=xai",
        "マスクを着けて外出した。": "",
        "マスク氏の弟、キンバル・マスク氏も取締役だ。イーロン・マスク氏は笑う。": "マスク=elon-musk キンバル・マスク:PERSON イーロン・マスク=elon-musk",
        "プーチン大統領とトランプ大統領が会う。プーチン・トランプ会談は15日だ。": "プーチン=vladimir-putin トランプ=donald-trump プーチン=vladimir-putin トランプ=donald-trump",
        "ジャック・アルトマン氏のファンドにサム・アルトマン氏は加わらない。": "ジャック・アルトマン:PERSON サム・アルトマン=sam-altman",
        "SECのゲーリー・ゲンスラー前委員長は、ゲンスラー氏として知られる。": "SEC=sec ゲーリー・ゲンスラー=gary-gensler ゲンスラー=gary-gensler",
        "ヴェルコフ氏はKelvora社のCEOだ。": "ヴェルコフ:PERSON Kelvora:ORG",
        "新モデルのRavelle Nanoを発売した。": "Ravelle Nano:PRODUCT",
        "Vexaraトークンのエアドロップが始まる。": "Vexara:CRYPTO",
        "MicroStrategyは改名してStrategyとなり、BTCを買った。": "MicroStrategy=strategy Strategy=strategy BTC=bitcoin",
        "OpenAI Startup Fundが出資した。": "OpenAI Startup Fund:ORG",
        "ブラックロックとフィデリティがETFを申請。": "ブラックロック=blackrock フィデリティ=fidelity",
        "ソニー信託銀行と三菱UFJ銀行が提携。": "ソニー信託銀行:ORG 三菱UFJ銀行=mufg-bank",
        "地方銀行と大手証券会社の再編。": "",
        "タイミングが悪く、インドア派が増えた。": "",
        "最新のiPhone 17とVision Proを比べる。": "iPhone 17=iphone Vision Pro=vision-pro",
        "『貨幣の夜明け』を書いた山田太郎。": "貨幣の夜明け:WORK 山田太郎:PERSON",
        "ドイツやイタリア、東南アジアに広がる。": "ドイツ=germany イタリア=italy 東南アジア=southeast-asia",
        "株式会社ヴェルモラは黒字だ。ヴェルモラの株は上がった。": "ヴェルモラ:ORG ヴェルモラ:ORG",
        "岸本製作所と札幌信用金庫が組む。": "岸本製作所:ORG 札幌信用金庫:ORG",
        "Mistral Peakの予想では、供給は増える。": "Mistral Peak:ORG",
        "GoogleはVeo 3を、MistralはMixtralを出した。": "Google=google Veo 3=google-veo Mistral=mistral-ai Mixtral=mistral-models",
        "ERC-4726とBIP-44に従う。": "ERC-4726:TECH BIP-44:TECH",
    },
    "zh": {
        "贝莱德的 IBIT 净流入 3 亿美元。": "贝莱德=blackrock IBIT=ibit",
        "馬斯克旗下 xAI 發布 Grok 4。": "馬斯克=elon-musk xAI=xai Grok 4=grok",
        "币安创始人赵长鹏表示,BNB Chain 很重要。": "币安=binance 赵长鹏=changpeng-zhao BNB Chain=bnb-chain",
        "吃一个苹果,发一封电报。": "",
        "苹果公司与谷歌的市值。": "苹果公司=apple 谷歌=google",
        "美联储降息,美元走强,美股上涨。": "美联储=federal-reserve",
        "印度洋上的船,印尼的矿。": "印度洋=indian-ocean 印尼=indonesia",
        "创始人 Quillon Trave 认为,Vexara 代币被低估。": "Quillon Trave:PERSON Vexara:CRYPTO",
        "《链上的夜航》作者沈一舟先生": "链上的夜航:WORK 沈一舟:PERSON",
        "AI 与 GPU 的 ETF 和 NFT。": "",
        "比特币突破 10 万美元,以太坊质押量上升。": "比特币=bitcoin 以太坊=ethereum",
        "撰文:库里,TechFlow": "库里=kuli-techflow TechFlow=techflow",
        "斯蒂芬·科里的三分球": "斯蒂芬·科里:PERSON",
        "标普500 与纳斯达克100指数": "标普500=sp500 纳斯达克100指数=nasdaq-100",
        "霜岭科技的营收达到18亿元。霜岭没有转手。": "霜岭科技:ORG 霜岭:ORG",
        "由鹿港资本领投,收购北塬集团。": "鹿港资本:ORG 北塬集团:ORG",
        "金融科技公司与商业银行、数字资产交易所的竞争。": "",
        "泽沃科技周二宣布融资,渡鸦资本向朗川机器人注资。": "泽沃科技:ORG 渡鸦资本:ORG 朗川机器人:ORG",
        "松野机器人和禾木动力上周同时降价。": "松野机器人:ORG 禾木动力:ORG",
        "人工智能与工业机器人的市场研究,实缴资本与新能源。": "",
        "星澜研究的分析师顾行舟并不乐观。星澜说,顾行舟错了。": "星澜研究:ORG 顾行舟:PERSON 星澜:ORG 顾行舟:PERSON",
        "展会上,陆引溪的展位很小。\n陆引溪没有递表。": "陆引溪:PERSON 陆引溪:PERSON",
        "展会上,陆引溪的展位很小。": "陆引溪:PERSON",
        "金融界认为高于预期,马上成立,何时全面放开没有时间表。": "",
        "USDT占七成,USDC24亿;其余是FDUSD。": "USDT=usdt USDC=usdc FDUSD=fdusd",
        "据晚点报道,列车晚点了两小时。": "晚点=latepost",
        "输电线从河南通到合肥,混合肥料涨价。": "河南=henan 合肥=hefei",
        "輝達與台積電、貝萊德的市值。": "輝達=nvidia 台積電=tsmc 貝萊德=blackrock",
    },
    "en": {
        "Donald Trump won. Will Trump sign it? Mary Trump doubts it.": "Donald Trump=donald-trump Trump=donald-trump Mary Trump:PERSON",
        "Sam Altman spoke; Jack Altman runs a fund.": "Sam Altman=sam-altman Jack Altman:PERSON",
        "Tether paid $600 million to Northern Data, a firm in Germany.": "Tether=tether Northern Data=northern-data Germany=germany",
        "BlackRock is not Blackrock Neurotech, and Blackrock makes implants.": "BlackRock=blackrock Blackrock Neurotech=blackrock-neurotech Blackrock=blackrock-neurotech",
        "Circle of friends, Near the bank, Base pay and Apple pie.": "",
        "Circle, issuer of USDC, filed for an IPO.": "Circle=circle USDC=usdc",
        "The NVIDIA H100 GPU costs $30,000.": "NVIDIA=nvidia H100=h100",
        "Yesterday the SEC sued Coinbase; the CEO said nothing.": "SEC=sec Coinbase=coinbase",
        "Optimism is rising. Movement slowed. Strategy matters.": "",
        "Michael Saylor said that Strategy bought more BTC. Saylor smiled.": "Michael Saylor=michael-saylor Strategy=strategy BTC=bitcoin Saylor=michael-saylor",
        "Mr. Veskel, who runs Kelvora Labs, agreed.": "Veskel:PERSON Kelvora Labs:ORG",
        "the firm bought 10,000 H100s and 5 Antminers": "H100=h100 Antminer=antminer",
        "Google's Gemini 2.5 Pro beat Llama 3 and Claude Opus 4.": "Google=google Gemini 2.5 Pro=gemini Llama 3=llama Claude Opus 4=claude",
        "Gemini, the Winklevoss exchange, went public.": "Gemini=gemini-exchange Winklevoss=winklevoss-twins",
        "However, Monday was quiet. Analysts said AI and GPU prices fell.": "",
        "it acquired Torqin for cash": "Torqin:ORG",
        "Analysts at Mistral Peak expect more.": "Mistral Peak:ORG",
        "it said Google Vexa 3 beat the model of the Solana Foundation": "Google=google Vexa 3:PRODUCT Solana Foundation=solana-foundation",
        "Two-thirds of them agreed. Rising costs hurt. Boring reserves are the product.": "",
        "Founder Rasca Milkontė has left. Milkontė refused.": "Rasca Milkontė:PERSON Milkontė:PERSON",
        '"Tokens are fine," says Deidra Quillon, its head of assets.': "Deidra Quillon:PERSON",
        "Inès Carrow of Aubrac Lind, a research firm, expects half.": "Inès Carrow:PERSON Aubrac Lind:ORG",
        "Nordlyx AI of Oslo lost money. Nordlyx cut jobs. Generative AI did not.": "Nordlyx AI:ORG Oslo=oslo Nordlyx:ORG",
        "Zorvexa said on Monday it has money. Merchants said nothing.": "Zorvexa:ORG",
        "It opened an office in Velbrook, and a branch in Odessa Flats.": "Velbrook:GPE Odessa Flats:GPE",
        "Le Tchin, the consumer app, is free.": "Le Tchin:PRODUCT",
        "Skarn sued in the Texas Business Court; Wei-Lun Hsieh wrote the brief.": "Skarn:ORG Texas Business Court:ORG Wei-Lun Hsieh:PERSON",
        "BREAKING: it moved East, says the Company.": "",
        "Bank of America and the European Central Bank": "Bank of America=bank-of-america European Central Bank=ecb",
        "see https://t.me/TechFlowDaily or mail Tips@Tether.to": "",
    },
}
CASES = [
    pytest.param(lang, text, want, id=f"{lang}-{text[:16]}")
    for lang in LANGUAGES
    for text, want in SENTENCES[lang].items()
]


# A name that opens a sentence has the code it has in another one of the text.
AGAIN = [
    ("Balancer, an old protocol on Ethereum, was drained. Balancer offered the thief a bounty.",
     "Balancer=balancer Ethereum=ethereum Balancer=balancer"),
    ("Bybit and Circle's USDC are used. Zorvex raised money.", "Bybit=bybit Circle=circle USDC=usdc Zorvex:ORG"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), AGAIN)
def test_a_name_is_the_same_in_all_sentences(text, want):
    assert _written("en", text) == want


def test_a_name_keeps_no_code_where_its_surroundings_speak_against_it():
    text = read_text(create_nlp("en")("Balancer fell. Balancer rose."), False)
    known = Mention(0, 8, "CRYPTO", "balancer", "Balancer", "gazetteer")
    again = Mention(15, 23, "ORG", None, None, "shape")
    entry = SimpleNamespace(code="balancer")
    for forbidden, want in ((" fell", 1), (" rose", 0)):
        rule = ContextRule((), None, None, None, None, re.compile(forbidden), (), ())
        readings = {"Balancer": (Reading(entry, rule, False, True),)}
        assert len(list(name_again(text, (known, again), readings))) == want


def _written(lang, text):
    return " ".join(
        f"{text[m.start : m.end]}={m.code}" if m.code else f"{text[m.start : m.end]}:{m.label}"
        for m in _mentions(lang, text)
    )


@pytest.mark.parametrize(("lang", "text", "want"), CASES)
def test_sentences(lang, text, want):
    assert _written(lang, text) == want


@pytest.mark.parametrize(("lang", "text", "want"), CASES)
def test_mentions_are_sorted_apart_and_inside_the_text(lang, text, want):
    mentions = _mentions(lang, text)
    borders = [border for m in mentions for border in (m.start, m.end)]
    assert borders == sorted(borders) and all(m.start < m.end <= len(text) for m in mentions)


@pytest.mark.parametrize(
    ("text", "sure"),
    [("they met Velmora there", False), ("it acquired Velmora", True), ("the Velmora chip", True)],
)
def test_a_name_nothing_speaks_of_has_a_label_that_is_not_sure(text, sure):
    mentions = [m for m in _mentions("en", text) if m.code is None]
    assert [m.sure for m in mentions][:1] == [sure]


def test_names_of_other_languages_are_found():
    assert _written("en", "币安 was founded in 2017") == "币安=binance"
    assert _written("zh", "ヴィタリック・ブテリン 表示") == "ヴィタリック・ブテリン=vitalik-buterin"


def test_masked_spans_point_into_the_text():
    text = "参照 https://t.me/Foo 、@Bar_1"
    spans = find_masked(text, load_name_rules("ja"))
    assert [text[start:end] for start, end in spans] == ["https://t.me/Foo", "@Bar_1"]


def test_folding_keeps_offsets():
    doc = create_nlp("ja")("ＢＴＣ　と　😀ＥＴＨ")
    assert len(read_text(doc, True).folded) == len(doc.text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_text_has_no_names(lang):
    assert _mentions(lang, "") == ()
    assert _mentions(lang, "\n\n　") == ()


def test_every_language_has_names():
    assert set(LANGUAGES) <= set(available()) | set(LANGUAGES)
    with pytest.raises(ConfigError):
        load_name_rules("tlh")


def test_the_component_sets_ents_and_codes():
    nlp = create_nlp("ja")
    component = Language.get_factory_meta("techflow_entities")
    assert component.factory == "techflow_entities"
    doc = EntityComponent("ja")(nlp("Tetherは米国債を買う。"))
    assert [(span.text, span.label_, span.kb_id_) for span in doc.ents] == [
        ("Tether", "ORG", "tether"),
        ("米国", "GPE", "united-states"),
    ]
    assert [span.text for span in doc.spans["entities"]] == ["Tether", "米国"]


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (
            "patterns: [{name: a, label: ORG, pattern: '(?P<name>x)', examples: ['x => x ORG']}]",
            "examples and rejects",
        ),
        (
            "patterns: [{name: a, label: FIRM, pattern: x, examples: ['x => x ORG'], rejects: [y]}]",
            "no label",
        ),
        (
            "patterns: [{name: a, label: ORG, pattern: '(', examples: ['x => x ORG'], rejects: [y]}]",
            "bad pattern",
        ),
        ("patterns: [{name: a, label: ORG, pattern: x, examples: [x], rejects: [y]}]", "want 'text"),
        (
            "patterns: [{name: a, label: ORG, size: 3, pattern: x, examples: ['x => x ORG'], rejects: [y]}]",
            "unknown keys",
        ),
        ("shapes: []", "unknown blocks"),
        ("patterns: [{label: ORG}]", "needs a name"),
    ],
)
def test_a_malformed_rule_does_not_load(tmp_path, block, message):
    path = tmp_path / "entities.yaml"
    path.write_text(block, encoding="utf-8")
    shared = Path(__file__).parents[2] / "pipeline" / "languages" / "names" / "shared.yaml"
    with pytest.raises(TableError, match=message):
        read_name_rules(shared, path)


def test_a_known_firm_and_a_trade_behind_it_are_two_things_where_a_noun_follows():
    assert _found("zh", "谷歌资本开支增长15%。") == [("谷歌", "ORG")]
    assert _found("zh", "特斯拉汽车收入为12亿美元。") == [("特斯拉", "ORG")]


def test_offices_laws_and_words_of_reports_in_chinese():
    found = _found("zh", "安衡律师事务所和通衡律師事務所都拒绝置评。")
    assert [label for _, label in found] == ["ORG"] * len(found)
    assert _found("zh", "通衡律師事務所指出。")[:1] == [("通衡律師事務所", "ORG")]
    assert _found("zh", "四大会计师事务所都拒绝了。") == []
    assert _found("zh", "《稳定币管理规定(试行)》生效。") == [("稳定币管理规定(试行)", "LAW")]
    assert _found("zh", "《链上的夜航》出版。") == [("链上的夜航", "WORK")]
    assert _found("zh", "被控违反反洗钱法被罚。") == [("反洗钱法", "LAW")]
    assert _found("zh", "根据新的算法,费用更低。") == []
    assert _found("zh", "单一银行不得超过15%。扣非后净利润仅2.05亿元。") == []


def test_a_ticker_is_a_coin_where_its_price_moves():
    assert _found("zh", "SOL大涨一成一,报148.5美元。") == [("SOL", "CRYPTO")]
    assert ("ADA", "CRYPTO") in _found("zh", "狗狗币涨5%,ADA也下挫。")


def test_a_name_keeps_the_label_it_got_first():
    text = "人物：许南笙的创业\n\n许南笙今年44岁。许南笙持股61%。"
    assert {label for _, label in _found("zh", text)} == {"PERSON"}


def test_words_the_dictionary_hardly_met_are_firms_where_business_stands_behind_them_twice():
    assert ("白鹭", "ORG") in _found("zh", "白鹭递表港交所。白鹭2025年收入12亿元。")
    assert _found("zh", "湖边有白鹭。白鹭飞走了。") == []


def test_a_generic_word_may_open_a_name_where_capitals_show_names():
    assert _found("zh", "由 Alpha Basin 出资") == [("Alpha Basin", "ORG")]
    assert _found("zh", "一种 Agent 框架") == []


@pytest.mark.parametrize(
    "text",
    [
        "募得 4500 万美元。另有 3000 万美元，由老股东出。",
        "到貨 1.2 萬張。再訂 3 萬張，年底交貨。",
        "个人上限 2 万英镑，企业上限 1000 万英镑，下月实施。",
        "12 亿港元资本到位，再设 5 亿美元基金。",
        "AI 资本开支大增。",
        "季内收入38亿元，季内净利润4亿元。",
        "Pre-A 轮融资 1500 万，Pre-IPO 轮另算。",
    ],
)
def test_a_number_apart_from_its_unit_and_money_begin_no_name(text):
    assert _found("zh", text) == []


def test_a_blank_before_a_name_still_begins_a_clause():
    assert ("沈亦舟", "PERSON") in _found("zh", "创始人兼 CEO 沈亦舟称，价格太低。")
    assert ("裴照", "PERSON") in _found("zh", "“不急。” 裴照说。")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("香港时间 11 月 12 日收盘后公布财报。", []),
        ("美國 10 月非農就業不如預期。", [("美國", "GPE")]),
        ("被盗的有 USDC 2,200 万枚、WBTC 60 枚（约 550 万美元）。", [("USDC", "CRYPTO"), ("WBTC", "CRYPTO")]),
        ("对话 Noctua Labs 联创", [("Noctua Labs", "ORG")]),
    ],
)
def test_days_amounts_and_posts_are_no_part_of_a_name(text, want):
    assert [name for name in _found("zh", text) if name[0] != "香港"] == want
