"""Words that say what a number means: units, things that are counted, and words whose number is a name's."""

CODES = "USD|EUR|GBP|RUB|VND|CNY|RMB|JPY|INR|CHF|AUD|CAD|SEK|NOK|DKK|PLN|BRL|ZAR|KRW|TRY|SDR|AED|SAR|KES|NGN"

_LENGTHS = (
    "kilomet(?:re|er)s?|km|met(?:re|er)s?|cent(?:imet(?:re|er)s?)|cm|millimet(?:re|er)s?|mm|miles?"
    "|nautical miles?|feet"
    "|foot|ft|inch(?:es)?|yards?|fathoms?|leagues|light[- ]years?"
)
MEASURES = (
    r"per ?cent|pct|percentage points?|basis points?|(?:US |American |Australian |Canadian "
    r"|Hong Kong |Singapore )?dollars?"
    r"|euros?|cents|pounds?(?: sterling)?|rou?bles?|yuan|yen|won|baht|rand|rupiah|dong|lira|renminbi"
    r"|francs?|pesos?"
    r"|rupees?|reais|shillings?|krone?r?|kronor|zlotys?|forints?|dinars?|dirhams?|riyals?|naira|lari"
    r"|lei|leva|tenge|som|manat|hryvnias?|kyat|kip|riel|taka|birr|kwacha|pula|shekels?|ringgit|guilders?|"
    rf"(?:square |cubic |sq\.? )?(?:{_LENGTHS})|km[²2]|m[²³]|hectares?|acres?|ha"
    rf"|(?:metric )?ton(?:ne)?s?|kilo(?:gram(?:me)?)?s?"
    r"|t|kg|gram(?:me)?s?|milligrams?|ounces?|lit(?:re|er)s?|gallons?|barrels?|bushels?|quintals?|carats?|TEU"
    r"|(?:kilo|mega|giga|tera)?watt(?:[- ]hour)?s?|[kKMGT]Wh?|degrees(?: (?:Celsius|Fahrenheit"
    r"|Centigrade))?|knots?|decibels?"
    r"|(?:kilo|mega|giga|tera)?(?:bytes?|hertz)|[MG]Hz|(?:mega|kilo)tons?|parts per (?:million|billion)|ppm"
    r"|seconds?|minutes?|hours?|days?|nights?|weeks?|months?|quarters|years?|decades?|centur(?:y|ies)"
    r"|generations|times"
    r"|points?|votes?|seats?"
)
HYPHENATED = (
    r"(?:(?:nautical|square|cubic|light)-)?(?:kilomet(?:re|er)|met(?:re|er)|mile|foot|inch|km|cm|mm|m"
    r"|acre|hectare|ton(?:ne)?)s?"
    r"|(?:second|minute|hour|day|night|week|month|year|decade|century)|per ?cent|percent|dollar|euro"
    r"|pound|rouble|ruble|yen"
    r"|(?:mega|giga|kilo)watt|[MGk]W|kg|kilogram|gram|lit(?:re|er)|barrel|degree|member|nation|state"
    r"|country|page|seat|person|man"
    r"|woman|strong|storey|story|bed|room|fold|volume|article|judge|crew|ship|vessel|kiloton|megaton"
    r"|megahertz|carat"
)
DESIGNATORS = (
    r"articles?|art\.|resolutions?|decisions?|chapters?|sections?|sect\.|annex(?:es)?|appendix|pages?"
    r"|pp?\.|paragraphs?|paras?\.?"
    r"|sub-?paragraphs?|sessions?|phases?|nos?\.|numbers?|protocol|directives?|regulations?|decrees?"
    r"|orders?|laws?|act|rules?"
    r"|clauses?|parts?|volumes?|vol\.|issue|tables?|figures?|box|units?|blocks?|reactor|flight|route"
    r"|highway|interstate|lines?"
    r"|room|gates?|pier|terminal|platform|channel|radio|expo|agenda|vision|group|type|class|model"
    r"|mark|level|category|tier"
    r"|grade|schedule|principle|goals?|target|item|stage|step|round|version|case|document|file"
    r"|question|footnote|note|verse"
    r"|psalm|opus|symphony|sonata|psalms|exhibit|lot|plot|track|lane|district|sector|zone|ward"
    r"|precinct|camp|site|region"
    r"|formula|apollo|soyuz|sputnik|vostok|boeing|airbus|windows|iphone|covid|omicron|area|building"
    r"|house|hangar|warehouse"
    r"|mission|expedition|parallel|basel|horizon|euro|amendments?|proposition|title|recommendations?"
    r"|convention|unscr"
)
# Words that may stand with a capital before a number without being its name.
CAPITAL_OPENERS = frozenset(
    "a about above after against all almost already among an and another any approximately around as at"
    " because before between both but by despite during each even every exactly fewer for from had has"
    " have her his how if in including into is its just last least less like more most nearly next no"
    " not of on once only or our over per roughly since so some such than that the their then there"
    " these they this those through to today under until up was we well were when where which while who"
    " with within without yesterday monday tuesday wednesday thursday friday saturday sunday also"
    " currently altogether january february march april may june july august september october november"
    " december overall initially aged minus".split()
)
# What ends the words between a number and the thing it counts.
STOPS = frozenset(
    "a about above according after against ago all along also although always among an and apart are"
    " around as at away be became because been before behind being below between beyond both but by"
    " came can could despite did died do does down during each either even ever every except few fewer"
    " for from gave get go goes had has have having he her here him his how however i if in inside into"
    " is it its itself just killed largely last later left less like made many may might more"
    " most much must near nearly neither never no nor not now of off on once one only onto or our out"
    " over own per rather said same saw says she should since so some still such than that the their"
    " them then there these they this those though through throughout thus to today together told too"
    " took toward towards under until up upon us via was we went were what when where whether which"
    " while who whom whose why will with within without would yet you hers ours was's across percent".split()
)
_IRREGULAR = frozenset(
    "people men women children aircraft troops spacecraft police cattle sheep deer fish species series"
    " feet teeth mice staff personnel crew media data criteria phenomena clergy fishermen policemen"
    " servicemen spokesmen businessmen gunmen airmen seamen frenchmen englishmen irishmen salmon tuna"
    " bison livestock headquarters crossroads means shrimp offspring nuclei helicopters sportsmen"
    " firemen congressmen clansmen women's militia rohingya vietnamese chinese japanese swiss"
    " portuguese lebanese sudanese maori māori bedouin taliban inuit sami roma uyghur alumni bacteria"
    " fungi cacti syllabi kurdish".split()
)
_NOT_PLURAL = frozenset(
    "this his its is was has does thus plus across previous various serious famous religious dangerous"
    " indigenous continuous precious generous numerous anonymous autonomous enormous tremendous us bus"
    " campus virus status census consensus focus business process progress access success press loss"
    " class glass mass pass cross congress express wireless fitness illness wilderness witness always"
    " perhaps sometimes towards besides yes gas news says overseas less analysis basis crisis axis"
    " thesis emphasis tennis politics economics mathematics physics ethics athletics paris texas laos"
    " cyprus honduras barbados philippines netherlands wales athens brussels geneva's prestigious"
    " ambitious suspicious infectious hazardous nutritious conscious delicious contagious gracious"
    " spacious nervous curious furious glorious notorious obvious poisonous vigorous rigorous"
    " prosperous populous mountainous homogeneous heterogeneous simultaneous spontaneous instantaneous"
    " miscellaneous".split()
)
# Plurals that stand before the noun they belong to: "four arms deals".
DOUBLING = frozenset(
    "police arms sports sales goods rights communications systems women men swiss chinese japanese"
    " māori maori".split()
)
# Things that are counted but never dated: "2000 troops" is a figure, "the 2018 negotiations" has a date.
COUNTED = frozenset(
    "troops people soldiers workers jobs homes houses refugees migrants vessels ships boats passengers"
    " students pupils teachers doctors nurses patients prisoners villages villagers families households"
    " animals trees species tonnes tons copies employees guests delegates participants visitors"
    " tourists residents inhabitants civilians deaths casualties cases beds seats kilometres kilometers"
    " miles metres meters hectares acres warheads missiles tanks aircraft guns rifles peacekeepers"
    " officers men women children farmers fishermen miners victims survivors volunteers members schools"
    " hospitals shops companies firms books items artefacts artifacts objects works pages words"
    " signatures votes years days hours vehicles cars trucks cattle sheep names dollars euros pounds"
    " doses tests samples kilograms litres liters barrels megawatts monks nuns athletes protesters"
    " police".split()
)


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun: "exercises", "people"; not "various"."""
    small = word.casefold()
    if small in _IRREGULAR:
        return True
    return (
        len(small) > 3
        and small.endswith("s")
        and not small.endswith(("ss", "ous", "’s", "'s"))
        and small not in _NOT_PLURAL
    )
