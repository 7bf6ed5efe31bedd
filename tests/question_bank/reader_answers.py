"""What an independent reader of the decks typed: fair answers that were refused, and other offices.

Prompts, keys and quotes are shortened from the bank; the rows belong to the table of typed answers.
"""

from question_bank.dates import Edtf, Point
from question_bank.grading import Outcome, Response
from question_bank.item import AllOf, Date, Side, Text

Row = tuple[Response, Outcome, str]
ALONE = "write it alone"
OFFICE = "this is another office"

ASEAN = Side(
    "Which organization provides a solid foundation, according to Lavrov?",
    Text("ASEAN", ("Association of Southeast Asian Nations",)),
    (Text("APEC"), Text("NATO")),
    ("According to Lavrov, ASEAN provides a solid foundation for building security",),
)
COUNTRY = Side(
    "To which country did Vladimir Putin pay a visit before his talks with To Lam in Vietnam?",
    Text("DPRK", ("North Korea",)),
    (Text("Laos"), Text("China")),
    ("After a two-day visit to DPRK, Russian President Vladimir Putin traveled to Vietnam.",),
)
SUMMIT = Side(
    "In which city was the BRICS summit to be held?",
    Text("Kazan"),
    (Text("Sochi"),),
    ("Putin invited Vietnam to attend the BRICS summit to be held in Kazan, Russia, on October 22-24.",),
)
SIGNER = Side(
    "Who signed the memorandum on a Nuclear Science Center for Russia during the Putin–To Lam summit?",
    Text("Alexei Likhachev", ("Likhachev",)),
    (Text("Yevgeny Vlasov"),),
    ("signed on the sidelines of the summit between Putin and To Lam by Rosatom CEO Alexei Likhachev",),
)
SIGNER_POST = Side(
    "What post did Alexei Likhachev hold when he signed the memorandum?",
    Text("Rosatom CEO", ("CEO of Rosatom", "head of Rosatom")),
    (Text("Gazprom CEO"),),
    SIGNER.quotes,
)
CHAIRMAN = Side(
    "What post did Andrey Bystritskiy hold in the Foundation for Development and Support of the Valdai"
    " Discussion Club?",
    Text("Chairman", ("Chair",)),
    (Text("Rector"),),
    ("Andrey Bystritskiy, Chairman of the Foundation for Development and Support of the Valdai Club",),
)
PRESIDENT = Side(
    "What office did Nguyen Xuan Phuc hold at his meeting with Vladimir Putin during a visit to Russia?",
    Text("President", ("President of Vietnam", "head of state")),
    (Text("Prime Minister"),),
    ("The official visit to Russia by Vietnamese President Nguyen Xuan Phuc",),
)
DEPUTY = Side(
    "What post did Bui Thanh Son hold at the conference?",
    Text("Deputy Minister of Foreign Affairs of Vietnam", ("Deputy Foreign Minister",)),
)
GRADUAL = Side(
    "Which 1994 treaty does Odintsov name as fundamental for Russia–Vietnam relations?",
    Text("Treaty of Friendship", ("Friendship Treaty",)),
    (Text("Treaty of Alliance"),),
    ("such instruments as the Treaty of Friendship (1994), the Declaration on Strategic Partnership (2001)",),
)
TRADE_AGREEMENT = Side(
    "The implementation of which agreement drove the growth in trade?",
    Text("Free Trade Agreement between the Eurasian Economic Union and Vietnam", ("EAEU-Vietnam FTA",)),
    (),
    ("the Free Trade Agreement in 2015 between the Eurasian Economic Union (EAEU) and Vietnam",),
)
SECOND_DAY = Side(
    "To what was the second day of the conference devoted?",
    Text("bilateral relations", ("relations between Russia and Vietnam",)),
    (Text("energy security"),),
)
OFTEN = Side(
    "How often do the leaders of Russia and Vietnam meet in one format or another?",
    Text("each year", ("every year",)),
    (),
    ("Leaders of the two countries meet each year in one format or another.",),
)
OUTSIDE = Side(
    "Without what should the countries address such problems?",
    Text("interference from beyond", ("outside interference",)),
    (),
    ("this is how concerned countries should address such problems, without interference from beyond",),
)
NOTION = Side("Which notion should be applied to development too?", Text("indivisibility"))
SYSTEM = Side(
    "In Vietnam's general plan for what has the project been included?", Text("national energy system")
)
ROAD = Side(
    "With which Chinese initiative is the union being aligned?", Text("Belt and Road Initiative", ("BRI",))
)
DOCUMENT = Side(
    "In what kind of document did the talks between Presidents Putin and Nguyen Xuan Phuc result?",
    Text("joint statement"),
    (),
    ("resulted in a joint statement on the vision for developing a comprehensive partnership",),
)
BRICS_DAYS = Side("On which days was the summit?", Date(Edtf(Point(None, 10, 22), Point(None, 10, 24))))
TANKS = Side("Which two tanks?", AllOf((Text("T-90S"), Text("T-90SK"))))

READ: list[tuple[Side, list[Row]]] = [
    (
        ASEAN,
        [
            ("ASEAN (Association of Southeast Asian Nations)", "right", ""),
            ("Association of Southeast Asian Nations (ASEAN)", "right", ""),
            ("ASEAN provides a solid foundation", "right", ""),
            ("ASEAN, NATO", "wrong", "one answer"),
            ("ASEAN and the UN", "partly", ALONE),
        ],
    ),
    (
        COUNTRY,
        [
            ("the DPRK (North Korea)", "right", ""),
            ("North Korea (DPRK)", "right", ""),
            ("DPR Korea", "right", ""),
            ("South Korea", "wrong", ""),
            ("DPRK and Vietnam", "wrong", "one answer"),
            ("DPRK or China", "wrong", "one answer"),
        ],
    ),
    (
        SUMMIT,
        [
            ("Kazan, Russia", "right", ""),
            ("Kazan (Russia)", "right", ""),
            ("Kazan in Russia", "right", ""),
            ("the city of Kazan", "right", ""),
            ("Kazan, China", "partly", ALONE),
            ("Kazan or Sochi", "wrong", "one answer"),
            (SUMMIT.quotes[0], "partly", "write only what is asked"),
        ],
    ),
    (
        SIGNER,
        [
            ("Rosatom CEO Alexei Likhachev", "right", ""),
            ("Alexei Likhachev, CEO of Rosatom", "right", ""),
            ("Rosatom head Likhachev", "right", ""),
            ("Vladimir Putin and Alexei Likhachev", "wrong", "one answer"),
            ("Alexei Likhachev, Sergei Lavrov", "wrong", "one answer"),
            ("Putin, Likhachev", "wrong", "one answer"),
            ("Dmitry Likhachev", "wrong", "another name"),
        ],
    ),
    (
        SIGNER_POST,
        [
            ("Chief Executive Officer of Rosatom", "right", ""),
            ("CEO", "partly", "write it whole"),
            ("deputy CEO of Rosatom", "wrong", OFFICE),
            ("former Rosatom CEO", "wrong", OFFICE),
        ],
    ),
    (
        CHAIRMAN,
        [
            (
                "Chairman of the Foundation for Development and Support of the Valdai Discussion Club",
                "right",
                "",
            ),
            ("deputy chairman", "wrong", OFFICE),
            ("vice chairman", "wrong", OFFICE),
            ("former chairman", "wrong", OFFICE),
            ("chairman and director", "wrong", "one answer"),
        ],
    ),
    (
        PRESIDENT,
        [
            ("Vietnamese president", "right", ""),
            ("Vietnam's President", "right", ""),
            ("President of the Socialist Republic of Vietnam", "right", ""),
            ("President of Russia", "wrong", OFFICE),
            ("vice president", "wrong", OFFICE),
            ("former president", "wrong", OFFICE),
            ("first deputy prime minister", "wrong", OFFICE),
        ],
    ),
    (
        DEPUTY,
        [
            ("Vice Minister of Foreign Affairs", "right", ""),
            ("Vietnamese Deputy Foreign Minister", "right", ""),
            ("Minister of Foreign Affairs of Vietnam", "wrong", OFFICE),
            ("Deputy Foreign Minister of Russia", "wrong", OFFICE),
        ],
    ),
    (
        GRADUAL,
        [
            ("the 1994 Treaty of Friendship", "right", ""),
            ("Treaty of Friendship (1994)", "right", ""),
            ("Treaty of Friendship between Russia and Vietnam", "right", ""),
            ("Treaty of Friendship (2001)", "wrong", "2001"),
            ("Treaty of Alliance", "wrong", ""),
        ],
    ),
    (
        TRADE_AGREEMENT,
        [
            (TRADE_AGREEMENT.quotes[0], "right", ""),
            ("Vietnam-EAEU FTA", "right", ""),
            ("the EAEU–Vietnam free trade agreement (FTA)", "right", ""),
            ("the free trade agreement of China and Vietnam", "wrong", ""),
        ],
    ),
    (
        SECOND_DAY,
        [
            ("Russian-Vietnamese bilateral relations", "right", ""),
            ("Russia–Vietnam bilateral relations", "right", ""),
            ("bilateral relations and energy security", "wrong", "one answer"),
        ],
    ),
    (
        OFTEN,
        [
            ("each year in one format or another", "right", ""),
            ("each year or each month", "wrong", "one answer"),
        ],
    ),
    (
        OUTSIDE,
        [
            ("without outside interference", "right", ""),
            ("without interference from beyond", "right", ""),
            ("not interference from beyond", "wrong", "not"),
        ],
    ),
    (
        NOTION,
        [
            ("indivisibilty", "right", "spelled indivisibility"),
            ("invisibility", "wrong", ""),
            ("divisibility", "wrong", ""),
        ],
    ),
    (SYSTEM, [("the national energy system of Vietnam", "right", "")]),
    (
        ROAD,
        [
            ("China's Belt and Road Initiative", "right", ""),
            ("Belt and Road Initiative (BRI)", "right", ""),
        ],
    ),
    (
        DOCUMENT,
        [
            ("a joint statement by the two presidents", "right", ""),
            ("a joint statement on the vision for developing a comprehensive partnership", "right", ""),
        ],
    ),
    (
        BRICS_DAYS,
        [
            ("Oct 22, 23, 24", "right", ""),
            ("22, 23 and 24 October", "right", ""),
            ("October 22-24, 2019", "right", "the text gives no year, so 2019 was not checked"),
            ("Oct 22, 23, 25", "wrong", "do not follow"),
        ],
    ),
    (
        TANKS,
        [
            ("Т-90С и Т-90СК", "right", ""),  # typed on a Russian keyboard
            (["T-90S", "T-90S"], "partly", "1 of 2"),
        ],
    ),
]
