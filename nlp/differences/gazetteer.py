"""Places by all their names: what lies where, and who speaks for which country. Data alone.

A line is `path: names`; a path goes from the country inward. A capital, a seat of government and
those who live there stand for the country, as in a headline. Names of several words have _.
"""

import re
from typing import Final, TypeAlias

Path: TypeAlias = tuple[str, ...]

_COUNTRIES = """
afghanistan: afghanistan afghan afghans kabul taliban
albania: albania albanian albanians tirana
algeria: algeria algerian algerians algiers
argentina: argentina argentine argentinian argentines buenos_aires
armenia: armenia armenian armenians yerevan
australia: australia australian australians canberra
austria: austria austrian austrians vienna
azerbaijan: azerbaijan azerbaijani azerbaijanis baku
bangladesh: bangladesh bangladeshi bangladeshis dhaka
belarus: belarus belarusian belarusians minsk
belgium: belgium belgian belgians
bolivia: bolivia bolivian bolivians
bosnia: bosnia bosnian bosnians sarajevo
brazil: brazil brazilian brazilians brasilia
britain: britain british uk u.k. united_kingdom great_britain briton britons
britain: london downing_street whitehall
bulgaria: bulgaria bulgarian bulgarians sofia
cambodia: cambodia cambodian cambodians phnom_penh
canada: canada canadian canadians ottawa
chile: chile chilean chileans santiago
china: china chinese beijing peking
colombia: colombia colombian colombians bogota
congo: congo congolese kinshasa
croatia: croatia croatian croatians zagreb
cuba: cuba cuban cubans havana
cyprus: cyprus cypriot cypriots nicosia
czechia: czechia czech czechs czech_republic prague
denmark: denmark danish danes dane copenhagen
ecuador: ecuador ecuadorian ecuadorians quito
egypt: egypt egyptian egyptians cairo
estonia: estonia estonian estonians tallinn
ethiopia: ethiopia ethiopian ethiopians addis_ababa
finland: finland finnish finn finns helsinki
france: france french frenchman paris elysee
georgia: georgia georgian georgians tbilisi
germany: germany german germans berlin
ghana: ghana ghanaian ghanaians accra
greece: greece greek greeks athens
haiti: haiti haitian haitians port-au-prince
hungary: hungary hungarian hungarians budapest
iceland: iceland icelandic reykjavik
india: india indian indians delhi new_delhi
indonesia: indonesia indonesian indonesians jakarta
iran: iran iranian iranians tehran
iraq: iraq iraqi iraqis baghdad
ireland: ireland irish dublin
israel: israel israeli israelis tel_aviv
italy: italy italian italians rome
japan: japan japanese tokyo
kazakhstan: kazakhstan kazakh kazakhs astana
kenya: kenya kenyan kenyans nairobi
kosovo: kosovo kosovar kosovars pristina
kuwait: kuwait kuwaiti kuwaitis
latvia: latvia latvian latvians riga
lebanon: lebanon lebanese beirut
libya: libya libyan libyans tripoli
lithuania: lithuania lithuanian lithuanians vilnius
malaysia: malaysia malaysian malaysians kuala_lumpur
mali: mali malian malians bamako
mexico: mexico mexican mexicans mexico_city
moldova: moldova moldovan moldovans chisinau
mongolia: mongolia mongolian mongolians ulaanbaatar
morocco: morocco moroccan moroccans rabat
myanmar: myanmar burma burmese naypyidaw
nepal: nepal nepali nepalese kathmandu
netherlands: netherlands dutch holland the_hague amsterdam
new zealand: new_zealand new_zealander new_zealanders wellington
nicaragua: nicaragua nicaraguan nicaraguans managua
nigeria: nigeria nigerian nigerians abuja
north korea: north_korea north_korean north_koreans pyongyang
norway: norway norwegian norwegians oslo
pakistan: pakistan pakistani pakistanis islamabad
palestine: palestine palestinian palestinians ramallah
panama: panama panamanian panamanians
peru: peru peruvian peruvians lima
philippines: philippines philippine filipino filipinos manila
poland: poland polish pole poles warsaw
portugal: portugal portuguese lisbon
qatar: qatar qatari qataris doha
romania: romania romanian romanians bucharest
russia: russia russian russians moscow kremlin russian_federation
rwanda: rwanda rwandan rwandans kigali
saudi arabia: saudi_arabia saudi saudis riyadh
senegal: senegal senegalese dakar
serbia: serbia serbian serbians serb serbs belgrade
singapore: singapore singaporean singaporeans
slovakia: slovakia slovak slovaks bratislava
slovenia: slovenia slovenian slovenians ljubljana
somalia: somalia somali somalis mogadishu
south africa: south_africa south_african south_africans pretoria
south korea: south_korea south_korean south_koreans seoul
spain: spain spanish spaniard spaniards madrid
sudan: sudan sudanese khartoum
sweden: sweden swedish swede swedes stockholm
switzerland: switzerland swiss bern
syria: syria syrian syrians damascus
taiwan: taiwan taiwanese taipei
thailand: thailand thai thais bangkok
tunisia: tunisia tunisian tunisians tunis
turkey: turkey turkish turk turks turkiye ankara
uganda: uganda ugandan ugandans kampala
ukraine: ukraine ukrainian ukrainians kyiv kiev
uae: united_arab_emirates uae emirati emiratis abu_dhabi
us: us u.s. usa u.s.a. united_states united_states_of_america america american
us: americans washington white_house pentagon
uzbekistan: uzbekistan uzbek uzbeks tashkent
venezuela: venezuela venezuelan venezuelans caracas
vietnam: vietnam vietnamese hanoi
yemen: yemen yemeni yemenis sanaa
zimbabwe: zimbabwe zimbabwean zimbabweans harare
"""
_INSIDE = """
us/alabama: alabama birmingham montgomery
us/alaska: alaska alaskan anchorage juneau fairbanks elmendorf-richardson
us/arizona: arizona phoenix tucson
us/arkansas: arkansas little_rock
us/california: california californian californians los_angeles san_francisco san_diego sacramento
us/colorado: colorado denver
us/connecticut: connecticut hartford
us/delaware: delaware wilmington
us/florida: florida floridian floridians miami orlando tampa tallahassee mar-a-lago
us/georgia: georgia atlanta
us/hawaii: hawaii hawaiian honolulu
us/idaho: idaho boise
us/illinois: illinois chicago
us/indiana: indiana indianapolis
us/iowa: iowa iowans des_moines
us/kansas: kansas wichita
us/kentucky: kentucky louisville
us/louisiana: louisiana new_orleans baton_rouge
us/maine: maine
us/maryland: maryland baltimore
us/massachusetts: massachusetts boston
us/michigan: michigan detroit flint
us/minnesota: minnesota minneapolis
us/mississippi: mississippi
us/missouri: missouri st_louis ferguson
us/montana: montana
us/nebraska: nebraska omaha
us/nevada: nevada las_vegas
us/new hampshire: new_hampshire
us/new jersey: new_jersey newark
us/new mexico: new_mexico albuquerque
us/new york: new_york new_york_city new_yorker new_yorkers manhattan brooklyn albany buffalo
us/north carolina: north_carolina charlotte raleigh
us/north dakota: north_dakota
us/ohio: ohio cleveland columbus cincinnati
us/oklahoma: oklahoma tulsa
us/oregon: oregon
us/pennsylvania: pennsylvania philadelphia pittsburgh
us/rhode island: rhode_island
us/south carolina: south_carolina charleston
us/south dakota: south_dakota
us/tennessee: tennessee nashville memphis
us/texas: texas texan texans dallas houston austin san_antonio el_paso
us/utah: utah salt_lake_city
us/vermont: vermont burlington
us/virginia: virginia richmond charlottesville
us/west virginia: west_virginia
us/wisconsin: wisconsin milwaukee
us/wyoming: wyoming
us/puerto rico: puerto_rico puerto_rican san_juan
britain/england: england english manchester liverpool leeds
britain/scotland: scotland scottish scots edinburgh glasgow
britain/wales: wales welsh cardiff
britain/northern ireland: northern_ireland belfast
ukraine/donbas: donbas donbass donetsk luhansk
ukraine/kharkiv: kharkiv
ukraine/odesa: odesa odessa
ukraine/lviv: lviv
ukraine/kherson: kherson
ukraine/zaporizhzhia: zaporizhzhia
ukraine/crimea: crimea crimean sevastopol
ukraine/mariupol: mariupol
russia/st petersburg: st_petersburg
russia/kursk: kursk
russia/chechnya: chechnya chechen grozny
palestine/gaza: gaza rafah khan_younis gaza_strip
palestine/west bank: west_bank jenin hebron
israel/jerusalem: jerusalem
china/hong kong: hong_kong
china/tibet: tibet tibetan
china/shanghai: shanghai
china/wuhan: wuhan
china/xinjiang: xinjiang
germany/munich: munich
germany/hamburg: hamburg
turkey/istanbul: istanbul
saudi arabia/jeddah: jeddah
switzerland/geneva: geneva
syria/aleppo: aleppo
iraq/mosul: mosul
belgium/brussels: brussels
canada/quebec: quebec montreal
canada/toronto: toronto ontario
australia/sydney: sydney
india/kashmir: kashmir
brazil/rio: rio_de_janeiro
austria/salzburg: salzburg
spain/catalonia: catalonia catalan barcelona
france/marseille: marseille
italy/milan: milan
europe: europe european europeans european_union eu
africa: africa african africans
asia: asia asian asians
"""


def _table() -> dict[str, frozenset[Path]]:
    found: dict[str, set[Path]] = {}
    for line in (_COUNTRIES + _INSIDE).split("\n"):
        path, _, names = line.partition(": ")
        for name in names.split():
            found.setdefault(re.sub("[_-]", " ", name), set()).add(tuple(path.split("/")))
    return {name: frozenset(paths) for name, paths in found.items()}


# Name without case and accents -> where that can be, more than one for a name like Georgia.
PLACES: Final = _table()
LONGEST: Final = max(len(name.split()) for name in PLACES)
