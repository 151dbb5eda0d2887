"""What English news writes that once read as something else: each class in several sentences."""

from __future__ import annotations

import pytest

import pipeline
from tests.figure_words import said

A_YEAR = [
    ("It has 410 staff, up from 95 in 2023.", ["410 person", "95"]),
    ("Shops rose to 300, from 120 in 2022 and 12 in 1998.", ["300", "120", "12"]),
    ("The fund backed 14 in 2021.", ["14"]),
    ("About one in 2000 patients has it.", ["0.05 percent approx"]),
    ("Some 3 in 10 agree, and one in five pays.", ["30 percent approx", "20 percent"]),
]
SPACED_AND_YOUNG = [
    ("It costs 10 000 dollars, not $10 250.", ["10000 USD", "10250 USD"]),
    ("It has 250 000 users.", ["250000 user"]),
    ("It paid 245 23 yen.", ["245", "23 JPY"]),
    ("The baby is 9 months old.", ["9 month"]),
    ("A six-month-old girl and a 10-day-old chick came.", ["6 month", "10 day"]),
    ("A 34-year-old man came.", ["34 year"]),
]
CUT_OFF = [
    ("Revenue beat the $1.8 billion analysts had expected.", ["1800000000 USD"]),
    ("It set aside $50m staff say they never saw.", ["50000000 USD"]),
    ("They returned the €2bn investors put in.", ["2000000000 EUR"]),
    ("Nvidia books $57bn quarter.", ["57000000000 USD"]),
    ("A £3bn year ended.", ["3000000000 GBP"]),
    ("It has 1.8 billion users.", ["1800000000 user"]),
]
CHANGE_AND_LEVEL = [
    ("Profit rose by $3m to $12m.", ["3000000 USD", "12000000 USD"]),
    ("Headcount fell by 1,200 to 8,000.", ["1200", "8000"]),
    ("Capacity grew by 3GW to 15GW.", ["3 gigawatt", "15 gigawatt"]),
    ("The bank raised its target by $14 to $407.", ["14 USD", "407 USD"]),
    ("Shares jumped $4 to $182.", ["4 USD", "182 USD"]),
    ("The fee was lowered by 0.5% to 2%.", ["0.5 percent", "2 percent"]),
    ("It wants to lift hydropower from 3.5GW to 15GW.", ["3.5 gigawatt", "15 gigawatt"]),
    ("It would boost output from 20 tonnes to 40 tonnes.", ["20 metric_ton", "40 metric_ton"]),
    ("The index climbed 15 to 280.", ["15", "280"]),
    # told as expected, a range of changes
    ("Costs will rise by $3m to $5m.", ["3000000..5000000 USD"]),
    ("It expects sales to grow by 5% to 8%.", ["5..8 percent"]),
    ("Sales grew by 5%-8%.", ["5..8 percent"]),
    ("It sells for $4 to $6.", ["4..6 USD"]),
]
MOVES_NOW = [
    ("Gold climbs $35 to $5,035.", ["35 USD", "5035 USD"]),
    ("Bitcoin falls $1,400 to $88,600.", ["1400 USD", "88600 USD"]),
    ("Silver was firm, rising $2 to $61 an ounce.", ["2 USD /ounce", "61 USD /ounce"]),
    ("Crude eased, slipping 40 cents to $70.10.", ["0.4 USD", "70.1 USD"]),
    ("Shares edge up $2 to $17.", ["2 USD", "17 USD"]),
    ("Gold adds $35 to $5,035.", ["35 USD", "5035 USD"]),
    ("The spread widens 12 basis points to 140 basis points.", ["0.12 percent", "1.4 percent"]),
    ("Profit rises by $3m to $12m.", ["3000000 USD", "12000000 USD"]),
    ("Attendance falls 1,200 to 8,000.", ["1200", "8000"]),
    ("Prices could fall $4 to $6.", ["4..6 USD"]),
    ("They want to see oil rising $4 to $6.", ["4..6 USD"]),
    ("It rises between $4 and $5.", ["4..5 USD"]),
    ("It adds $35 to $50 to each bill.", ["35..50 USD"]),
    ("Rents are rising $35 to $50 a month.", ["35..50 USD /month"]),
    ("Wages rise 3% to 5% a year.", ["3..5 percent"]),
]
PLACES_AMONG_MILLIONS = [
    ("It shipped its 25 millionth chip.", ["25000000 rank"]),
    ("It was the 3 billionth transaction.", ["3000000000 rank"]),
    ("Its 100-thousandth member joined.", ["100000 rank"]),
    ("The 1.5 millionth visitor came.", ["1500000 rank"]),
    ("Its one millionth car left the line.", ["1000000 rank"]),
    ("It costs one thousandth of that.", ["0.1 percent"]),
    ("It is one thousandth the size.", ["0.1 percent"]),
]
MM_IS_A_MILLION_OR_A_LENGTH = [
    ("It settles 812k/day on BTC, 1.1mm on Base.", ["812000", "1100000"]),
    ("It raised $1.1mm and sold 2.4mm tokens.", ["1100000 USD", "2400000 token"]),
    ("Volume came to 12.5mm USDC.", ["12500000 USDC"]),
    ("It had a 1.1 mm gap.", ["1.1 millimeter"]),
    ("The $900 phone is 7.9mm thick.", ["900 USD", "7.9 millimeter"]),
    ("The 300mm wafers cost $3bn.", ["300 millimeter", "3000000000 USD"]),
    ("A 35mm film costs 2k.", ["35 millimeter", "2000"]),
]
BETWEEN_MINORS = [
    ("It pays between 4.5 and 6 cents a kilowatt-hour.", ["0.045..0.06 USD /kilowatt_hour"]),
    ("It pays from 4.5 to 6 cents a kilowatt-hour.", ["0.045..0.06 USD /kilowatt_hour"]),
    ("It pays 4.5 cents to 6 cents per kWh.", ["0.045..0.06 USD /kilowatt_hour"]),
    ("The dividend is between 3 and 5 pence a share.", ["0.03..0.05 GBP /share"]),
    ("Gas costs between 20 and 30 gwei.", ["0.00000002..0.00000003 ETH"]),
    ("It pays between 20 and 30 basis points per year.", ["0.2..0.3 percent"]),
    ("Power rose from 4.5 to 6 cents per kWh.", ["0.045 USD /kilowatt_hour", "0.06 USD /kilowatt_hour"]),
    ("The fee rose from 4.5 to 6 cents.", ["0.045 USD", "0.06 USD"]),
    ("Power went from 4 cents to 6 cents per kWh.", ["0.04 USD /kilowatt_hour", "0.06 USD /kilowatt_hour"]),
    ("He gave 5 cents to 3 people.", ["0.05 USD", "3 person"]),
]
ONE_IN_SO_MANY_AND_TENS = [
    ("The share is put at one in five.", ["20 percent"]),
    ("It moved from one in ten to one in five.", ["10 percent", "20 percent"]),
    ("It was ten to one that they would lose.", []),
    ("Prices are in the mid-$30s.", ["30..39 USD"]),
    ("The token fell to the mid-$1.30s.", ["1.30..1.39 USD"]),
    ("Crude sits in the high-$90s a barrel.", ["90..99 USD /oil_barrel"]),
    ("It cost $35s.", ["35 USD"]),
]
NO_FIGURES_AT_ALL = [
    ("He explains it at 51:40.", []),
    ("The portfolio stood at 60:40.", ["60", "40"]),
    ("He went five for five.", []),
    ("It swapped five for five hundred.", ["5", "500"]),
    ("That is what you need in five.", []),
    ("The 25-delta skew fell.", []),
    ("We bought first at $30.", ["30 USD"]),
    ("It came first at the fair.", ["1 rank"]),
]
QUARTERS_OF_A_YEAR = [
    ("It opened two quarters ahead of plan.", []),
    ("It took three quarters to build.", []),
    ("Three quarters of users stayed.", ["75 percent"]),
    ("It accounts for three quarters.", ["75 percent"]),
    ("The tank was three quarters empty.", ["75 percent"]),
]
NUMBER_WORDS_ARE_NO_SCALES = [
    ("It raised its forecast for the big five to US$602bn.", ["5", "602000000000 USD"]),
    ("They cost five, ten and twenty dollars.", ["5 USD", "10 USD", "20 USD"]),
    ("It pays 5 million, 7 million and $9 million.", ["5000000 USD", "7000000 USD", "9000000 USD"]),
]
NAMES_OF_CHIPS = [
    ("It will buy up to 35,000 GB300s.", ["35000 chip at_most"]),
    ("It has 2 million H100s and 500 H20s.", ["2000000 chip", "500 chip"]),
    ("It bought 16 XB300s.", ["16"]),
    ("It has 35,000 GB of memory.", ["35000 gigabyte"]),
]
SCALES = [
    ("It is worth $1.2tr.", ["1200000000000 USD"]),
    ("It paid $3 mio for it.", ["3000000 USD"]),
    ("It is worth $6 t now.", ["6000000000000 USD"]),
    ("It weighs 6 t now.", ["6 metric_ton"]),
    ("He sold 30 t-shirts.", ["30 item"]),
    ("It cost 30-odd million dollars.", ["30000000 USD approx"]),
    ("It has 30-odd million of them.", ["30000000 approx"]),
    ("It made $14m-16m.", ["14000000..16000000 USD"]),
    ("It ships 60-70,000 units.", ["60000..70000 unit"]),
    ("It costs $60-70,000.", ["60000..70000 USD"]),
    ("Firms of 10-70,000 people came.", ["10..70000 person"]),
]
SHARED_UNITS = [
    ("The reward fell from 6.25 to 3.125 bitcoins.", ["6.25 BTC", "3.125 BTC"]),
    ("It shrank from 8 to 5 million users.", ["8000000 user", "5000000 user"]),
    ("It grew from 900 to 1.2 million users.", ["900 user", "1200000 user"]),
    ("Its share rose from 3 to 5 percent.", ["3 percent", "5 percent"]),
    ("Capacity went from 3.5 to 15 GW.", ["3.5 gigawatt", "15 gigawatt"]),
    ("It needs 3 to 5 GW.", ["3..5 gigawatt"]),
]
MILLIONS = [
    ("There were 7.5m out of work.", ["7500000"]),
    ("Downloads came up to 1.6m in all.", ["1600000 at_most"]),
    ("The number of users rose by 2m to 12m.", ["2000000", "12000000"]),
    ("Of its customers 800m-plus stayed.", ["800000000 more_than"]),
    ("The sea rose by 2m.", []),
    ("Workers dug a tunnel of 800m there.", []),
]
SIGNS = [
    ("It raised R1.2bn.", ["1200000000 ZAR"]),
    ("It lent SKr4bn.", ["4000000000 SEK"]),
    ("DeepSeek's R1 is a model.", []),
    ("Sales fell by half.", ["50 percent"]),
    ("He stood by half of them.", ["50 percent"]),
    ("It costs $5/$25 per million input/output tokens.", ["5 USD /1000000_token", "25 USD /1000000_token"]),
    ("The machine runs at 16.07 J/TH.", ["16.07 joule /terahash"]),
    ("The network passed one zettahash.", ["1 zettahash"]),
]
TOLERANCES = [
    ("The Fed may move plus or minus 50 basis points.", ["0.5 percent"]),
    ("The error is +/- 3 percent.", ["3 percent"]),
    ("It moved minus 3 percent.", ["-3 percent"]),
]
PARTS = [
    ("Lattice is a tenth the size.", ["10 percent"]),
    ("It runs at a fifth the cost and a quarter the price.", ["20 percent", "25 percent"]),
    ("She finished the tenth lap.", ["10 rank"]),
]
PENCE = [
    ("It pays 2p for every £1 spent.", ["0.02 GBP", "1 GBP"]),
    ("Its shares fell 2p in London.", ["0.02 GBP"]),
    ("The dividend is 5p a share.", ["0.05 GBP /share"]),
    ("Power costs 2.6c per kWh.", ["0.026 USD /kilowatt_hour"]),
    ("They cost 25p each.", ["0.25 GBP /piece"]),
    ("The video runs at 1080p and the price rose.", []),
]
BOUNDS = [
    ("It was fined KRW35bn over 8.6 million breaches.", ["35000000000 KRW", "8600000"]),
    ("It paid $5m over 20 lawsuits.", ["5000000 USD", "20 lawsuit"]),
    ("It has 20 users and over 30 coins.", ["20 user", "30 coin more_than"]),
    ("Job cuts top 60,000.", ["60000 more_than"]),
    ("The top 60,000 left.", ["60000"]),
    ("Spending might exceed $850bn.", ["850000000000 USD more_than"]),
    ("Spending cannot exceed $850bn.", ["850000000000 USD at_most"]),
    ("A more-than-fourfold rise came.", ["4 times more_than"]),
    ("It bought them at an average of $74,430.", ["74430 USD"]),
    ("Sales hit $57.0bn, topping the $54.9bn consensus.", ["57000000000 USD", "54900000000 USD"]),
    ("Sales topped $57.0bn.", ["57000000000 USD more_than"]),
    ("It earned $1.50 per diluted share.", ["1.5 USD /share"]),
]
TWO_NAMES = [
    ("Visa has 34,000 staff and Mastercard 36,000 staff.", ["34000 person", "36000 person"]),
    ("Meta cut 11,000 jobs, Google 12,000.", ["11000 job", "12000"]),
    ("The Russell 2000, which rose, and Llama 3.1, which fell.", []),
]
NO_FIGURES = [
    ("It lasts 500 days, whichever comes first.", []),
    ("In the first three hours it sold all.", []),
    ("The first $1bn goes to them.", ["1000000000 USD"]),
    ("It came first there.", ["1 rank"]),
    ("It has one vice-president.", []),
    ("There is one very angry community.", []),
    ("There is one company.", ["1 company"]),
    ("The answer is minus one here.", ["-1"]),
    ("The court was unanimous, 9-0.", []),
]
SUSPENDED_HYPHENS = [
    ("A 10- to 15-percent fall came.", ["10..15 percent"]),
    ("It is a $5- to $6-billion deal.", ["5000000000..6000000000 USD"]),
    ("Among 18- to 24-year-olds it is liked.", ["18..24 year"]),
    ("It has a 20-to-30-megawatt site.", ["20..30 megawatt"]),
    ("They outnumber them 3-to-1.", ["3", "1"]),
]
UNITS_WITHIN_A_COMPOUND = [
    ("It lists three dollar-backed coins.", ["3"]),
    ("The city has two gas-fired plants.", ["2"]),
    ("It made two bitcoin-denominated loans.", ["2"]),
    ("It holds three bitcoin and 20 percent-owned units.", ["3 BTC", "20 percent"]),
]
ODD_AND_SO = [
    ("It grew 20-plus per cent.", ["20 percent more_than"]),
    ("It sells at 60-odd times earnings.", ["60 times approx"]),
    ("The 1,300 or so wallets were drained.", ["1300 wallet approx"]),
    ("It costs $5 or so.", ["5 USD approx"]),
    ("It moved +3% on the day, and +50 BTC.", ["3 percent", "50 BTC"]),
    ("It has 3+ GW and 10+% of it.", ["3 gigawatt more_than", "10 percent more_than"]),
]
UP_TO = [
    ("Gold edged up to $4,236 an ounce.", ["4236 USD /ounce"]),
    ("Inflation ticked up to 3.1%.", ["3.1 percent"]),
    ("It will pay up to $40m.", ["40000000 USD at_most"]),
    ("It could go up to $500.", ["500 USD at_most"]),
]
MOVED_BY_A_PART = [
    ("The stock is down a fifth since January.", ["20 percent"]),
    ("Upwards of a third sold within a day.", ["33.33333333333333 percent more_than"]),
    ("Sales fell a tenth to $4bn.", ["10 percent", "4000000000 USD"]),
    ("It lost a fourth customer.", ["4 rank"]),
    ("It rose for a third day.", ["3 rank"]),
]
NO_RATES = [
    ("It sold 172 million USDT a day later.", ["172000000 USDT"]),
    ("It paid $5m a year earlier.", ["5000000 USD"]),
    ("It pays $5m a year.", ["5000000 USD /year"]),
]
LEVELS_AND_SHARES = [
    ("Of a supply of 5 billion, 36.6% is out.", ["5000000000", "36.6 percent"]),
    ("They own 10, 20 and 30%.", ["10 percent", "20 percent", "30 percent"]),
    ("The Fed sees one quarter-point cut.", ["0.25 percentage_point"]),
    ("Wallets with a non-zero balance rose.", []),
    ("At one point, it fell one point.", ["1 point"]),
    ("It debuted at 42 cents and spiked to 55c then.", ["0.42 USD", "0.55 USD"]),
    ("It fell under rule 5c.", []),
]
HELD_COINS = [
    ("It has 310 wrapped bitcoin and 30 restaked ETH.", ["310 BTC", "30 ETH"]),
    ("Some 40 to 50 liquid-staked SOL moved.", ["40..50 SOL approx"]),
    ("It has 310 wrapped bitcoin holders and 20 locked accounts.", ["310 holder", "20 account"]),
    ("It sold 500 tokenized shares and 30 stolen cars.", ["500 share", "30 car"]),
    # what the coin did in a year
    ("In 2024 staked ether rose; during 2025 bitcoin fell.", []),
    ("By May 2025 wrapped bitcoin fell, and in June 2026 BTC rose.", []),
    ("It moved 2024 BTC.", ["2024 BTC"]),
]
TRADERS_DENOMINATORS = [
    ("Gas costs $4.12 per MMBtu.", ["4.12 USD /1000000_british_thermal_unit"]),
    ("It fell to $4.55/mmBtu.", ["4.55 USD /1000000_british_thermal_unit"]),
    ("LNG is at $11.20-$11.40 per mmBtu.", ["11.2..11.4 USD /1000000_british_thermal_unit"]),
    ("It is $5 per million British thermal units.", ["5 USD /1000000_british_thermal_unit"]),
    ("It is $3 per mcf.", ["3 USD /1000_cubic_foot"]),
    (
        "Costs are $12 per boe, or $40 per barrel of oil equivalent.",
        ["12 USD /oil_barrel", "40 USD /oil_barrel"],
    ),
    ("It pumps 2m boe per day.", ["2000000 oil_barrel /day"]),
    ("Dinner is $25 a head.", ["25 USD /person"]),
    ("It gave him a $25 a head start.", ["25 USD"]),
    ("Miners made $36.4 per PH/s per day.", ["36.4 USD /petahash"]),
    ("It earns $0.05/TH/s and runs 30 PH/s.", ["0.05 USD /terahash", "30 petahash /second"]),
    ("Funding is 0.0081%/8h.", ["0.0081 percent"]),
]
CLASSES = {name: rows for name, rows in globals().items() if name.isupper() and isinstance(rows, list)}
CASES = [pytest.param(*row, id=f"{name}: {row[0]}") for name, rows in CLASSES.items() for row in rows]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_figures_of_a_sentence(text, wanted):
    figures = [normalized.figure for normalized in pipeline.process(text, "en").figures]
    assert [said(figure) for figure in figures] == wanted
    assert all(text[figure.start : figure.end] == figure.surface for figure in figures)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Its price is $329.17 per megawatt-day.", True),
        ("It costs $5 per user-month.", True),
        ("Miners made $36.4 per PH/s per day.", True),
        ("Miners made $36.4 per PH/s.", False),
        ("Its price is $88 per megawatt-hour.", False),
        ("It costs $5 per user.", False),
    ],
)
def test_a_price_per_a_product_is_told(text, told):
    codes = [issue.code for issue in pipeline.process(text, "en").issues]
    assert ("part-unit" in codes) is told


@pytest.mark.xfail(strict=True, reason="since spoken numbers are read: 30000000 approx, as of dollars")
def test_a_loose_number_of_nothing_named_is_left_alone():
    assert not pipeline.process("It has 30-odd million of them.", "en").figures
