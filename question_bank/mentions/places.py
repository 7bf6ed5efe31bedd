"""Names of countries, peoples and well-known cities, so that no rule takes one for a person."""

COUNTRIES = frozenset(
    "afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas"
    " bahrain bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia botswana brazil"
    " britain brunei bulgaria burma burundi cambodia cameroon canada chad chile china colombia comoros"
    " congo croatia cuba cyprus czechia czechoslovakia denmark djibouti dominica ecuador egypt england"
    " eritrea estonia eswatini ethiopia fiji finland france gabon gambia georgia germany ghana greece"
    " greenland grenada guatemala guinea guyana haiti herzegovina honduras hungary iceland india"
    " indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya kiribati kosovo"
    " kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg"
    " macedonia madagascar malawi malaysia maldives mali malta mauritania mauritius mexico micronesia"
    " moldova monaco mongolia montenegro morocco mozambique myanmar namibia nauru nepal netherlands"
    " nicaragua niger nigeria norway oman pakistan palau palestine panama paraguay peru philippines"
    " poland portugal qatar romania russia rwanda samoa scotland senegal serbia seychelles singapore"
    " slovakia slovenia somalia spain sudan suriname sweden switzerland syria taiwan tajikistan"
    " tanzania thailand tibet timor togo tonga trinidad tobago tunisia turkey türkiye turkmenistan"
    " tuvalu uganda ukraine uruguay uzbekistan vanuatu vatican venezuela vietnam wales yemen yugoslavia"
    " zambia zimbabwe usa us uk uae drc dprk ussr eu asean nato brics un gdr frg prussia crimea"
    " transnistria catalonia quebec palestinian americas africa asia europe america oceania antarctica"
    " arctic eurasia caucasus balkans".split()
)
DEMONYMS = frozenset(
    "afghan albanian algerian american angolan arab argentine armenian australian austrian azerbaijani"
    " bahraini bangladeshi belarusian belgian beninese bhutanese bolivian bosnian botswanan brazilian"
    " british bulgarian burmese burundian cambodian cameroonian canadian chadian chilean chinese"
    " colombian congolese croatian cuban cypriot czech danish dutch ecuadorian egyptian emirati english"
    " eritrean estonian ethiopian fijian filipino finnish french gabonese gambian georgian german"
    " ghanaian greek guatemalan guinean haitian honduran hungarian icelandic indian indonesian iranian"
    " iraqi irish israeli italian ivorian jamaican japanese jordanian kazakh kenyan korean kosovar"
    " kuwaiti kyrgyz lao latvian lebanese liberian libyan lithuanian macedonian malagasy malawian"
    " malaysian maldivian malian maltese mauritanian mauritian mexican moldovan mongolian montenegrin"
    " moroccan mozambican namibian nepalese nepali nicaraguan nigerian nigerien norwegian omani"
    " pakistani palestinian panamanian paraguayan peruvian philippine polish portuguese qatari romanian"
    " russian rwandan salvadoran samoan saudi scottish senegalese serbian singaporean slovak slovenian"
    " slovene somali spanish sudanese surinamese swedish swiss syrian taiwanese tajik tanzanian thai"
    " tibetan togolese tongan tunisian turkish turkmen ugandan ukrainian uruguayan uzbek venezuelan"
    " vietnamese welsh yemeni zambian zimbabwean soviet european african asian western eastern northern"
    " southern latin nordic baltic balkan bavarian catalan basque kurdish persian ottoman prussian"
    " roman byzantine jewish christian muslim catholic orthodox buddhist hindu communist".split()
)
CITIES = frozenset(
    "accra algiers almaty amman amsterdam ankara antananarivo antwerp apia ashgabat asmara astana"
    " asuncion asunción athens auckland baghdad baku bamako bangkok bangui barcelona beijing beirut"
    " belfast belgrade berlin bern bishkek bogota bogotá bogor bonn brasilia brasília bratislava"
    " brazzaville brussels bucharest budapest cairo canberra cannes caracas casablanca chicago chisinau"
    " colombo conakry copenhagen dakar damascus davos dayton delhi dhaka dili doha dublin dubai"
    " dushanbe edinburgh frankfurt freetown fukushima gaza gdansk geneva glasgow guangzhou hamburg"
    " hanoi harare havana helsinki hiroshima houston hue islamabad istanbul jakarta jeddah jerusalem"
    " johannesburg juba kabul kampala karachi kathmandu kazan khartoum kigali kingston kinshasa kolkata"
    " kyiv kiev kyoto lagos leningrad leipzig libreville lima lisbon ljubljana lomé london luanda"
    " lusaka macau madrid malabo malé managua manama manila maputo marrakesh marrakech marseille mecca"
    " melbourne milan minsk mogadishu monrovia montreal montréal moscow mumbai munich muscat nagasaki"
    " nairobi nanjing naples nassau niamey nicosia nouakchott osaka oslo ottawa ouagadougou panmunjom"
    " paris perth phnom pristina pyongyang quito rabat reykjavik riga riyadh rome rotterdam sanaa"
    " santiago sapporo sarajevo seoul seville shanghai shenzhen singapore skopje sochi sofia stockholm"
    " stuttgart suva sydney taipei tallinn tashkent tbilisi tehran tianjin tirana tokyo toronto tripoli"
    " tunis turin ulaanbaatar utrecht valletta vancouver venice vienna vientiane vilnius vladivostok"
    " warsaw washington wellington windhoek wuhan yalta yangon yaounde yaoundé yerevan yokohama york"
    " zagreb zurich zürich potsdam versailles maastricht schengen kremlin brexit siberia donbas darfur"
    " kashmir aceh sinai jersey texas california florida virginia".split()
)
# Places and institutions whose name begins like a person's.
PLACE_HEADS = frozenset(
    "san santa santo são saint st port fort new north south east west lake mount cape costa sierra"
    " puerto los las el la le rio grand great upper lower central black red white yellow blue gulf isle"
    " ho hong abu addis tel sri".split()
)
TWO_WORDS = frozenset(
    {("diego", "garcia"), ("costa", "rica"), ("burkina", "faso"), ("marie", "byrd"), ("robben", "island")}
)
PLACE_NAMES = frozenset((*COUNTRIES, *CITIES))
