"""What no rule could make up: responses to items of the shipped bank, judged by hand.

For each side ("deck/id", with "/reverse" for the other direction): what is right, and what is not.
"""

ANSWERS: dict[str, tuple[list[str], list[str]]] = {
    "comprehensive-relations/host-president": (["President To Lam", "Lam"], ["Ho Chi Minh", "Putin"]),
    "comprehensive-relations/host-president/reverse": (
        ["President of Vietnam", "Vietnamese President"],
        ["prime minister", "vice president"],
    ),
    "comprehensive-relations/country-before-hanoi": (
        ["North Korea", "the DPRK", "Democratic People's Republic of Korea"],
        ["South Korea", "Republic of Korea"],
    ),
    "comprehensive-relations/contact-channels": (
        ["agencies, ministries and parliaments"],
        ["universities, armies, banks"],
    ),
    "comprehensive-relations/trade-growth": (
        ["8 percent", "by 8 per cent", "eight percent"],
        ["80%", "$8 billion"],
    ),
    "comprehensive-relations/brics-summit-dates": (
        ["October 22-24", "22 to 24 October", "from 22 to 24 Oct"],
        ["22 October", "October 24-26"],
    ),
    "comprehensive-relations/brics-summit-city": (["in Kazan", "Kazan, Russia"], ["Hanoi", "Tatarstan"]),
    "comprehensive-relations/critic-of-invitation": (["USA", "the US", "America"], ["Ukraine", "EU"]),
    "comprehensive-relations/wind-capacity": (
        ["1 GW", "1000 MW", "a thousand megawatts"],
        ["1 MW", "100 MW", "1000 GW"],
    ),
    "comprehensive-relations/memorandum-signer-russia": (
        ["Likhachev", "Alexey Likhachev", "A. Likhachev"],
        ["Alexei Miller", "Huynh Thanh Dat"],
    ),
    "comprehensive-relations/memorandum-signer-russia/reverse": (["chief executive officer"], ["deputy CEO"]),
    "comprehensive-relations/memorandum-signer-vietnam": (
        ["Huỳnh Thành Đạt", "Minister Huynh Thanh Dat"],
        ["Bui Thanh Son", "Huynh"],
    ),
    "comprehensive-relations/agreed-principles": (
        ["mutual respect; equality; non-interference in internal affairs"],
        ["liberty, fraternity, prosperity"],
    ),
    "comprehensive-relations/other-agreements": (["10", "ten", "10 agreements"], ["11", "a hundred"]),
    "comprehensive-relations/victory-anniversary": (["80", "eightieth", "80th anniversary"], ["8th", "75th"]),
    "cooperation-strengthens/relations-established": (
        ["30.01.1950", "January 30th, 1950", "30 Jan 1950"],
        ["1950", "January 1950", "30 January 1905"],
    ),
    "cooperation-strengthens/legal-framework": (
        ["80", "more than 80", "over 80 documents"],
        ["18", "over eight hundred"],
    ),
    "cooperation-strengthens/treaty-of-friendship": (
        ["the Friendship Treaty", "Treaty of Friendship 1994"],
        ["treaty", "Treaty of Alliance"],
    ),
    "cooperation-strengthens/partnership-comprehensive": (
        ["07/2012", "July, 2012"],
        ["2012", "July", "July 2021"],
    ),
    "cooperation-strengthens/sanctions": (
        ["the EU and the US", "USA, European Union"],
        ["US", "the UN and the UK"],
    ),
    "cooperation-strengthens/population": (
        ["100 million", "one hundred million people", "100,000,000"],
        ["100 billion", "10 million", "100 thousand"],
    ),
    "cooperation-strengthens/putin-visits": (["3", "three", "3 times"], ["30", "twice"]),
    "cooperation-strengthens/law-of-the-sea": (
        ["United Nations Convention on the Law of the Sea", "UNCLOS"],
        ["Code of Conduct", "UN Charter"],
    ),
    "cooperation-strengthens/trade-expected": (
        ["$6.5 billion", "almost 6.5 billion dollars", "6.5bn USD", "6500 million dollars"],
        ["$65 billion", "6.5 million dollars", "over $6.5 billion"],
    ),
    "cooperation-strengthens/trade-year-before": (
        ["5.7 billion", "US$5.7bn"],
        ["$5.7 million", "$7.5 billion"],
    ),
    "cooperation-strengthens/yak-130-date": (["Jan. 2020", "01/2020"], ["2020", "January", "January 2002"]),
    "cooperation-strengthens/yak-130-count": (["12", "twelve", "a dozen"], ["21", "over 12", "112"]),
    "cooperation-strengthens/yak-130-value": (
        ["350 million dollars", "$350m", "more than $350 million"],
        ["$350 billion", "$35 million", "350"],
    ),
    "cooperation-strengthens/september-minister": (["Bùi Thanh Sơn", "Thanh Son"], ["To Lam", "Lavrov"]),
    "cooperation-strengthens/visiting-president": (
        ["Nguyễn Xuân Phúc", "President Nguyen Xuan Phuc", "Phuc"],
        ["Nguyen Phu Trong", "Nguyen"],
    ),
    "cooperation-strengthens/november-meeting": (
        ["November 30", "30th of November", "Nov 30"],
        ["30 October", "November"],
    ),
    "cooperation-strengthens/november-meeting/reverse": (
        ["Putin", "President Putin"],
        ["Medvedev", "Lavrov"],
    ),
    "cooperation-strengthens/moscow-as-prime-minister/reverse": (
        ["Prime Minister of Vietnam", "PM"],
        ["president", "foreign minister"],
    ),
    "international-cooperation/code-of-conduct/reverse": (
        ["China and ASEAN"],
        ["Vietnam and China", "ASEAN"],
    ),
    "international-cooperation/six-party-format/reverse": (
        ["USA and DPRK"],
        ["US and South Korea", "China and Japan"],
    ),
    "international-cooperation/asean-eaeu-memorandum/reverse": (
        ["Eurasian Economic Union and ASEAN"],
        ["ASEAN and the SCO", "EU, NATO"],
    ),
    "international-cooperation/wto-mechanism": (["World Trade Organization", "the WTO"], ["UN", "IMF"]),
    "international-cooperation/nguyen-vu-tung-post/reverse": (
        ["Nguyễn Vũ Tùng", "Vu Tung"],
        ["Nguyen", "Nguyen Phu Trong"],
    ),
    "strategic-advantage/trade-growth": (["36 percent", "by 36%"], ["63%", "3.6%", "36 billion"]),
    "strategic-advantage/trade-level": (
        ["$5 billion", "more than 5 billion dollars"],
        ["$50 billion", "under $5 billion", "5 million"],
    ),
    "strategic-advantage/trade-task": (["10 billion dollars", "$10bn"], ["$10 million", "$100 billion"]),
    "strategic-advantage/fta-launch": (["end of 2016", "the end of 2016"], ["2015", "early 2016"]),
    "strategic-advantage/arms-orders": (
        ["1 billion dollars", "one billion USD"],
        ["$1 million", "$11 billion"],
    ),
    "strategic-advantage/tanks": (["T-90SK and T-90S"], ["T-72, T-80", "T-90S"]),
    "strategic-advantage/system-under-discussion": (["S400", "the S-400 system"], ["S-300", "S-4000"]),
    "strategic-advantage/visiting-general-secretary": (
        ["Nguyễn Phú Trọng", "General Secretary Nguyen Phu Trong"],
        ["Nguyen Xuan Phuc", "Nguyen"],
    ),
    "strategic-advantage/dynamism": (["India, Japan, USA"], ["India, Japan", "Laos, Cuba, Cambodia"]),
    "strategic-advantage/fifteen-years": (["15", "fifteen", "fifteen years"], ["50 years", "15 months"]),
    "strategic-advantage/quadrilateral": (
        ["Australia, India, Japan and the United States"],
        ["US, India, Japan", "China, Laos, Cuba, Cambodia"],
    ),
    "strategic-advantage/power-plant-company/reverse": (
        ["Long Phu 1 thermal power plant", "Long Phu I"],
        ["Ninh Thuan 1"],
    ),
}
