"""Words by which the name of an agreement is known: what it is called, what follows, what ends it."""

# What an instrument is called. Plurals stand beside.
HEADS = frozenset(
    "treaty treaties agreement agreements accord accords convention conventions protocol"
    " protocols pact pacts covenant covenants charter declaration declarations communiqué"
    " communique communiqués communiques statement memorandum memoranda memorandums statute"
    " compact concordat armistice framework fta ftas cepa epa mou mous resolution resolutions"
    " contract contracts roadmap deal deals entente agenda arrangement arrangements truce"
    " understanding amendment capitulation ceasefire".split()
)
# These name an instrument only with a capital, or in the ways stated in agreements.py.
WEAK = frozenset(
    "statement contract contracts deal deals framework agenda act understanding truce resolution"
    " resolutions".split()
)
CAPITAL_ONLY = frozenset(
    "framework agenda act understanding compact entente arrangement arrangements truce statute"
    " amendment capitulation covenant covenants epa cepa ceasefire".split()
)
# "the 1955 treaty", "the Falepili Union treaty": strong enough with a year or a name before it.
STRONG = frozenset(
    "treaty treaties agreement agreements accord accords convention protocol pact declaration"
    " memorandum communiqué communique deal charter covenant concordat armistice fta roadmap".split()
)
# Two words that together are such a name.
TWO_WORDS = {
    ("road", "map"), ("final", "act"), ("general", "act"),
    ("constitutive", "act"), ("action", "plan"), ("peace", "plan"),
    ("letter", "of"), ("code", "of"), ("plan", "of"), ("programme", "of"),
    ("program", "of"), ("exchange", "of"), ("peace", "of"),
    ("bill", "of"),
}  # fmt: skip
OF_WHAT = {
    "letter": ("intent", "understanding"),
    "code": ("conduct",),
    "plan": ("action",),
    "programme": ("action",),
    "program": ("action",),
    "exchange": ("letters", "notes"),
    "memorandum": ("understanding", "cooperation", "agreement", "intent", "co-operation"),
    "memoranda": ("understanding", "cooperation", "intent"),
}
# After these a name of an instrument is something else: a hall, a flight, an organisation.
NOT_BEFORE = frozenset(
    "centre center hall delegates delegate organization organisation organisation's flight flights"
    " flown school schools airline airlines member members room port ports department office officer"
    " officers officials body bodies killing killings negotiators worker workers manufacturer"
    " manufacturers programme program theory law lawyer researcher fatigue breaker maker makers"
    " plane planes service stack series number tower group company companies talks flags bus boat"
    " operator holder".split()
)
NOT_AFTER = frozenset(
    "national democratic republican party constitutional annual conflict dispute high screen image low"
    " optical internet diplomatic medical safety health financial mission bank witness opening press"
    " year's great good big no any general's prenuptial employment rental lease strict network transfer"
    " communication communications recording hr dna legal regulatory".split()
)
# Words between the article and the name in small letters: "an intergovernmental agreement on…".
KINDS_OF = frozenset(
    "joint bilateral trilateral multilateral quadrilateral regional international intergovernmental"
    " interim framework free trade preferential investment economic partnership association cooperation"
    " peace ceasefire cease-fire truce fisheries fishing defence defense security military nuclear"
    " extradition visa visa-free friendship non-aggression nonaggression mutual border boundary"
    " maritime air aviation services transport transit customs tax taxation climate environmental arms"
    " control disarmament prisoner exchange swap grain gas oil energy loan credit aid cultural"
    " scientific technical technological readmission migration data privacy strategic comprehensive"
    " digital supplementary additional optional final political coalition power-sharing"
    " production-sharing supply purchase basing status-of-forces withdrawal separation disengagement"
    " armistice landmark historic draft long-term five-year ten-year three-year new binding legally"
    " non-binding voluntary formal secret provisional global plea treaty protocol fishery water river"
    " rail railway pipeline export sales licensing licence hostage stabilisation stabilization"
    " tripartite six-party separate major similar special two-year four-year one-year"
    " 10-year far-reaching multi-year sweeping wide-ranging reciprocal double monetary currency debt"
    " restructuring neutrality alliance commercial".split()
)
# What may follow the name and tells what the instrument is about.
ABOUT = frozenset(
    "on concerning regarding governing establishing relating relative for between with to of against in"
    " amending".split()
)
SMALL_IN_TITLE = frozenset(
    "of the on and for in to that than which beyond upon across between with a an or by its their"
    " from against as among at relating relative concerning regarding establishing governing"
    " constituting amending under other certain all within through toward towards".split()
)
# A name in capitals takes "in …" only before these: "Armed Forces in Europe", not "in Moscow".
IN_TOPIC = frozenset(
    "southeast south-east northeast southern eastern western northern latin south east west north"
    " war trade time times services goods europe asia africa international civil criminal outer space"
    " armed matters relation respect persons women children intelligence arms science field fields area"
    " areas sphere domain case cases endangered antarctica africa's central commercial transboundary"
    " environmental information electronic the".split()
)
TO_TOPIC = frozenset(
    "protocol protocols access relating relative amendment amendments contribution accession adherence"
    " right rights transition annex respect pertaining regard applicable applied damage".split()
)
# These end what an agreement in small letters is about.
ENDS = frozenset(
    "needs applies binds protects governs regulates remained foresees envisages contains contained"
    " permits lets enables restored guarantees guaranteed recognises recognizes prohibits prohibited"
    " helped helps paves paved lacks awaits faces stipulates reflects mentions underlines runs ran"
    " settles settled stresses obliged is are was were be been being has have had will would shall"
    " should may might can could must do does did that which who whom whose where when while if because"
    " although though but after before since until till during amid despite following upon including"
    " worth last next this these those at by as under than then also not now so yet said says say told"
    " covers covered cover gives give gave provides provided sets set allows allow calls called"
    " includes include requires require expired expires remains remain marks marked ends ended aims"
    " aimed seeks sought bans banned commits oblige obliges creates created opens opened takes came"
    " took made left fell won led met put began became went entered enters bring brings brought come"
    " comes go goes he she it they we i you his her within without according earlier later ago"
    " yesterday today tomorrow again already reached signed initialled ratified concluded drew draws"
    " makes leave lapses lapsed replaces replaced failed fails promises promised offers whereby wherein"
    " amidst once hailed meant means collapsed shows show there here late early per monday tuesday"
    " wednesday thursday friday saturday sunday january february march april june july august september"
    " october november december".split()
)
NOT_FIRST = frozenset(
    "first second third last next time years months weeks days more example instance now good failing"
    " not breach which whom all fear lack free sale nothing years' it him her them us me you itself"
    " himself this that these those what how whether monday tuesday wednesday thursday friday saturday"
    " sunday his my our your behalf both each another many some several once".split()
)
SIGNED = frozenset(
    "sign signed signs signing conclude concluded concludes concluding initial initialled initialed"
    " initialling ratify ratified ratifies ratifying adopt adopted adopts adopting reach reached"
    " reaches reaching strike struck striking ink inked inking approve approved approves approving"
    " negotiate negotiated negotiating issue issued issuing propose proposed seal sealed sealing"
    " endorse endorsed brokered broker announced agreed finalise finalised finalize finalized unveiled"
    " enter entered into".split()
)
SIGNED_AFTER = frozenset(
    "signed concluded initialled initialed ratified adopted reached struck approved".split()
)
TOPICS = frozenset(
    "forces trade peace friendship cooperation co-operation association stabilisation stabilization access"
    " partnership commerce navigation mutual amity good free economic arms security defence defense"
    " climate investment nuclear science technology culture customs boundary border tax transit energy"
    " fisheries environment development disarmament neutrality alliance law rights status prevention"
    " protection exchange transfer freedom laws rules elimination conservation use safety management"
    " political social civil non-aggression comprehensive water labour labor".split()
)
ACRONYMS = frozenset(
    "NAFTA USMCA CPTPP TPP TTIP RCEP CETA UNCLOS CITES NPT CTBT TPNW JCPOA GATT GATS TRIPS SOLAS MARPOL"
    " UNFCCC UNCAC CEDAW ICCPR ICESCR ECHR AfCFTA CAFTA MoU MOU AUKUS ACTA UNCCD CBD CRC CAFTA-DR SALT"
    " START-I COMESA-FTA ATT UDHR".split()
) - {"AUKUS", "CRC", "CBD", "ATT", "MOU", "MoU", "ECHR"}
PREPOSITIONS = frozenset(
    "on for of to with between concerning regarding in against and or the a an into from its their".split()
)
MONTHS = frozenset(
    "january february march april may june july august september october november december monday"
    " tuesday wednesday thursday friday saturday sunday".split()
)
# Capitals at the beginning of a sentence or before a name, never of it.
OPENERS = frozenset(
    "in on under by at with for from as after before since recalling reaffirming noting having and but"
    " while when if both according signed signing today moscow's article articles although despite"
    " through during to of welcoming considering pursuant bearing monday tuesday wednesday thursday"
    " friday saturday sunday january february march april may june july august september october"
    " november december president minister chancellor king queen ambassador secretary regarding"
    " concerning without within following like unlike between among where what how why which who is was"
    " were are".split()
)
