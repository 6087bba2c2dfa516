"""Word lists of attribution in English news; no list is taken from a data set."""

from typing import Final

from nlp.words import listed

ROLES: Final = listed(
    "president minister premier secretary spokesman spokeswoman spokesperson envoy"
    " ambassador senator"
    " sen governor gov mayor chancellor king queen prince princess pope chief general gen commander"
    " director chairman chairwoman chair leader judge justice representative rep congressman"
    " congresswoman lawmaker analyst professor prof dr doctor economist lawyer attorney prosecutor"
    " adviser advisor aide coach founder executive officer official commissioner captain colonel mr"
    " mrs ms sir lord lady sheriff author resident activist candidate negotiator diplomat speaker"
    " witness scientist researcher historian editor journalist source person insider member manager"
    " owner head expert veteran farmer teacher student nurse soldier lt col maj sgt ceo"
)
GROUPS: Final = listed(
    "officials sources people diplomats analysts experts authorities police prosecutors lawyers"
    " lawmakers residents witnesses scientists researchers critics aides advisers advisors leaders"
    " investigators economists doctors organisers organizers officers negotiators envoys senators"
    " republicans democrats activists executives families workers voters observers"
    " insiders ministers"
    " mediators supporters opponents allies relatives soldiers historians engineers members farmers"
    " teachers students rescuers firefighters spokespeople spokespersons presidents"
)
ORGANISATIONS: Final = listed(
    "ministry government office department agency company court council commission committee party"
    " army military kremlin union group bank embassy foundation institute university association"
    " parliament senate administration service bureau federation firm authority board club campaign"
    " house pentagon organisation organization force statement report study letter document filing"
    " poll survey memo agencies companies ministries organizers paper newspaper network"
    " broadcaster ministry's regulator centre center league"
)
# People by what they are rather than by an office; unlike a role it is no title before a name.
PERSONS: Final = listed(
    "bishop archbishop priest rabbi imam pastor woman man mother father wife husband girl boy"
    " sister brother son daughter parent neighbour neighbor friend colleague victim survivor"
    " defendant"
    " suspect driver pilot passenger worker employee customer engineer designer architect artist"
    " singer actor actress writer poet player athlete referee trainer landlord tenant fisherman"
    " shopkeeper bookkeeper trader banker broker investor auditor rival critic supporter opponent"
    " ally predecessor successor astronomer physicist biologist chemist geologist meteorologist"
    " climatologist virologist surgeon physician psychologist administrator coordinator organiser"
    " organizer principal dean councillor counsel nominee deputy treasurer accountant volunteer"
    " rescuer firefighter detective one somebody someone reader voter protester shopper builder"
)
PAPERS: Final = listed("statement report study letter document filing poll survey memo")
WOMEN: Final = listed(
    "mrs ms lady queen princess spokeswoman chairwoman congresswoman woman mother wife girl sister"
    " daughter actress"
)
MEN: Final = listed(
    "mr sir lord king prince pope spokesman chairman congressman man father husband boy brother son"
    " bishop archbishop priest"
)
TITLES: Final = listed(
    "mr mrs ms dr prof sen rep gov gen col lt maj sgt sir lord lady republicans democrats"
    " republican"
    " democrat pope"
)
# Words with which an unnamed speaker's description may begin; they lose their capital.
COMMON: Final = listed(
    "a an the one two three four five six seven eight nine ten some many several most other others"
    " another both all no each few more half senior top local former current leading independent"
    " legal military medical federal state city county opposition government police party church"
    " health school hospital his her its their our this these those unnamed anonymous"
)
OUTLET_WORDS: Final = listed(
    "News Times Post Journal Ledger Guardian Reuters Tribune Herald Telegraph Independent Gazette"
    " Chronicle Observer Bloomberg Axios Politico Spiegel Monde Figaro Zeitung TV"
    " Radio Press Magazine"
    " Today Daily Weekly Broadcasting Media Pravda Interfax Newsweek Economist Standard Mail Mirror"
    " BBC CNN NBC CBS ABC AP AFP MSNBC PBS NPR ITV RTE TASS RIA WSJ FT CNBC Forbes"
)
STATES: Final = listed(
    "ready willing prepared open unwilling unready reluctant eager determined set committed able"
)
OPENERS: Final = listed(
    "However But And Or So Yet Still Then Later Earlier Meanwhile While When As"
    " After Before If Since"
    " Although Though Because Asked Speaking On In At For From By With Also Now Today Yesterday"
    " Tomorrow Monday Tuesday Wednesday Thursday Friday Saturday Sunday January"
    " February March April"
    " June July August September October November December It This That These Those There What Who"
    " Even Instead Separately Nevertheless Additionally Moreover Once Where Why How"
)
# The adjective before a title, and the side for which its bearer says "we".
SIDES: Final = {
    "u.s": "the U.S.",
    "us": "the U.S.",
    "american": "the U.S.",
    "white": "the U.S.",
    "ukrainian": "Ukraine",
    "russian": "Russia",
    "kremlin": "Russia",
    "british": "Britain",
    "uk": "Britain",
    "french": "France",
    "german": "Germany",
    "italian": "Italy",
    "spanish": "Spain",
    "polish": "Poland",
    "turkish": "Turkey",
    "israeli": "Israel",
    "iranian": "Iran",
    "chinese": "China",
    "japanese": "Japan",
    "indian": "India",
    "pakistani": "Pakistan",
    "canadian": "Canada",
    "mexican": "Mexico",
    "brazilian": "Brazil",
    "australian": "Australia",
    "hungarian": "Hungary",
    "finnish": "Finland",
    "swedish": "Sweden",
    "norwegian": "Norway",
    "danish": "Denmark",
    "dutch": "the Netherlands",
    "belgian": "Belgium",
    "greek": "Greece",
    "egyptian": "Egypt",
    "syrian": "Syria",
    "lebanese": "Lebanon",
    "palestinian": "the Palestinians",
    "qatari": "Qatar",
    "saudi": "Saudi Arabia",
    "korean": "Korea",
    "belarusian": "Belarus",
    "estonian": "Estonia",
    "latvian": "Latvia",
    "lithuanian": "Lithuania",
    "romanian": "Romania",
    "serbian": "Serbia",
    "kenyan": "Kenya",
    "nigerian": "Nigeria",
    "argentine": "Argentina",
    "swiss": "Switzerland",
    "austrian": "Austria",
    "czech": "Czechia",
    "irish": "Ireland",
}
COUNTRIES: Final = frozenset(side.removeprefix("the ") for side in SIDES.values()) | listed(
    "US USA UK EU NATO Europe Washington Moscow Kyiv Kiev Beijing London Paris Berlin Brussels"
    " Jerusalem Tehran Ankara Warsaw Rome Madrid Tokyo Seoul Delhi Ottawa Hamas Hezbollah Taiwan"
    " Iraq Afghanistan Venezuela Cuba Georgia Moldova Armenia Azerbaijan Kremlin Pentagon"
)
CAPITALS: Final = {
    "kyiv": "Ukraine",
    "kiev": "Ukraine",
    "moscow": "Russia",
    "kremlin": "Russia",
    "washington": "the U.S.",
    "london": "Britain",
    "paris": "France",
    "berlin": "Germany",
    "beijing": "China",
    "tehran": "Iran",
    "ankara": "Turkey",
    "warsaw": "Poland",
}
