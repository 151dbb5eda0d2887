"""Two levels that read as a range once, sides as multiples, parts as ranks: each class in some sentences."""

from __future__ import annotations

import pytest

import pipeline
from tests.figure_words import said

LEVELS = [
    ("It lifted the bounty from $250,000 to $1 million.", ["250000 USD", "1000000 USD"]),
    (
        "The town's budget went from $9 million to $18 million a year.",
        ["9000000 USD /year", "18000000 USD /year"],
    ),
    ("Fines ranged from £40,000 to £2.7 million.", ["40000..2700000 GBP"]),
    ("The ten-year fell 4bp to 4.02%.", ["0.04 percent", "4.02 percent"]),
    ("The curve steepened five basis points to 61bp.", ["0.05 percent", "0.61 percent"]),
    ("Output gained 5 GW to 15 GW.", ["5 gigawatt", "15 gigawatt"]),
    ("Its bonds pay 3% to 5%.", ["3..5 percent"]),
]
CHANGED_BY_AND_TO = [
    ("Vacancies slid by 310,000 to 7.2 million.", ["310000", "7200000"]),
    ("Payrolls rose 92,000 to 159.5 million.", ["92000", "159500000"]),
    ("Its readers grew by 1.5 million to 9 million.", ["1500000", "9000000"]),
    ("It cut marketing outlays by C$9 million to C$31 million.", ["9000000 CAD", "31000000 CAD"]),
    ("The firm lowered its profit guidance by €4m to €16m.", ["4000000 EUR", "16000000 EUR"]),
    ("It raised dividend payments by 3 cents to 25 cents.", ["0.03 USD", "0.25 USD"]),
    ("Its readers grew by 5 to 8 million.", ["5000000..8000000"]),
    ("It will cut outlays by C$9 million to C$31 million.", ["9000000..31000000 CAD"]),
    ("Guidance is for costs that rise by $3m to $5m.", ["3000000..5000000 USD"]),
]
CENTS_OF_A_COUNTRY = [
    (
        "It lost 22 Canadian cents a share, after a profit of C$12 million, or seven cents.",
        ["0.22 CAD /share", "12000000 CAD", "0.07 CAD"],
    ),
    ("The mine made A$61.5 million, or 22 cents a share.", ["61500000 AUD", "0.22 AUD /share"]),
    (
        "The bank earned €40 million and pays a dividend of 9 cents a share.",
        ["40000000 EUR", "0.09 EUR /share"],
    ),
    ("The tram costs 12 Hong Kong cents, not 30 rappen.", ["0.12 HKD", "0.3 CHF"]),
    ("The mine made A$61 million, or 22 US cents a share.", ["61000000 AUD", "0.22 USD /share"]),
    ("The mine made $61 million, or 22 cents a share.", ["61000000 USD", "0.22 USD /share"]),
    ("A fund of €40 million bought the token at 22 cents.", ["40000000 EUR", "0.22 USD"]),
    (
        "It raised A$5 million, against $40 million, or 12 cents a share.",
        ["5000000 AUD", "40000000 USD", "0.12 USD /share"],
    ),
]
EXCHANGE_RATES = [
    ("The yuan, at 7.2 to the dollar in spring, slipped.", ["7.2 CNY /USD"]),
    ("Turkey's lira slumped to a record 44.1 per dollar.", ["44.1 TRY /USD"]),
    ("The South Korean won slid to a low of 1,485 per dollar.", ["1485 KRW /USD"]),
    ("The yen was last at about 171.5 against the euro.", ["171.5 JPY approx /EUR"]),
    ("The pound bought 1.34 dollars.", ["1.34 USD /GBP"]),
    ("One euro fetched 0.93 Swiss francs.", ["0.93 CHF /EUR"]),
    ("She won it at 3 to the dollar.", ["3"]),
    ("The lira weakened, and gas went up 3 to the dollar's 4.", ["3", "4"]),
    ("Two euros bought 2.3 dollars of it.", ["2 EUR", "2.3 USD"]),
]
HOW_OFTEN = [
    ("The launch was postponed three times.", ["3 occurrence"]),
    ("The central bank cut rates four times last year.", ["4 occurrence"]),
    ("They cut 40% once rather than 5% eight times.", ["40 percent", "5 percent", "8 occurrence"]),
    ("Output rose three times.", ["3 times"]),
    ("They tested four times as many.", ["4 times"]),
]
NEVER_BEYOND = [
    ("Leverage never went beyond 140%.", ["140 percent at_most"]),
    ("It has not topped $90.", ["90 USD at_most"]),
    ("Leverage went beyond 140%.", ["140 percent more_than"]),
    ("The firm pays the rest over six instalments.", ["6 installment"]),
    ("The firm paid over $6 million.", ["6000000 USD more_than"]),
]
SO_MANY_MORE = [
    ("It bought 500 more BTC.", ["500 BTC"]),
    ("The fund sold 1,200 additional ether.", ["1200 ETH"]),
    ("It paid 500 more than BTC was worth.", ["500"]),
]
PLACES_OF_A_CHAIN = [
    ("Block 23,114,307 holds the call.", []),
    ("It froze at slot 8123456 of epoch 512.", []),
    ("The pool may block 5,000 wallets.", ["5000 wallet"]),
    ("The fee comes up at 51:40: it is steep.", []),
    ("Three quarters of growth came to nothing.", []),
    ("It gave up three quarters of its growth.", ["75 percent"]),
]
DENOMINATORS = [
    ("The pump moves 8-10 litres a minute.", ["8..10 liter /minute"]),
    ("The kiln burns 20 to 30 tonnes a day.", ["20..30 metric_ton /day"]),
    ("The fee fell from 8 to 5 dollars a month.", ["8 USD /month", "5 USD /month"]),
]
SIDES = [
    ("The rig measures 339 x 163 x 207 mm.", ["339 millimeter", "163 millimeter", "207 millimeter"]),
    ("A 12 x 8 cm board broke.", ["12 centimeter", "8 centimeter"]),
    ("The plant has 2 x 500 MW units.", ["2", "500 megawatt"]),
    ("It trades at 28x CY27E earnings.", ["28 times"]),
    ("It has 8x H100 cards.", ["8 piece"]),
]
PARTS = [
    ("The remaining fifth goes to the treasury.", ["20 percent"]),
    ("The final third of the supply unlocks.", ["33.33333333333333 percent"]),
    ("Three rounds, or a third, were small.", ["3 round", "33.33333333333333 percent"]),
    ("She came third.", ["3 rank"]),
    ("One person in five pays.", ["20 percent"]),
    ("It has one office in 12 countries.", ["1 office", "12 country"]),
    ("Ireland wants 80pc of it.", ["80 percent"]),
    ("Dominance is 59.5%, up 0.8 pts.", ["59.5 percent", "0.8 percentage_point"]),
]
BOUNDS = [
    ("It draws about as much as 250,000 homes.", ["250000 household approx"]),
    ("It costs twice as much as $40m.", ["2 times", "40000000 USD"]),
    ("It lost as much as $3m.", ["3000000 USD at_most"]),
]
EQUALS = [
    ("($1 = 0.8620 euros)", ["0.862 EUR /USD"]),
    ("(1 pound = 1.3450 dollars)", ["1.345 USD /GBP"]),
]
NEIGHBOURS = [
    ("Two or three companies are left.", ["2..3 company approx"]),
    ("It hit two or three hundred thousand families.", ["200000..300000 family approx"]),
    ("Five or 20 firms left.", ["5", "20 company"]),
]
COMPOUNDS = [
    ("A double-sign is slashed.", []),
    ("The time-to-first-token fell.", []),
    ("Volume doubled.", ["2 times"]),
]
MOVED_WITH_A_DENOMINATOR = [
    ("Gold advanced $35 to $5,035 an ounce.", ["35 USD /ounce", "5035 USD /ounce"]),
    ("Silver was up $1 to $62 an ounce.", ["1 USD /ounce", "62 USD /ounce"]),
    ("Copper put on $40 to $9,700 a tonne.", ["40 USD /metric_ton", "9700 USD /metric_ton"]),
    ("Crude ticked down 90 cents to $61 a barrel.", ["0.9 USD /oil_barrel", "61 USD /oil_barrel"]),
    ("Wheat softened by $3 to $190 a tonne.", ["3 USD /metric_ton", "190 USD /metric_ton"]),
    ("The shares firmed $2 to $61.", ["2 USD", "61 USD"]),
    ("Ether recovered 40 dollars to 2,700 dollars.", ["40 USD", "2700 USD"]),
    ("The plan went up $2 to $17 a month.", ["2 USD /month", "17 USD /month"]),
    ("The levy added $35 to $50 a month to bills.", ["35..50 USD /month"]),
    ("Bars cost $35 to $50 an ounce.", ["35..50 USD /ounce"]),
    ("Gold could have gained $35 to $50 an ounce.", ["35..50 USD /ounce"]),
]
PARTS_OF_ONE = [
    ("Joblessness edged up by two-tenths of a point to 5.8%.", ["0.2 percentage_point", "5.8 percent"]),
    ("It fell three tenths of a percentage point.", ["0.3 percentage_point"]),
    ("It rose a tenth of a point.", ["0.1 percentage_point"]),
    ("Prices slid one-tenth of a percent.", ["0.1 percent"]),
    ("Two-tenths of the crew left.", ["20 percent"]),
    ("The stock slipped by half a penny.", ["0.005 GBP"]),
    ("A stamp costs half a euro.", ["0.5 EUR"]),
    ("A mint costs half a dollar.", ["0.5 USD"]),
    ("He sold half the dollars.", ["50 percent"]),
    ("Exports made up barely a tenth.", ["10 percent"]),
    ("Exports made up fully a third.", ["33.33333333333333 percent"]),
    ("Exports made up a good tenth of it.", ["10 percent"]),
    ("It was hardly a third place.", ["3 rank"]),
]
GRANDS = [
    ("The job pays 25 grand a year.", ["25000"]),
    ("The roof cost me forty grand.", ["40000"]),
    ("It sold for $40 grand.", ["40000 USD"]),
    ("The hall has 25 grand pianos.", ["25"]),
    ("She won 20 Grand Slam titles.", ["20"]),
    ("It was a grand, sweeping house.", []),
]
LENGTHS_AND_HOURS = [
    ("The run took 40 GPU-hours.", ["40 gpu_hour"]),
    ("A rack costs $3 per GPU hour.", ["3 USD /gpu_hour"]),
    ("Funding is 0.01% per eight hours.", ["0.01 percent"]),
    ("It costs $3 every eight hours.", ["3 USD /8_hour"]),
    ("It went for a little over three thousand dollars.", ["3000 USD just_over"]),
]
CLASSES = {name: rows for name, rows in globals().items() if name.isupper() and isinstance(rows, list)}
CASES = [pytest.param(*row, id=f"{name}: {row[0]}") for name, rows in CLASSES.items() for row in rows]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_figures_of_a_sentence(text, wanted):
    figures = [normalized.figure for normalized in pipeline.process(text, "en").figures]
    assert [said(figure) for figure in figures] == wanted
    assert all(text[figure.start : figure.end] == figure.surface for figure in figures)


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("Tokens vest linearly over 48 months.", None),
        ("Write it off steadily over two weeks.", None),
        ("It took over 48 months.", "more_than"),
        ("It has run for over 20 years.", "more_than"),
    ],
)
def test_over_a_length(text, modifier):
    assert [time.modifier for time in pipeline.process(text, "en").times] == [modifier]
