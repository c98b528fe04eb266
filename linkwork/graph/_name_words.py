"""The words of the field that names are written with: short forms, words that say little, words that tell apart."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Written out in full -> the ways people shorten or spell it. "St" is a street and a saint, so both become it.
SHORT_FORMS = {
    "association": "assoc assn",
    "avenue": "ave av",
    "board": "brd",
    "centre": "ctr cntr ctre cent centr center",
    "child": "children childrens kid",
    "committee": "cttee",
    "community": "comm cmty",
    "cooperative": "coop",
    "department": "dept",
    "doctor": "dr drs",
    "general": "gen",
    "group": "grp gp",
    "health": "hth hlth hlt",
    "hospital": "hosp",
    "house": "hse",
    "lane": "ln",
    "man": "men mens",
    "management": "mgmt",
    "medical": "med mdcl medl",
    "mount": "mt",
    "neighbour": "neighbor",
    "neighbourhood": "neighborhood",
    "north": "nth",
    "organisation": "organization org",
    "park": "pk",
    "partner": "ptnr ptnrs",
    "practice": "prac pract practise prtc",
    "programme": "program prog",
    "road": "rd",
    "service": "svc svs svcs serv servs srvs",
    "south": "sth",
    "square": "sq",
    "st": "street saint str",
    "surgery": "surg surgy sgy",
    "terrace": "terr",
    "university": "univ",
    "woman": "women womens",
}
#: Phrases that are one thing, and legal forms, as regular expressions over the lower-case words.
PHRASES = (
    (r"primary care network(s?)", r"pcn\1"),
    (r"integrated care board", "icb"),
    (r"community interest company|company limited by guarantee|charitable incorporated organisation", " "),
    (r"lb(?= )|(?<= )lb", "london borough"),
    (r"health care", "healthcare"),
)
SILENT = _words("the and of for in at a an to on by with ltd limited plc cic cio llp inc uk")
#: Words that many names share, so that they say little about which body it is.
GENERIC = _words(
    "surgery practice centre medical health group clinic care service partner partnership family healthcare pcn icb "
    "network trust charity foundation association society community club project board committee team council borough "
    "doctor st road lane hospital organisation programme nhs royal primary general fund charitable scheme unit forum "
    "steering"
)
#: Words that some names share: they say less than a rare one.
COMMON = _words(
    "park house church high hill green station grove victoria new old court manor view wood castle queen king market "
    "school village town london avenue"
)
WEIGHT_OF_GENERIC, WEIGHT_OF_COMMON, WEIGHT = 0.25, 0.6, 1.0
#: Two names with different words of one set are two things.
CONTRASTS = tuple(
    _words(words)
    for words in (
        "north south east west",
        "northern southern eastern western",
        "upper lower",
        "inner outer",
        "old new",
        "child adult older",
        "man woman",
        "junior infant secondary",
        "male female",
        "red blue green yellow",
    )
)
NUMBERS = {
    word: str(number)
    for number, some in enumerate(("one i", "two ii", "three iii", "four iv", "five", "six vi", "seven vii"), start=1)
    for word in some.split()
}
#: A part of a body: a name with such a word is not the body whose name goes without it.
BRANCH = _words("branch satellite annexe annex")
TEAM = _words("team department unit division directorate")
#: What sources call a sort of body -> the sort.
CATEGORIES = {
    word: sort
    for sort, words in {
        "practice": "practice,gp practice,general practice,gp surgery,surgery",
        "pcn": "pcn,primary care network",
        "trust": "trust,nhs trust,nhs foundation trust,foundation trust",
        "icb": "icb,integrated care board",
        "council": "council,local authority,borough,borough council,county council,local government",
        "team": "council team,team,department,nhs team",
        "charity": "charity,registered charity,vcse,vcs,voluntary organisation,cic,community interest company,cio",
    }.items()
    for word in words.split(",")
}
#: Sorts that a name shows so plainly that it need not be said in `category`.
PLAIN_SORTS = frozenset({"pcn", "several", "council", "icb", "team"})
