"""Different words for one thing in any document: countries, their adjectives, offices, well-known letters."""

from functools import lru_cache

Words = tuple[str, ...]

_COUNTRIES: dict[str, str] = {
    "russia": "russian|russias|russian federation|rf",
    "vietnam": "vietnamese|vietnams|viet nam|srv|socialist republic of vietnam",
    "usa": "united states of america|united states|us|u s|american|america|americas",
    "ussr": "soviet union|soviet|soviets",
    "dprk": "north korea|n korea|north korean|dpr korea|democratic peoples republic of korea",
    "rok": "south korea|s korea|south korean|republic of korea",
    "china": "chinese|chinas|prc|peoples republic of china",
    "japan": "japanese|japans",
    "india": "indian|indias",
    "belarus": "belarusian|belarusian|republic of belarus",
    "uk": "united kingdom|britain|british|great britain",
    "france": "french",
    "germany": "german|germanys",
    "cuba": "cuban",
    "laos": "lao|laotian",
    "cambodia": "cambodian",
    "thailand": "thai",
    "indonesia": "indonesian",
    "malaysia": "malaysian",
    "philippines": "philippine|filipino",
    "singapore": "singaporean",
    "australia": "australian|australias",
    "kazakhstan": "kazakh",
    "mongolia": "mongolian",
}
_OTHERS: dict[str, str] = {
    "foreign minister": "minister of foreign affairs|minister for foreign affairs|foreign affairs minister"
    "|fm",
    "foreign ministry": "ministry of foreign affairs|ministry for foreign affairs|foreign affairs ministry"
    "|mfa",
    "prime minister": "pm|thu tuong",
    "deputy": "vice",
    "ceo": "chief executive officer|chief executive",
    "general secretary": "secretary general|tong bi thu",
    "president": "chu tich nuoc",
    "minister": "bo truong",
    "mr": "ong",
    "un": "united nations|uns",
    "un security council": "unsc|united nations security council",
    "eu": "european union",
    "eaeu": "eurasian economic union|eeu|eaeus",
    "asean": "association of southeast asian nations|association of south east asian nations|aseans",
    "sco": "shanghai cooperation organization|shanghai cooperation organisation",
    "wto": "world trade organization|world trade organisation",
    "fta": "free trade agreement",
    "mou": "memorandum of understanding",
    "cpv": "communist party of vietnam|vietnamese communist party|vietnams communist party",
    "ww2": "wwii|world war 2|2 world war",
    "covid": "covid 19|coronavirus",
}
COUNTRIES = frozenset(_COUNTRIES)


def _table() -> dict[str, list[tuple[Words, Words]]]:
    table: dict[str, list[tuple[Words, Words]]] = {}
    for one, others in (_COUNTRIES | _OTHERS).items():
        for other in others.split("|"):
            phrase = tuple(other.split())
            table.setdefault(phrase[0], []).append((phrase, tuple(one.split())))
    for phrases in table.values():
        phrases.sort(key=lambda pair: -len(pair[0]))
    return table


_TABLE = _table()


@lru_cache(maxsize=8192)
def same(given: Words) -> Words:
    """The words with every such phrase in its one form, and that form once: "the EAEU (Eurasian Economic
    Union)" is one thing."""
    if not any(word in _TABLE for word in given):
        return given
    result: list[str] = []
    at = 0
    while at < len(given):
        for phrase, one in _TABLE.get(given[at], ()):
            if given[at : at + len(phrase)] == phrase:
                result += one
                at += len(phrase)
                break
        else:
            result.append(given[at])
            at += 1
    return tuple(word for word, before in zip(result, ["", *result], strict=False) if word != before)


def without_countries(given: Words) -> tuple[Words, frozenset[str]]:
    """The other words in their order, and the countries: "Vietnamese president" is "president of Vietnam"."""
    return tuple(word for word in given if word not in COUNTRIES), COUNTRIES & set(given)
