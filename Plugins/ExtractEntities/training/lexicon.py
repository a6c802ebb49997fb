"""The lexicon's 26 lists of names, from the openly licensed gazetteers and the stage's own lists.

`gazetteer-countries` (ODbL) is left out: it costs nothing measurable, and the lexicon stays free of share-alike data.
A list only says that a name *may* be of its kind: the tagger learns what that is worth, so long lists of doubtful
names (surnames, cities in all spellings) help here where they would ruin a gazetteer.
"""

import collections
import csv
import gzip
import json
import os
import re

import tokens

HERE = os.path.dirname(os.path.abspath(__file__))
LISTS = os.path.dirname(HERE)
LONGEST = 9

TITLES = """
    president mr. mrs. ms. dr. minister prime_minister vice_president deputy_prime_minister chancellor premier senator
    sen. rep. representative governor gov. general gen. lieutenant lt. colonel col. major maj. captain capt. sergeant
    sgt. admiral secretary secretary_general general_secretary foreign_minister defense_minister defence_minister
    interior_minister finance_minister pope king queen prince princess sheikh ayatollah justice judge ambassador
    chairman chairwoman chairperson spokesman spokeswoman spokesperson director director_general chief commander mayor
    congressman congresswoman professor prof. rev. reverend archbishop bishop cardinal sir lord lady attorney_general
    party_general_secretary state_president coach striker goalkeeper author actor actress singer analyst lawyer
    economist ceo founder co-founder mr mrs ms dr sultan emir imam mullah rabbi father sister brother leader speaker
    head mp mla member officer inspector superintendent commissioner"""
ORGANISATION_WORDS = """
    ministry department university college institute school agency authority council commission committee court bank
    association federation union party congress parliament senate assembly house corporation corp corp. inc inc. ltd
    ltd. company co co. group club team league organization organisation foundation fund office bureau army navy force
    forces police brigade front movement alliance coalition society center centre hospital church newspaper times post
    news radio television tv airlines airways motors industries holdings systems technologies network board service
    services trust academy cabinet government united fc afc embassy secretariat tribunal syndicate cooperative
    laboratory observatory"""
PLACE_WORDS = """
    river lake sea ocean mountain mount mountains island islands peninsula province state county district region city
    town village valley bay gulf strait street avenue road airport port desert forest park beach coast north south
    east west northern southern eastern western central hill hills bridge square canal dam stadium prison republic
    kingdom territory municipality governorate prefecture border plateau basin cape upper lower"""
MONTHS = """
    january february march april may june july august september october november december jan. feb. mar. apr. jun.
    jul. aug. sept. sep. oct. nov. dec."""
DAYS = "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow"
CURRENCY_WORDS = """
    dollar dollars euro euros pound pounds yen yuan rupee rupees baht won ruble rubles rouble roubles peso pesos rand
    franc francs dong renminbi cents shilling shillings naira cedi cedis ringgit rupiah dinar dirham riyal rial lira
    krona krone zloty real reais bitcoin pence penny"""
VIETNAMESE_SURNAMES = """
    Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Đoàn Lương Mai Trịnh Đào Cao Lưu
    Lâm Tạ Phùng Châu Tô Hà Quách Thái Thị Văn"""
# Peoples, religions and political followers beyond nationalities.tsv and groups.tsv. The plural is added.
PEOPLES = """
    Abkhaz Aboriginal Acehnese Afro-American Ahmadi Alawite Alevi Amhara Anglican Arab Aramaean Armenian Assyrian
    Balinese Baloch Balochi Baptist Basque Bedouin Bengali Berber Bosniak Burmese Byzantine Calvinist Cantonese Catalan
    Catholic Cham Chechen Cherokee Circassian Communist Confucian Copt Coptic Cornish Corsican Cossack Crimean Creole
    Croat Dagestani Dalit Darfuri Democrat Democratic Dinka Druze English Eurasian Evangelical Ewe Faroese Filipina
    Filipino Flemish Fulani Gaelic Galician Greek Gujarati Gurkha Han Hasidic Hausa Hawaiian Hazara Herzegovinian
    Hindu Hispanic Hmong Houthi Hui Huguenot Hutu Icelandic Igbo Indigenous Ingush Inuit Islamic Islamist Ismaili
    Israelite Jain Javanese Jew Jewish Kachin Kannada Karen Kashmiri Kazakh Khmer Kikuyu Kirghiz Korean Kosovan Kosovar
    Kurd Kurdish Kyrgyz Latin Latina Latino Levantine Luo Lutheran Maasai Macanese Madurese Malay Malayali Manchu
    Mandinka Maori Māori Mapuche Marathi Maronite Marxist Masai Maya Mayan Mennonite Methodist Mongol Mormon Muslim
    Navajo Nepalese Ndebele Nordic Orthodox Oromo Ossetian Ottoman Palestinian Pashtun Pathan Pentecostal Persian
    Presbyterian Protestant Punjabi Quaker Quechua Rohingya Roma Roman Rwandese Saharawi Sahrawi Sami Scandinavian
    Scot Scots Scottish Semitic Serb Shan Shia Shi'a Shiite Shi'ite Shona Siberian Sicilian Sikh Sindhi Sinhalese Slav
    Slavic Soviet Sufi Sunni Swahili Syriac Taiwanese Tamil Tatar Telugu Thai Tibetan Tigrayan Tswana Tuareg Turkic
    Tutsi Uighur Uyghur Vedic Viking Wahhabi Walloon Welsh Xhosa Yazidi Yemenite Yoruba Yugoslav Zionist Zoroastrian
    Zulu African Asian European Eurasian Caucasian Balkan Baltic Mediterranean Republican Labourite Conservative
    Texan Californian Floridian Londoner Parisian Berliner Muscovite Bavarian Prussian Saxon Venetian Neapolitan Tuscan
    Kurdistani Batswana Motswana Basotho Mosotho Burkinabe Burkinabé Emirati Saudi Qatari Kuwaiti Argentine
    Argentinean Ecuadorean Bangladeshi Dutchman Frenchman Irishman Welshman Englishman Scotsman Frenchwoman
    Englishwoman Briton Swede Dane Finn Pole Turk Spaniard Czech Slovak"""
PEOPLES_OF_TWO_WORDS = """
    First Nation|First Nations|Latin American|South Asian|Southeast Asian|East Asian|Central Asian|West African|
    East African|North African|Central African|South American|North American|Central American|Middle Eastern|
    Hong Konger|Puerto Rican|New Yorker|African American|Native American|Northern Irish|Greek Cypriot|Turkish Cypriot|
    Eastern European|Western European|Central European|Pacific Islander|Sri Lankan Tamil|Bosnian Serb|Bosnian Croat|
    South Ossetian|East Timorese|Torres Strait Islander|Asian American|Irish American"""
# City and province names that are words far more often.
WORDS_NOT_CITIES = set("""
    a along an and as at ball bank bar bath battle bay be beach best black bo brown bus buy by center central city
    cross date day de deal do dong east enterprise for general go golden green ha he home hope hill if in independence
    is it lake las lead liberal lodi los male man march april june august may me media metro minister mission mobile
    monday most mountain much my nice no north nova of on one or orange paper park peace police port post president
    province que reading real reform river ross sale san say see so south split state street that the this time to
    today town un union university us van victoria village war wash we west white world young mary same""".split())
COMPANY_ENDING = re.compile(
    r"\b(?:inc|corp|co|ltd|plc|llc|lp|l\.p|holdings|group|n\.v|s\.a|ag|trust|fund|corporation|company|limited"
    r"|incorporated|international|the)\b\.?", re.IGNORECASE)


# Kinds that are found in any case; the names of all others must have a capital in the text.
IN_ANY_CASE = frozenset(("TITLE", "CURR", "ORGKW", "LOCKW", "DOW"))


class Lexicon:
    """Names by kind: for each folded name, tokens joined by spaces, a spelling."""

    def __init__(self):
        self.lists = collections.defaultdict(dict)

    def add(self, kind, name, shortest=2):
        name = name.strip()
        if len(name) < shortest:
            return
        name = name.lower() if kind in IN_ANY_CASE else name[0].upper() + name[1:]
        words = tokens.tokens(name)
        if words and len(words) <= LONGEST:
            spelling = " ".join(words)
            known = self.lists[kind].setdefault(tokens.fold(spelling), spelling)
            # Capitals alone are found in capitals alone: of two spellings the freer one stays, whatever the order.
            if known.isupper() and not spelling.isupper() or spelling < known and spelling.isupper() == known.isupper():
                self.lists[kind][tokens.fold(spelling)] = spelling

    def add_words(self, kind, words):
        for word in words.split():
            self.add(kind, word.replace("_", " "), 1)

    def __getitem__(self, kind):
        return self.lists[kind].keys()

    def write(self, path):
        with open(path, "w", encoding="utf-8") as file:
            for kind in sorted(self.lists):
                file.writelines(f"{kind}\t{self.lists[kind][name]}\n" for name in sorted(self.lists[kind]))


def rows(path):
    """The rows of a TSV file with header; quotes are plain characters."""
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def own_list(name):
    """(names, label, canonical name) of a list of the stage. Marks before a name (`?`, `=`) are taken off."""
    with open(os.path.join(LISTS, name + ".tsv"), encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                fields = line.rstrip("\n").split("\t")
                yield [n.lstrip("?=") for n in fields[0].split("|")], fields[1], fields[2]


def without_brackets(text):
    return re.sub(r"\(.*?\)", "", text).strip()


def make(data):
    lexicon = Lexicon()
    for kind, words in (
            ("TITLE", TITLES), ("ORGKW", ORGANISATION_WORDS), ("LOCKW", PLACE_WORDS), ("MONTH", MONTHS), ("DOW", DAYS),
            ("CURR", CURRENCY_WORDS)):
        lexicon.add_words(kind, words)
    add_countries(lexicon, data)
    add_cities(lexicon, data)
    add_people(lexicon, data)
    add_organisations(lexicon, data)
    for kind in ("FIRST", "LAST"):
        lexicon.lists[kind] = {key: name for key, name in lexicon.lists[kind].items() if " " not in key}
    return lexicon


def add_countries(lexicon, data):
    for names, _, _ in own_list("countries"):
        for name in names:
            lexicon.add("CTRY", name)
    for name in "America|Britain|England|Scotland|Wales|Northern Ireland|Yugoslavia|Czechoslovakia|USSR|PRC".split("|"):
        lexicon.add("CTRY", name)
    for names, _, _ in own_list("regions"):
        for name in names:
            lexicon.add("REGION", name, 3)
    for name in ("nationalities", "groups"):
        for names, label, _ in own_list(name):
            if label == "NORP":
                for people in names:
                    lexicon.add("DEM", without_brackets(people), 3)
    add_peoples(lexicon)
    with open(os.path.join(data, "gazetteer-factbook/countries.jsonl"), encoding="utf-8") as file:
        for country in map(json.loads, file):
            for field in ("short", "long", "local_short", "former", "abbreviation"):
                for name in re.split(r"[,;/]", without_brackets(country.get(field) or "")):
                    name = name.strip()
                    if name.lower() in ("none", "na", "see note") or "note" in name or len(name) > 44:
                        continue
                    lexicon.add("CTRY", name, {"abbreviation": 2, "former": 5}.get(field, 3))
            lexicon.add("CAPITAL", re.split(r"[;(]", country.get("capital") or "")[0], 3)
            for field, between in (
                    ("legislature", r" or |\(|\)|,|;|consists of"), ("military", r" or |\(|\)|,|;|:")):
                for name in re.split(between, country.get(field) or ""):
                    if name.strip()[:1].isupper() and 4 < len(name.strip()) < 50:
                        lexicon.add("ORG", name)
            divisions = re.sub(r"\(.*?\)|note.*", "", country.get("admin_divisions") or "")
            for name in re.split(r"[,;:]", divisions):
                name = re.sub(r"[*0-9]", "", name).strip()
                if name[:1].isupper() and len(name) < 35:
                    lexicon.add("ADM1", name, 3)
    for row in rows(os.path.join(data, "gazetteer-country-codes/country-codes.tsv")):
        for field in ("UNTERM English Short", "UNTERM English Formal", "official_name_en", "CLDR display name"):
            name = re.sub(r"^the ", "", without_brackets(row[field] or ""))
            if len(name) < 45:
                lexicon.add("CTRY", name, 3)
        lexicon.add("CAPITAL", row["Capital"] or "", 3)
    with open(os.path.join(data, "gazetteer-country-codes/currency-codes-iso4217.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["Currency"]:
                last = row["Currency"].split()[-1]
                for name in (row["Currency"], last, last + "s", row["AlphabeticCode"] or ""):
                    lexicon.add("CURR", name, 3)


def add_peoples(lexicon):
    for name in PEOPLES.split() + [n.strip() for n in PEOPLES_OF_TWO_WORDS.split("|")]:
        lexicon.add("DEM", name, 3)
        if name.endswith("man"):
            lexicon.add("DEM", name[:-3] + "men")
        elif not name.endswith(("s", "sh", "ch", "ese")):
            lexicon.add("DEM", name + "s")


def add_cities(lexicon, data):
    with gzip.open(os.path.join(data, "gazetteer-cities/cities15000.tsv.gz"), "rt", encoding="utf-8") as file:
        next(file)
        for line in file:
            fields = line.rstrip("\n").split("\t")
            population = int(fields[9] or 0)
            for name in (fields[1], fields[2]):
                if len(name) >= 3 and tokens.fold(name) not in WORDS_NOT_CITIES:
                    lexicon.add("CITYL" if population >= 200_000 else "CITYS", name, 3)
            if population >= 100_000:
                for name in fields[3].split("|"):
                    if is_variant(name):
                        lexicon.add("CITYA", name, 5)
    with open(os.path.join(data, "gazetteer-cities/admin1.tsv"), encoding="utf-8") as file:
        for line in file:
            name = line.rstrip("\n").split("\t")[1]
            if tokens.fold(name) not in WORDS_NOT_CITIES:
                lexicon.add("ADM1", name, 4)


def is_variant(name):
    latin = all(ord(c) < 0x370 or 0x1E00 <= ord(c) < 0x2000 for c in name)
    return (len(name) >= 5 and name[0].isupper() and latin and len(name.split()) < 4
            and tokens.fold(name) not in WORDS_NOT_CITIES)


def lines(*path, encoding="utf-8"):
    with open(os.path.join(*path), encoding=encoding) as file:
        return [line.strip() for line in file if line.strip()]


def add_people(lexicon, data):
    names = os.path.join(data, "gazetteer-names")
    for part in ("male", "female"):
        for name in lines(names, f"english-first-names-kantrowitz/{part}.txt", encoding="latin-1"):
            if name.isalpha():
                lexicon.add("FIRST", name)
    for part in ("boy", "girl"):
        for name in lines(names, f"vietnamese-given-names/{part}.txt"):
            lexicon.add("VNFULL", name)
            for word in name.split():
                lexicon.add("VN", word)
        for name in lines(names, f"vietnamese-given-names/{part}_one_word.txt"):
            lexicon.add("VN", name)
    lexicon.add_words("VNSUR", VIETNAMESE_SURNAMES)
    for name in lines(names, "surnames/us.txt", encoding="latin-1"):
        lexicon.add("LAST", name, 3)
    for name in lines(names, "surnames/ru.txt", encoding="latin-1"):
        lexicon.add("RULAST", name, 4)
    for leader in rows(os.path.join(data, "gazetteer-factbook/leaders.tsv")):
        lexicon.add("LEADER", leader["name"])
        lexicon.add("LAST", leader["surname_marked"] or "", 3)
        words = leader["name"].split()
        if len(words) > 1 and words[0] != leader["surname_marked"]:
            lexicon.add("FIRST", words[0], 3)
        lexicon.add("TITLE", leader["title"])
    for leader in rows(os.path.join(data, "gazetteer-us-politics/legislators-and-presidents.tsv")):
        lexicon.add("LEADER", leader["name"])
        lexicon.add("LAST", leader["last"], 3)
        lexicon.add("FIRST", leader["first"], 3)
    for all_names, _, _ in own_list("leaders"):
        for name in all_names:
            if " " in name:
                lexicon.add("LEADER", name)


def add_organisations(lexicon, data):
    def part(*path):
        return os.path.join(data, *path)

    for row in rows(part("gazetteer-us-politics/committees.tsv")):
        lexicon.add("ORG", row["name"], 8)
    for row in rows(part("gazetteer-factbook/political-parties.tsv")):
        lexicon.add("PARTY", row["party"], 5)
        lexicon.add("ORGABBR", row["abbreviation"] or "")
    for row in rows(part("gazetteer-organisations/international-organisations.tsv")):
        if row["name"][:1].isupper():
            lexicon.add("ORG", without_brackets(row["name"]), 5)
        for short in re.split(r"[,;/ ]", row["abbreviation"] or ""):
            lexicon.add("ORGABBR", short)
    for row in rows(part("gazetteer-factbook/international-organisation-abbreviations.tsv")):
        lexicon.add("ORGABBR", row["abbreviation"])
    for name in ("oecd-channel-organisations", "government-donor-agencies"):
        for row in rows(part("gazetteer-organisations", name + ".tsv")):
            for short in re.findall(r"\(([A-Z]{2,8})\)", row["name"]):
                lexicon.add("ORGABBR", short)
            lexicon.add("ORG", without_brackets(row["name"]), 5)
    for names, _, _ in own_list("organisations"):
        for name in names:
            lexicon.add("ORGABBR" if name.isupper() and " " not in name else "ORG", name, 2)
    with open(part("gazetteer-companies/sp500.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            lexicon.add("COMP", row["Security"], 3)
            short = COMPANY_ENDING.sub("", row["Security"]).replace(",", "").strip(" .&")
            if not any(tokens.fold(short) in lexicon[kind] for kind in ("DEM", "CTRY", "ORGKW", "LOCKW", "MONTH")):
                lexicon.add("COMP", short, 4)
    for row in rows(part("gazetteer-companies/sec-company-tickers.tsv")):
        name = COMPANY_ENDING.sub("", re.sub(r"/.*", "", row["title"])).replace(",", "").strip(" .&")
        if " " in name or len(name) > 6:
            lexicon.add("COMPS", name, 5)
