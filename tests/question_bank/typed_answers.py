"""What learners type and how it must be graded. Written before the grader; the grader is held to it.

Each key of the bank is followed by rows of (response, outcome, words that stand in `why`).
"""

from decimal import Decimal

from question_bank.dates import Edtf, Point
from question_bank.grading import Outcome, Response
from question_bank.item import AllOf, Answer, Date, Number, Order, Pairs, Side, Text
from tests.question_bank.reader_answers import READ

Row = tuple[Response, Outcome, str]

NAMES = frozenset(
    {
        "Nguyen Xuan Phuc",
        "Nguyen Phu Trong",
        "Nguyen Vu Tung",
        "Bui Thanh Son",
        "Huynh Thanh Dat",
        "Andrey Bystritskiy",
        "Vladimir Putin",
        "Sergei Lavrov",
        "To Lam",
        "Rosatom",
        "Rosneft",
        "Gazprom",
        "Ho Chi Minh City",
        "Hanoi",
    }
)


def _day(year: int | None, month: int | None = None, day: int | None = None, about: bool = False) -> Date:
    return Date(Edtf(Point(year, month, day), approximate=about))


def _texts(*words: str) -> tuple[Text, ...]:
    return tuple(Text(word) for word in words)


ESTABLISHED = Side(
    "On what date were diplomatic relations established, according to Odintsov?", _day(1950, 1, 30)
)
OFFICE = Side("In what month and year did FEFU open its Hanoi office?", _day(2018, 12))
CONVENTION = Side("From what year is the UN Convention on the Law of the Sea?", _day(1982))
LAUNCH = Side(
    "When was the free trade area launched?", Date(Edtf(Point(2016), approximate=True), ("late 2016",))
)
CONFERENCE = Side(
    "On which days was the conference held?", Date(Edtf(Point(None, 2, 25), Point(None, 2, 26)))
)
PERIOD = Side("Over which years did the partnership run?", Date(Edtf(Point(2012), Point(2021))))
MEETING = Side("On what day of the year did they meet?", _day(None, 11, 30))
MARCH = Side("On what date was the contract signed?", _day(2019, 3, 2))

DATES: list[tuple[Side, list[Row]]] = [
    (
        ESTABLISHED,
        [
            ("30 January 1950", "right", ""),
            ("30 Jan 1950", "right", ""),
            ("30 Jan. 1950", "right", ""),
            ("January 30, 1950", "right", ""),
            ("January 30th, 1950", "right", ""),
            ("Jan. 30, 1950", "right", ""),
            ("jan 30 1950", "right", ""),
            ("JANUARY 30 1950", "right", ""),
            ("30th of January 1950", "right", ""),
            ("the 30th of January, 1950", "right", ""),
            ("30th January 1950", "right", ""),
            ("thirtieth of January 1950", "right", ""),
            ("1950-01-30", "right", ""),
            ("1950/01/30", "right", ""),
            ("1950 January 30", "right", ""),
            ("30.1.1950", "right", ""),
            ("30.01.1950", "right", ""),
            ("30/01/1950", "right", ""),
            ("30/1/1950", "right", ""),
            ("1/30/1950", "right", ""),
            ("30-01-1950", "right", ""),
            ("30-Jan-1950", "right", ""),
            ("on 30 January 1950", "right", ""),
            ("It was on January 30, 1950.", "right", ""),
            ("  30   January   1950  ", "right", ""),
            ("Monday, 30 January 1950", "right", ""),
            ("30 Januray 1950", "right", "January"),
            ("January 1950", "partly", "right month and year, the day is missing"),
            ("Jan 1950", "partly", "the day is missing"),
            ("1950", "partly", "right year, the month and day are missing"),
            ("30 January", "partly", "right day and month, the year is missing"),
            ("about 1950", "partly", "the month and day are missing"),
            ("30 January 1951", "wrong", "right day and month, wrong year"),
            ("31 January 1950", "wrong", "right month and year, wrong day"),
            ("30 June 1950", "wrong", "wrong month"),
            ("30 June 1950 or 30 January 1950", "wrong", "one answer, please"),
            ("30 January 1950 or 1951", "wrong", "one answer, please"),
            ("1951", "wrong", ""),
            ("1949-1950", "wrong", "one date"),
            ("not 30 January 1950", "wrong", "not"),
            ("before 30 January 1950", "wrong", "before"),
            ("after 30 January 1950", "wrong", "after"),
            ("30/01/50", "unclear", "four digits"),
            ("30 January 50", "unclear", "four digits"),
            ("30 Jan '50", "unclear", "four digits"),
            ("31/01/50", "wrong", ""),
            ("30 February 1950", "wrong", "February has no day 30"),
            ("31 February 1950", "wrong", "February has no day 31"),
            ("30.13.1950", "wrong", "no month 13"),
            ("1950-30-01", "wrong", "no month 30"),
            ("30 January 1950 banana", "unclear", "only the date"),
            ("", "wrong", "nothing was written"),
            ("   ", "wrong", "nothing was written"),
            ("I don't know", "wrong", "no date"),
            ("in the winter", "wrong", "no date"),
            ("30", "wrong", ""),
        ],
    ),
    (
        OFFICE,
        [
            ("December 2018", "right", ""),
            ("Dec 2018", "right", ""),
            ("Dec. 2018", "right", ""),
            ("in December 2018", "right", ""),
            ("in December of 2018", "right", ""),
            ("December, 2018", "right", ""),
            ("12/2018", "right", ""),
            ("12.2018", "right", ""),
            ("2018-12", "right", ""),
            ("2018/12", "right", ""),
            ("2018 December", "right", ""),
            ("5 December 2018", "right", "the text gives only the month"),
            ("Decmber 2018", "right", "December"),
            ("2018", "partly", "right year, the month is missing"),
            ("late 2018", "partly", "the month is missing"),
            ("December", "partly", "right month, the year is missing"),
            ("5 November 2018", "wrong", "right year, wrong month"),
            ("November 2018", "wrong", "right year, wrong month"),
            ("December 2017", "wrong", "right month, wrong year"),
            ("December 2018 or January 2019", "wrong", "one answer, please"),
            ("13/2018", "wrong", "no month 13"),
            ("Dec 18", "unclear", "four digits"),
        ],
    ),
    (
        CONVENTION,
        [
            ("1982", "right", ""),
            ("in 1982", "right", ""),
            ("the year 1982", "right", ""),
            ("December 1982", "right", "the text gives only the year"),
            ("10 December 1982", "right", "the text gives only the year"),
            ("about 1982", "right", "the text gives it exactly"),
            ("nineteen eighty-two", "right", ""),
            ("1982?", "right", ""),
            ("1983", "wrong", ""),
            ("1892", "wrong", ""),
            ("82", "unclear", "four digits"),
            ("'82", "unclear", "four digits"),
            ("83", "wrong", ""),
            ("1980s", "partly", "decade"),
            ("1970s", "wrong", ""),
            ("1982 or 1983", "wrong", "one answer, please"),
            ("1982/1983", "wrong", "one date"),
            ("19822", "wrong", ""),
        ],
    ),
    (
        LAUNCH,
        [
            ("late 2016", "right", ""),
            ("about 2016", "right", ""),
            ("in late 2016", "right", ""),
            ("around 2016", "right", ""),
            ("c. 2016", "right", ""),
            ("circa 2016", "right", ""),
            ("2016", "right", "about"),
            ("at the end of 2016", "right", ""),
            ("December 2016", "right", "the text gives only the year"),
            ("early 2016", "partly", "late"),
            ("2015", "wrong", ""),
            ("late 2015", "wrong", ""),
        ],
    ),
    (
        CONFERENCE,
        [
            ("25-26 February", "right", ""),
            ("25–26 February", "right", ""),
            ("25–26 Feb", "right", ""),
            ("25 - 26 Feb.", "right", ""),
            ("from 25 to 26 February", "right", ""),
            ("25 to 26 February", "right", ""),
            ("25 and 26 February", "right", ""),
            ("February 25-26", "right", ""),
            ("February 25 and 26", "right", ""),
            ("Feb 25 to Feb 26", "right", ""),
            ("25 February – 26 February", "right", ""),
            ("the 25th and 26th of February", "right", ""),
            ("between 25 and 26 February", "right", ""),
            ("25-26 February 2019", "right", "the text gives no year"),
            ("February 25–26, 2019", "right", "the text gives no year"),
            ("25 February", "partly", "right first day, the last day is missing"),
            ("26 February", "partly", "right last day, the first day is missing"),
            ("25-27 February", "partly", "right first day, wrong last day"),
            ("24-26 February", "partly", "right last day, wrong first day"),
            ("February", "partly", "right month, the days are missing"),
            ("25-26 March", "wrong", ""),
            ("27 February", "wrong", ""),
            ("26-25 February", "wrong", "before"),
        ],
    ),
    (
        PERIOD,
        [
            ("2012-2021", "right", ""),
            ("2012–2021", "right", ""),
            ("2012/2021", "right", ""),
            ("from 2012 to 2021", "right", ""),
            ("between 2012 and 2021", "right", ""),
            ("2012 until 2021", "right", ""),
            ("2012–21", "right", ""),
            ("2012", "partly", "right first year, the last year is missing"),
            ("since 2012", "partly", "the last year is missing"),
            ("until 2021", "partly", "the first year is missing"),
            ("2012-2020", "partly", "right first year, wrong last year"),
            ("2011-2020", "wrong", ""),
        ],
    ),
    (
        MEETING,
        [
            ("30 November", "right", ""),
            ("November 30", "right", ""),
            ("Nov 30th", "right", ""),
            ("30.11.", "right", ""),
            ("30/11", "right", ""),
            ("30 November 2021", "right", "the text gives no year"),
            ("2021-11-30", "right", "the text gives no year"),
            ("November", "partly", "right month, the day is missing"),
            ("November 2021", "partly", "right month, the day is missing"),
            ("30 October", "wrong", "wrong month"),
            ("29 November", "wrong", "wrong day"),
            ("31 November", "wrong", "November has no day 31"),
        ],
    ),
    (
        MARCH,
        [
            ("2 March 2019", "right", ""),
            ("02/03/2019", "unclear", "Do you mean 2 March or 3 February 2019? Write the month as a word."),
            ("2.3.2019", "unclear", "Do you mean 2 March or 3 February 2019?"),
            ("3/2/2019", "unclear", "Do you mean 3 February or 2 March 2019?"),
            ("2019-03-02", "right", ""),
            ("02/04/2019", "wrong", ""),
            ("03/03/2019", "wrong", ""),
            ("02/03/2018", "wrong", ""),
            ("2/3/19", "unclear", "four digits"),
        ],
    ),
]

CONTRACT = Side(
    "What was the contract for 12 Yak-130 aircraft worth?",
    Number(Decimal(350_000_000), "350 million", "USD", "over"),
)
TURNOVER = Side(
    "What could mutual trade turnover reach by 2020?", Number(Decimal(10**10), "10 billion", "USD")
)
TRADE = Side("What was the level of trade?", Number(Decimal(6_100_000_000), "6.1 billion", "USD"))
PLANT = Side("What is the capacity of the planned plant?", Number(Decimal(1000), "one thousand", "megawatts"))
GROWTH = Side("By how much did bilateral trade grow?", Number(Decimal(8), "8", "%"))
AIRCRAFT = Side("How many Yak-130 aircraft were in the contract?", Number(Decimal(12), "12"))
FRAMEWORK = Side(
    "Of how many documents does the legal framework consist?",
    Number(Decimal(80), "eighty", "documents", "over"),
)
RISE = Side(
    "To what was trade expected to rise?", Number(Decimal(6_500_000_000), "6.5 billion", "USD", "nearly")
)
PEOPLE = Side("How many people live in Vietnam?", Number(Decimal(10**8), "100 million", "people"))
AREA = Side("How long is the line?", Number(Decimal(500), "500", "km", "about", Decimal(10)))

NUMBERS: list[tuple[Side, list[Row]]] = [
    (
        CONTRACT,
        [
            ("over $350 million", "right", ""),
            ("more than $350 million", "right", ""),
            ("$350 million", "right", "the text says “over”"),
            ("350 million dollars", "right", "over"),
            ("350 million USD", "right", "over"),
            ("USD 350 million", "right", "over"),
            ("US$350 million", "right", "over"),
            ("US$ 350m", "right", "over"),
            ("$350M", "right", "over"),
            ("$350mn", "right", "over"),
            ("350m dollars", "right", "over"),
            ("$350,000,000", "right", "over"),
            ("350 000 000 US dollars", "right", "over"),
            ("$0.35 billion", "right", "over"),
            ("three hundred and fifty million dollars", "right", "over"),
            ("> $350 million", "right", ""),
            ("$350 million+", "right", ""),
            ("about $350 million", "right", "the text says “over”"),
            ("at least $350 million", "right", ""),
            ("over 350 million", "right", "the unit is dollars"),
            ("It was worth over $350 million.", "right", ""),
            ("under $350 million", "partly", "the text says “over”, not “under”"),
            ("nearly $350 million", "partly", "not “nearly”"),
            ("exactly $350 million", "partly", "not “exactly”"),
            ("$350", "partly", "right figure, the magnitude is missing"),
            ("350", "partly", "the magnitude is missing"),
            ("350 million euros", "wrong", "right amount, wrong unit"),
            ("€350 million", "wrong", "wrong unit"),
            ("350 million roubles", "wrong", "wrong unit"),
            ("$350 billion", "wrong", "right figure, wrong magnitude"),
            ("350 thousand dollars", "wrong", "wrong magnitude"),
            ("$340 million", "wrong", ""),
            ("$350 million or $400 million", "wrong", "one answer, please"),
            ("$300-350 million", "wrong", "one answer, please"),
            ("not $350 million", "wrong", "not"),
            ("a lot", "wrong", "no number"),
        ],
    ),
    (
        TURNOVER,
        [
            ("$10 billion", "right", ""),
            ("$10bn", "right", ""),
            ("$10 bn", "right", ""),
            ("$10b", "right", ""),
            ("10 bln USD", "right", ""),
            ("10 billion dollars", "right", ""),
            ("ten billion dollars", "right", ""),
            ("10,000,000,000 USD", "right", ""),
            ("10 000 000 000 dollars", "right", ""),
            ("10.000.000.000 USD", "right", ""),
            ("US$ 10 billion", "right", ""),
            ("10,000 million dollars", "right", ""),
            ("10 billion", "right", "the unit is dollars"),
            ("10000000000", "right", "the unit is dollars"),
            ("10 000 000 000", "right", "the unit is dollars"),
            ("about $10 billion", "right", "the text gives it exactly"),
            ("over $10 billion", "partly", "not “over”"),
            ("10", "partly", "the magnitude is missing"),
            ("$10 million", "wrong", "right figure, wrong magnitude"),
            ("10 million", "wrong", "right figure, wrong magnitude"),
            ("$100 billion", "wrong", ""),
            ("-$10 billion", "wrong", ""),
        ],
    ),
    (
        TRADE,
        [
            ("$6.1 billion", "right", ""),
            ("6,1 billion dollars", "right", ""),
            ("$6,100 million", "right", ""),
            ("$6.10bn", "right", ""),
            ("6100 million USD", "right", ""),
            ("six point one billion dollars", "right", ""),
            ("6.1", "partly", "the magnitude is missing"),
            ("6,1", "partly", "the magnitude is missing"),
            ("6 billion dollars", "wrong", ""),
            ("$61 billion", "wrong", ""),
        ],
    ),
    (
        PLANT,
        [
            ("one thousand megawatts", "right", ""),
            ("1,000 MW", "right", ""),
            ("1000MW", "right", ""),
            ("1000 mw", "right", ""),
            ("1 GW", "right", ""),
            ("1 gigawatt", "right", ""),
            ("1.0 GW", "right", ""),
            ("a thousand megawatts", "right", ""),
            ("1,000,000 kW", "right", ""),
            ("1000", "right", "the unit is megawatts"),
            ("one thousand", "right", "the unit is megawatts"),
            ("1.000 MW", "unclear", "Do you mean 1 or 1,000?"),
            ("1000 GW", "wrong", "wrong unit"),
            ("1000 kW", "wrong", "wrong unit"),
            ("1000 MWh", "wrong", "wrong unit"),
            ("1000 km", "wrong", "wrong unit"),
            ("1 MW", "wrong", ""),
            ("1", "partly", "the magnitude is missing"),
        ],
    ),
    (
        GROWTH,
        [
            ("8%", "right", ""),
            ("8 %", "right", ""),
            ("8 percent", "right", ""),
            ("8 per cent", "right", ""),
            ("eight percent", "right", ""),
            ("by 8%", "right", ""),
            ("8.0%", "right", ""),
            ("8", "right", "the unit is percent"),
            ("8 dollars", "wrong", "wrong unit"),
            ("8 percentage points", "wrong", "wrong unit"),
            ("0.08", "wrong", ""),
            ("-8%", "wrong", ""),
            ("80%", "wrong", ""),
            ("18%", "wrong", ""),
        ],
    ),
    (
        AIRCRAFT,
        [
            ("12", "right", ""),
            ("twelve", "right", ""),
            ("Twelve.", "right", ""),
            ("a dozen", "right", ""),
            ("12 aircraft", "right", ""),
            ("12 Yak-130 aircraft", "right", ""),
            ("12.0", "right", ""),
            ("13", "wrong", ""),
            ("120", "wrong", ""),
            ("11 or 12", "wrong", "one answer, please"),
            ("12%", "wrong", "wrong unit"),
            ("12 planes", "right", ""),
            ("12 million", "wrong", "wrong magnitude"),
            ("twelve bananas", "unclear", "number alone"),
            ("Yak-130", "wrong", "no number"),
            ("", "wrong", "nothing was written"),
        ],
    ),
    (
        FRAMEWORK,
        [
            ("over eighty", "right", ""),
            ("over 80", "right", ""),
            ("80+", "right", ""),
            ("more than 80 documents", "right", ""),
            (">80", "right", ""),
            ("≥ 80", "right", ""),
            ("80", "right", "the text says “over”"),
            ("eighty documents", "right", "over"),
            ("less than 80", "partly", "not “less than”"),
            ("eighteen", "wrong", ""),
            ("81", "wrong", ""),
        ],
    ),
    (
        RISE,
        [
            ("nearly $6.5 billion", "right", ""),
            ("almost $6.5 billion", "right", ""),
            ("$6.5 billion", "right", "nearly"),
            ("just under $6.5bn", "right", ""),
            ("over $6.5 billion", "partly", "not “over”"),
            ("$5.7 billion", "wrong", ""),
        ],
    ),
    (
        PEOPLE,
        [
            ("100 million people", "right", ""),
            ("100 million", "right", ""),
            ("100,000,000", "right", ""),
            ("a hundred million", "right", ""),
            ("100", "partly", "the magnitude is missing"),
            ("100 million dollars", "wrong", "wrong unit"),
        ],
    ),
    (
        AREA,
        [
            ("500 km", "right", "about"),
            ("about 505 kilometres", "right", ""),
            ("500,000 m", "right", ""),
            ("490 km", "right", ""),
            ("511 km", "wrong", ""),
            ("500 miles", "wrong", "wrong unit"),
        ],
    ),
]

PHUC = Side("Which president of Vietnam met Putin on November 30?", Text("Nguyen Xuan Phuc", ("Phuc",)))
DAT = Side("Which minister signed the memorandum?", Text("Huynh Thanh Dat"))
CHAIR = Side("Who opened the Valdai conference?", Text("Andrey Bystritskiy", ("Андрей Быстрицкий",)))
AGENCY = Side("Which Russian agency signed the memorandum on a Nuclear Science Center?", Text("Rosatom"))
TREATY = Side(
    "Which treaty of 1994 is a basis of relations?",
    Text(
        "Treaty on the Foundation of Friendly Relations",
        ("Treaty on the Fundamentals of Friendly Relations", "Treaty of Friendship"),
    ),
)
DECLARATION = Side(
    "Which 2001 declaration is fundamental?",
    Text("Declaration on Strategic Partnership for the 21st Century"),
)
POST = Side("What post did Bui Thanh Son hold?", Text("Deputy Minister of Foreign Affairs"))
CITY = Side("In which city was the conference held?", Text("Ho Chi Minh City", ("Saigon",)))
STATE = Side("Was the agreement signed or not?", Text("signed"))
MINISTER = Side("Which foreign minister spoke at Valdai?", Text("Sergei Lavrov", ("Lavrov",)))
MINISTRY = Side("Which ministry signed?", Text("Ministry of Science and Technology"))
LENGTH = Side("How long was the conference?", Text("two days"))

TEXTS: list[tuple[Side, list[Row]]] = [
    (
        PHUC,
        [
            ("Nguyen Xuan Phuc", "right", ""),
            ("nguyen xuan phuc", "right", ""),
            ("NGUYEN XUAN PHUC", "right", ""),
            ("Nguyễn Xuân Phúc", "right", ""),
            ("  Nguyen  Xuan\tPhuc ", "right", ""),
            ("Nguyen-Xuan-Phuc", "right", ""),
            ("Nguyen Xuan Phuc.", "right", ""),
            ("Phuc", "right", ""),
            ("Phúc", "right", ""),
            ("President Nguyen Xuan Phuc", "right", ""),
            ("Mr. Phuc", "right", ""),
            ("It was Nguyen Xuan Phuc", "right", ""),
            ("Nguyen Xuan Phuc, president of Vietnam", "right", ""),
            ("Nguyen Xaun Phuc", "right", "spelled Nguyen Xuan Phuc"),
            ("Nguyne Xuan Phuc", "right", "spelled Nguyen Xuan Phuc"),
            ("Phuc Nguyen Xuan", "right", "Nguyen Xuan Phuc"),
            ("Nguyen", "wrong", "a family name many share; write the whole name"),
            ("President Nguyen", "wrong", "write the whole name"),
            ("Nguyen Phu Trong", "wrong", ""),
            ("Nguyen Vu Tung", "wrong", ""),
            ("Nguyen Xuan Phuc or Nguyen Phu Trong", "wrong", "one answer, please"),
            ("Nguyen Phu Trong, Nguyen Xuan Phuc", "wrong", "one answer, please"),
            ("Nguyen Xuan Phuc / To Lam", "wrong", "one answer, please"),
            ("not Nguyen Xuan Phuc", "wrong", "not"),
            ("Nguyen Xuan", "partly", "write the whole name"),
            ("To Lam", "wrong", ""),
            ("", "wrong", "nothing was written"),
        ],
    ),
    (
        DAT,
        [
            ("Huỳnh Thành Đạt", "right", ""),
            ("huynh thanh dat", "right", ""),
            ("Minister Huynh Thanh Dat", "right", ""),
            ("Huynh Than Dat", "right", "spelled Huynh Thanh Dat"),
            ("Huynh", "wrong", "a family name many share"),
            ("Huynh Thanh Dao", "wrong", ""),
            ("Bui Thanh Son", "wrong", ""),
        ],
    ),
    (
        CHAIR,
        [
            ("Andrey Bystritskiy", "right", ""),
            ("Андрей Быстрицкий", "right", ""),
            ("Andrey Bystritsky", "right", "spelled Andrey Bystritskiy"),
            ("Andrei Bystritskiy", "right", "spelled Andrey Bystritskiy"),
            ("Bystritskiy, Andrey", "right", ""),
            ("Bystritskiy Andrey", "right", "Andrey Bystritskiy"),
            ("Bystritskiy", "partly", "write the whole name"),
            ("Andrey", "partly", "write the whole name"),
            ("Владимир Путин", "wrong", ""),
        ],
    ),
    (
        AGENCY,
        [
            ("Rosatom", "right", ""),
            ("ROSATOM", "right", ""),
            ("“Rosatom”", "right", ""),
            ("the Rosatom agency", "right", ""),
            ("Rosatom signed the memorandum", "right", ""),
            ("Rosatm", "right", "spelled Rosatom"),
            ("Rosneft", "wrong", ""),
            ("Gazprom", "wrong", ""),
            ("Rosatom and Rosneft", "wrong", "one answer, please"),
            ("Rosatom, Gazprom", "wrong", "one answer, please"),
            ("not Rosatom", "wrong", "not"),
            ("Ros", "wrong", ""),
            ("Rosatom planted some tulips", "partly", "other words"),
        ],
    ),
    (
        TREATY,
        [
            ("Treaty on the Foundation of Friendly Relations", "right", ""),
            ("treaty on foundation of friendly relations", "right", ""),
            ("The Treaty on the Foundation of Friendly Relations", "right", ""),
            ("“Treaty on the Foundation of Friendly Relations”", "right", ""),
            ("Treaty on the Fundamentals of Friendly Relations", "right", ""),
            ("Treaty of Friendship", "right", ""),
            ("the 1994 Treaty of Friendship", "right", ""),
            ("Treaty on the Foundaton of Freindly Relations", "right", "spelled"),
            ("Treaty", "wrong", ""),
            ("Treaty on the Foundation", "partly", "write it whole"),
            ("Friendly Relations", "partly", "write it whole"),
            ("Treaty on the Foundation of Unfriendly Relations", "wrong", ""),
            ("the 1995 Treaty of Friendship", "wrong", "1995"),
        ],
    ),
    (
        DECLARATION,
        [
            ("Declaration on Strategic Partnership for the 21st Century", "right", ""),
            ("Declaration on Strategic Partnership for the Twenty-First Century", "right", ""),
            ("declaration on strategic partnership for the twenty first century", "right", ""),
            ("Declaration on Strategic Partnership for the 20th Century", "wrong", ""),
            ("Declaration on Strategic Partnership", "partly", "write it whole"),
        ],
    ),
    (
        POST,
        [
            ("Deputy Minister of Foreign Affairs", "right", ""),
            ("deputy minister for foreign affairs", "right", ""),
            ("Minister of Foreign Affairs", "wrong", "this is another office"),
            ("Foreign Affairs Deputy", "wrong", ""),
            ("Deputy Minister", "partly", "write it whole"),
        ],
    ),
    (
        CITY,
        [
            ("Ho Chi Minh City", "right", ""),
            ("Hochiminh City", "right", ""),
            ("Hồ Chí Minh City", "right", ""),
            ("Saigon", "right", ""),
            ("in Ho Chi Minh City", "right", ""),
            ("Ho Chi Mihn City", "right", "spelled Ho Chi Minh City"),
            ("Hanoi", "wrong", ""),
            ("Ho Chi", "partly", "write"),
        ],
    ),
    (
        STATE,
        [
            ("signed", "right", ""),
            ("it was signed", "right", ""),
            ("not signed", "wrong", "not"),
            ("never signed", "wrong", "never"),
            ("unsigned", "wrong", ""),
            ("wasn't signed", "wrong", "not"),
        ],
    ),
    (
        MINISTER,
        [
            ("Lavrov", "right", ""),
            ("Sergei Lavrov", "right", ""),
            ("Sergey Lavrov", "right", "spelled Sergei Lavrov"),
            ("Russian Foreign Minister Sergei Lavrov", "right", ""),
            ("Foreign Minister Lavrov", "right", ""),
            ("Putin or Lavrov", "wrong", "one answer, please"),
            ("Putin", "wrong", ""),
        ],
    ),
    (
        MINISTRY,
        [
            ("Ministry of Science & Technology", "right", ""),
            ("the Ministry of Science and Technology", "right", ""),
            ("Ministry of Science", "partly", "write it whole"),
            ("Ministry of Defence", "wrong", ""),
        ],
    ),
    (
        LENGTH,
        [
            ("2 days", "right", ""),
            ("two days", "right", ""),
            ("3 days", "wrong", ""),
            ("twelve days", "wrong", ""),
        ],
    ),
]

FIELDS = Side("Which three key areas did he point to?", AllOf(_texts("economics", "education", "culture")))
PAIR = Side("Which two ministries?", AllOf(_texts("Science and Technology", "Foreign Affairs")))
SEQUENCE = Side(
    "Put the events in order.", Order(_texts("diplomatic relations", "treaty", "declaration", "office"))
)
POSTS = Side(
    "Who held which post?",
    Pairs(
        (
            (Text("Bui Thanh Son"), Text("Deputy Minister")),
            (Text("Vladimir Putin"), Text("President")),
        )
    ),
)

LISTS: list[tuple[Side, list[Row]]] = [
    (
        FIELDS,
        [
            ("economics, education, culture", "right", ""),
            ("culture, economics and education", "right", ""),
            ("culture; economics; education", "right", ""),
            ("Culture\nEducation\nEconomics", "right", ""),
            ("economics, education, and culture", "right", ""),
            ("1. economics\n2. education\n3. culture", "right", ""),
            (["education", "culture", "economics"], "right", ""),
            (["education", "culture", "econmics"], "right", "spelled economics"),
            (["education", "culture"], "partly", "2 of 3"),
            ("economics", "partly", "1 of 3"),
            (["education", "education", "education"], "partly", "1 of 3"),
            (["education", "culture", "tourism"], "partly", "“tourism” is not one of them"),
            (["economics", "education", "culture", "tourism"], "partly", "“tourism” is not one of them"),
            (["tourism", "sport", "film"], "wrong", "0 of 3"),
            ([], "wrong", "nothing was written"),
            (["", " "], "wrong", "nothing was written"),
            ("", "wrong", "nothing was written"),
        ],
    ),
    (
        PAIR,
        [
            ("Science and Technology, Foreign Affairs", "right", ""),
            ("Foreign Affairs and Science and Technology", "right", ""),
            ("Foreign Affairs", "partly", "1 of 2"),
        ],
    ),
    (
        SEQUENCE,
        [
            (["diplomatic relations", "treaty", "declaration", "office"], "right", ""),
            ("diplomatic relations > treaty > declaration > office", "right", ""),
            ("diplomatic relations → treaty → declaration → office", "right", ""),
            ("1. diplomatic relations\n2. treaty\n3. declaration\n4. office", "right", ""),
            ("diplomatic relations; treaty; declaration; office", "right", ""),
            (["treaty", "diplomatic relations", "declaration", "office"], "partly", "5 of 6"),
            (["diplomatic relations", "treaty", "declaration"], "partly", "3 of 6"),
            (["office", "declaration", "treaty", "diplomatic relations"], "wrong", "0 of 6"),
            ([], "wrong", "nothing was written"),
        ],
    ),
    (
        POSTS,
        [
            ({"Bui Thanh Son": "Deputy Minister", "Vladimir Putin": "President"}, "right", ""),
            ("Bui Thanh Son = Deputy Minister\nVladimir Putin = President", "right", ""),
            ("Vladimir Putin: President\nBui Thanh Son: Deputy Minister", "right", ""),
            ("Vladimir Putin – President; Bui Thanh Son – Deputy Minister", "right", ""),
            ({"Bui Thanh Son": "President", "Vladimir Putin": "President"}, "partly", "1 of 2"),
            ({"Bui Thanh Son": "Deputy Minister"}, "partly", "1 of 2"),
            ({"Bui Thanh Son": "President", "Vladimir Putin": "Deputy Minister"}, "wrong", "0 of 2"),
            ({}, "wrong", "nothing was written"),
        ],
    ),
]

TABLE: list[tuple[Answer, Side, Response, Outcome, str]] = [
    (side.answer, side, response, outcome, words)
    for side, rows in [*DATES, *NUMBERS, *TEXTS, *LISTS, *READ]
    for response, outcome, words in rows
]
