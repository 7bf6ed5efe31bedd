"""Words around the names of people: titles, trades, verbs, and words that make a name a thing's."""

# One word after these is a person: "President Biden", "Mr Tanaka".
TITLES = frozenset(
    "president vice-president presidents premier premiers chancellor chancellors minister ministers"
    " taoiseach senator senators congressman congresswoman governor governors mayor mayors ambassador"
    " ambassadors envoy envoys secretary secretaries secretary-general director-general speaker king"
    " queen prince princess emperor empress sultan emir sheikh sheikha sheik shah tsar czar pope"
    " patriarch archbishop bishop cardinal imam ayatollah rabbi reverend mufti caliph pharaoh mr mrs ms"
    " miss mx mr. dr dr. doctor prof prof. professor sir dame lord lady baron baroness count countess"
    " duke duchess judge justice colonel captain major lieutenant sergeant admiral commander marshal"
    " brigadier corporal private general gen gen. col col. capt lt sgt maj adm sen sen. rep rep. gov"
    " gov. chairman chairwoman chairperson comrade commissioner commissioners prosecutor sister brother"
    " father mother monsieur madame mme herr frau señor señora don doña signor kaiser field-marshal"
    " inspector detective counsellor councillor leader dictator khedive nawab maharaja mahatma"
    " ayatullah hajji tunku datuk chief spokesman spokeswoman spokesperson laureate ex-president"
    " ex-minister ex-chancellor amb hon".split()
)
# Two words or more after these are a person: "economist Thomas Piketty", "her husband Denis Thatcher".
TRADES = frozenset(
    "ceo cfo coo cto founder co-founder cofounder head heads chief chiefs director directors manager"
    " managers editor editors editor-in-chief author authors writer writers novelist poet playwright"
    " journalist journalists reporter correspondent columnist commentator observer analyst analysts"
    " economist economists historian historians scientist scientists physicist chemist biologist"
    " geologist astronomer engineer engineers architect lawyer lawyers barrister solicitor attorney"
    " activist activists campaigner dissident philosopher scholar scholars researcher researchers"
    " academic expert experts lecturer dean rector vice-rector prorector provost singer singers"
    " musician composer conductor pianist violinist cellist actor actress actors filmmaker film-maker"
    " painter sculptor artist artists photographer designer dancer choreographer coach captain player"
    " footballer striker goalkeeper boxer swimmer runner athlete cyclist skier driver pilot pilots"
    " astronaut astronauts cosmonaut cosmonauts explorer mountaineer climber sailor fisherman fishermen"
    " farmer farmers herder shepherd baker teacher teachers student students nurse nurses surgeon"
    " physician epidemiologist virologist psychologist psychiatrist banker businessman businesswoman"
    " entrepreneur industrialist investor trader billionaire tycoon magnate oligarch philanthropist"
    " diplomat diplomats negotiator negotiators mediator politician lawmaker lawmakers legislator"
    " deputy deputies parliamentarian mp mps mep meps candidate candidates opponent rival successor"
    " predecessor counterpart counterparts colleague colleagues aide adviser advisor advisers official"
    " officials officer spokesman spokeswoman spokesperson representative delegate delegates chair"
    " co-chair chairman member members judge soldier sergeant general veteran guerrilla rebel warlord"
    " husband wife son daughter brother sister father mother uncle aunt cousin nephew niece grandson"
    " granddaughter grandfather widow friend partner resident residents witness survivor victim refugee"
    " villager shopkeeper owner owners boss commander strategist theorist linguist ethnographer"
    " anthropologist sociologist archaeologist geographer cartographer oceanographer hydrologist"
    " ecologist conservationist environmentalist botanist zoologist agronomist mathematician"
    " statistician programmer inventor pioneer translator interpreter librarian curator archivist"
    " publisher critic comedian presenter broadcaster host priest monk nun pastor missionary theologian"
    " monarch ruler heir regent consul attaché treasurer comptroller auditor ombudsman sheriff"
    " constable policeman policewoman prosecutor plaintiff defendant principal headmaster skipper crew"
    " late then-president leader laureate winner president minister premier governor mayor envoy"
    " ambassador secretary king queen prince speaker chancellor professor general-secretary rapporteur"
    " commissioner vice-chancellor undersecretary under-secretary secretary-general director-general"
    " vice-president vice-minister vice-chair deputy-director fellow fellows specialist organiser"
    " organizer captain-general vice-premier charge administrator participant trainer lobbyist"
    " supporter worker workers carpenter mechanic vendor tailor weaver potter midwife statesman"
    " stateswoman".split()
)
# Verbs that people say things with.
SPEECH = frozenset(
    "said says told tells added recalled argued insisted explained replied joked wrote asked thanked"
    " warned noted stressed emphasised emphasized remarked observed acknowledged admitted declared"
    " quipped tweeted commented concluded chaired married painted sang composed directed sculpted"
    " apologised apologized resigned retired smiled urged believes thinks born died".split()
)
# What people do, and firms and places seldom.
DEEDS = SPEECH | frozenset(
    "met visited signed won became took led succeeded replaced defeated arrived studied returned"
    " travelled traveled flew grew spoke welcomed praised criticised criticized accused denied refused"
    " pleaded testified vowed pledged promised hailed condemned recalls argues writes points explains"
    " notes claims hopes adds warns replies asks insists suggests served joined founded invented"
    " discovered shared received accepted rejected rose lost fled lived learned learnt taught began ran"
    " stepped hosted opened attended announced shook gave gives spent left sent ordered appointed named"
    " asked saw called".split()
)
# A name before one of these is a thing’s: "John F. Kennedy Center", "Ho Chi Minh City".
THINGS = frozenset(
    "airport avenue award awards bank bay bridge building canal cape cathedral center centre centres"
    " church city club college committee company corp corporation council county cup day dam desert"
    " district doctrine embankment express falls field festival fellowship forest fort forum foundation"
    " fund gallery garden gardens group hall harbor harbour highway hill hills hospital hotel house inc"
    " institute institution international island islands isles kg lab laboratory lake lane library ltd"
    " mausoleum medal memorial mill monument mosque mount mountain mountains museum observatory opera"
    " orchestra palace park pass peak peninsula plain plan plateau plaza point port press prize prizes"
    " province range reef region ridge river road school sea square stadium state station strait street"
    " studio studios summit telescope temple terminal territory theater theatre times tower town"
    " tribune trust tunnel university valley village zone act trail train class-submarine rover probe"
    " syndrome disease law scale equation theorem glacier archipelago atoll cemetery chapel clinic"
    " competition games highlands lowlands motors airlines airways industries holdings holding partners"
    " records bar bros brothers stores technologies technology pharmaceuticals energy oil gas steel"
    " pipeline stream lines capital securities insurance bay's post herald gazette daily convention"
    " protocol accord accords agreement treaty declaration line plc llc gmbh ag sa nv spa oyj ab"
    " institute's trophy".split()
)
# A name after one of these is a ship’s, a storm’s, a saint’s, a book’s.
THING_BEFORE = frozenset(
    "uss hms rms mv ms. ss ins hmas hmcs frigate destroyer corvette carrier submarine ship vessel"
    " tanker ferry trawler icebreaker cruiser battleship yacht boat schooner freighter satellite"
    " spacecraft rocket probe telescope hurricane typhoon cyclone storm lake mount mt fort port cape"
    " saint st san santa santo são newspaper magazine novel film opera ballet play song album book"
    " hotel restaurant street avenue stadium airport ship's cargo spaceship lander rover operation"
    " project brand company firm supermarket retailer airline carmaker bank banks startup asteroid"
    " comet crater volcano river island class".split()
)
# Capitals that begin a sentence or belong to offices and bodies, never to a name.
NOT_NAMES = frozenset(
    "a about above academy according accounts act acting action administration advisory affairs after"
    " again against agency agricultural agriculture air aircraft all allied also although"
    " ambassador-at-large among an and another any apart apparently are army as asked assembly"
    " assistant associate association at attorney authority bank based because before behind being"
    " below besides between beyond bishops board body both british bureau business but by cabinet"
    " called can central chamber charter chief child church citing civil climate club coast college"
    " command commerce commission committee commons communications communist community company"
    " conference congress conservative constitutional consumer cooperation corporation council court"
    " crown cultural culture customs day defence defense delegates democratic department deputy despite"
    " development did digital diplomatic director discussion district division do does during each"
    " early eastern economic economy education eight either election electoral elsewhere emergency"
    " energy environment environmental european even every everyone executive expert experts external"
    " family far federal federation few field finally finance financial first fisheries five following"
    " food for force forces foreign former forum foundation four free from fund further general global"
    " government governments great group had half has have he health hence her here high his home hours"
    " house housing how however human i if in indeed independent industrial industry information"
    " initiative innovation institute interior internal international investment is issues it its"
    " judicial junior just justices labor labour land last late later law leaders left legal liberal"
    " like local long lower made major many maritime marine may me meanwhile media meeting members"
    " middle military mineral ministry missile monetary moreover most movement my nation national"
    " nations natural naval navy near nearly neither never nevertheless new next nine no nobel nobody"
    " none nor north northern not nothing now nuclear of off office officials oil old on once one only"
    " open opposition or organisation organization other others our out over pacific panel parliament"
    " parliamentary party peace people people's perhaps permanent petroleum planning police policy"
    " political prime private programme program project public quite railways rather recently red"
    " reform regional relations religious republic republican research reserve resources revolutionary"
    " right rights rural russia’s science sciences second secretariat security senate senior service"
    " services seven several shadow she since six small so social socialist society some soon south"
    " southern soviet space special sports staff standing state statistics still strategic studies such"
    " supreme sustainable team technical technology ten than thanks that the their them then there"
    " these they third this those though three through thus to today together tomorrow tourism towards"
    " trade transport treasury tribunal two under union united university unlike until up upper urban"
    " us veterans very vice was water we well were west western what when where whether which while"
    " white who whose why will with within without women women’s work works world yes yesterday yet you"
    " youth your monday tuesday wednesday thursday friday saturday sunday january february march april"
    " june july august september october november december article chapter section annex session"
    " kingdom emirates korea rica faso lanka leone verde zealand arabia islands sea ocean gulf strait"
    " river lake bay peninsula city valley street square avenue opening speaking born photo image"
    " source reuters afp ap tass xinhua interfax bloomberg bbc cnn nasa esa unesco unicef gazprom"
    " rosneft rosatom boeing airbus google microsoft facebook twitter apple amazon tesla toyota samsung"
    " huawei moscow's remarks answers questions nord sud mont belt silk great-britain stock exchange"
    " electric motors motor debate parties treaty agreement memorandum protocol declaration convention"
    " statement communiqué accord pact news times post daily herald tribune guardian monde figaro"
    " spiegel sovereign greater atlantic indian islamic arab baltic adriatic mediterranean caspian"
    " caribbean solidarity intelligence strategy fourth fifth sixth seventh eighth ninth tenth green"
    " blue black yellow golden silver".split()
)
# Family names that are also plain words: alone at the beginning of a sentence they are no name.
ALSO_WORDS = frozenset(
    "son long may park king brown bush rice hope young white black green cook grant bell hall hill west"
    " moon song ban do to so an day price best good small short strong wise rose stone wood woods field"
    " fields banks bank cash powers law bright".split()
)
