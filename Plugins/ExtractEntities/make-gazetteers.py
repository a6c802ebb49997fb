#!/usr/bin/env python3
"""Writes the shipped gazetteers of extract-entities from openly licensed sources.

Usage: make-gazetteers.py DATA-FOLDER

The same sources give the same bytes. The hand-kept lists (regions.tsv, laws.tsv, events.tsv, groups.tsv) are not
written by it, and the choices made by hand (which short names are too risky, which variants are missing) stand in
this file. Documentation/Entities.md describes the format and the rules of choice.
"""

import csv
import gzip
import json
import os
import re
import sys
import unicodedata

DATA = sys.argv[1] if len(sys.argv) > 1 else "../shared/data"
HERE = os.path.dirname(os.path.abspath(__file__))
STROKES = str.maketrans({
    "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "ħ": "h", "Ħ": "h", "ı": "i",
    "‘": "'", "’": "'", "ʻ": "'", "ʼ": "'", "`": "'", "–": "-", "—": "-", "‐": "-", "‑": "-",
    "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th"})


def fold(text):
    """As the matcher folds: no marks, no case, plain dashes and apostrophes."""
    plain = unicodedata.normalize("NFD", text.translate(STROKES))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def path(*parts):
    return os.path.join(DATA, *parts)


def rows(*parts, delimiter="\t"):
    with open(path(*parts), encoding="utf-8", newline="") as file:
        if delimiter == "\t":
            lines = file.read().split("\n")
            names = lines[0].split("\t")
            return [dict(zip(names, line.split("\t"))) for line in lines[1:] if line]
        return list(csv.DictReader(file))


def write(name, source, entries):
    """Writes entries (names, label, canonical name, id, country), in their order."""
    lines = ["# " + line for line in source.strip().split("\n")]
    columns = "names, label, canonical name, id, country" + (", part of the country" if name == "cities.tsv" else "")
    lines += [f"# Written by make-gazetteers.py; format: {columns} (Documentation/Entities.md)"]
    for names, label, canonical, id, country in entries:
        seen, kept = set(), []
        for n in names:
            n = unicodedata.normalize("NFC", n.strip().replace("’", "'"))
            key = ("=" + n.lstrip("=?")) if n.startswith("=") else fold(n.lstrip("?"))
            if n.lstrip("=?") and key not in seen:
                seen.add(key)
                kept.append(n)
        if kept:
            # A city's country brings the part of the country along.
            fields = ["|".join(kept), label, canonical, id] + country.split("\t")
            assert not any("\t" in f or "\n" in f for f in fields), fields
            lines.append("\t".join(fields).rstrip("\t"))
    with open(os.path.join(HERE, name), "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n")
    print(f"{name}: {len(lines)} lines, {sum(l.split(chr(9))[0].count('|') + 1 for l in lines if l[0] != '#')} names")


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


# Countries -----------------------------------------------------------------------------------------------------

CANONICAL = {
    "US": "United States", "GB": "United Kingdom", "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo", "MM": "Myanmar", "TR": "Turkey", "HK": "Hong Kong", "MO": "Macau",
    "CI": "Côte d'Ivoire", "PS": "Palestine", "CV": "Cabo Verde", "CZ": "Czech Republic", "SZ": "Eswatini",
    "VA": "Vatican City", "FK": "Falkland Islands", "BA": "Bosnia and Herzegovina", "TT": "Trinidad and Tobago",
    "AG": "Antigua and Barbuda", "KN": "Saint Kitts and Nevis", "LC": "Saint Lucia",
    "VC": "Saint Vincent and the Grenadines", "ST": "São Tomé and Príncipe", "BL": "Saint Barthélemy",
    "MF": "Saint Martin", "PM": "Saint Pierre and Miquelon", "SH": "Saint Helena", "WF": "Wallis and Futuna",
    "TC": "Turks and Caicos Islands", "SJ": "Svalbard and Jan Mayen", "HM": "Heard and McDonald Islands",
    "GS": "South Georgia and the South Sandwich Islands",
}
COUNTRY_VARIANTS = {
    "VN": ["Vietnam", "Viet Nam", "Việt Nam"],
    "US": ["United States", "United States of America", "=?US", "=USA", "=U.S.", "=U.S.A.", "=U.S", "=U. S.", "America"],
    "GB": ["United Kingdom", "=UK", "=U.K.", "=U.K", "Britain", "Great Britain"],
    "AE": ["=UAE", "=U.A.E.", "Emirates"], "RU": ["Russia", "Russian Federation"],
    "TR": ["Turkey", "Türkiye", "Turkiye"], "CZ": ["Czech Republic", "Czechia"], "MK": ["North Macedonia", "Macedonia"],
    "MM": ["Myanmar", "Burma"], "SZ": ["Eswatini", "Swaziland"], "CV": ["Cabo Verde", "Cape Verde"],
    "CI": ["Côte d'Ivoire", "Ivory Coast"], "TL": ["Timor-Leste", "East Timor", "Timor Leste"],
    "CD": ["Democratic Republic of the Congo", "Democratic Republic of Congo", "DR Congo", "=DRC", "=DROC", "Congo-Kinshasa", "Congo"],
    "CG": ["Republic of the Congo", "Republic of Congo", "Congo-Brazzaville", "Congo"],
    "KR": ["South Korea", "Republic of Korea", "S. Korea", "=ROK", "Korea"], "KP": ["North Korea", "N. Korea", "=DPRK", "Korea"],
    "CN": ["China", "=PRC", "Mainland China"], "TW": ["Taiwan"], "HK": ["Hong Kong"], "MO": ["Macau", "Macao"],
    "PS": ["Palestine", "State of Palestine", "Palestinian territories", "Palestinian Authority"],
    "LA": ["Laos", "Lao PDR", "Lao People's Democratic Republic"], "IR": ["Iran"], "SY": ["Syria"],
    "BO": ["Bolivia"], "VE": ["Venezuela"], "TZ": ["Tanzania"], "MD": ["Moldova"], "BN": ["Brunei"],
    "NL": ["Netherlands", "The Netherlands", "Holland"], "VA": ["Vatican", "Vatican City", "Holy See"],
    "BA": ["Bosnia and Herzegovina", "Bosnia-Herzegovina", "Bosnia", "=BiH"], "SA": ["Saudi Arabia", "=KSA"],
    "NZ": ["New Zealand", "=NZ"], "PG": ["Papua New Guinea", "=PNG"], "ZA": ["South Africa", "=RSA"],
    "KG": ["Kyrgyzstan", "Kyrgyz Republic"], "SK": ["Slovakia", "Slovak Republic"], "BY": ["Belarus", "Byelorussia"],
    "DE": ["Germany", "West Germany", "East Germany"], "PR": ["Puerto Rico"], "GM": ["Gambia", "The Gambia"],
    "BS": ["Bahamas", "The Bahamas"], "FM": ["Micronesia"], "ST": ["Sao Tome and Principe"], "IN": ["India", "Bharat"],
    "CF": ["Central African Republic", "=?CAR"], "UA": ["Ukraine"], "LK": ["Sri Lanka"], "BD": ["Bangladesh"],
    "LY": ["Libya"], "PH": ["Philippines", "the Philippines"], "KN": ["Saint Kitts and Nevis", "St. Kitts and Nevis"],
    "LC": ["Saint Lucia", "St. Lucia"], "VC": ["Saint Vincent and the Grenadines", "St. Vincent and the Grenadines"],
    "FK": ["Falkland Islands", "Falklands"], "VI": ["U.S. Virgin Islands", "US Virgin Islands"], "VG": ["British Virgin Islands"],
    "XK": ["Kosovo"], "TT": ["Trinidad and Tobago", "Trinidad"], "AG": ["Antigua and Barbuda", "Antigua"],
}
# Names of countries that are as often something else: taken only when nothing beside them says so.
COUNTRY_AMBIGUOUS = {"georgia", "jordan", "chad", "jersey", "america", "emirates", "guinea", "niger", "holland", "micronesia", "trinidad", "dominica", "grenada", "montserrat", "guernsey", "reunion", "turkey", "cuba", "saint martin", "saint helena", "macedonia"}


def without_article(name):
    name = re.sub(r"\s*\(the\)$", "", name.strip())
    return re.sub(r"^the ", "", name)


def countries():
    codes = rows("gazetteer-country-codes", "country-codes.tsv")
    facts = {}
    with open(path("gazetteer-factbook", "countries.jsonl"), encoding="utf-8") as file:
        for line in file:
            fact = json.loads(line)
            facts[fact["gec"].upper()] = fact
    table, places, peoples = {}, [], []
    for row in codes:
        iso = row["ISO3166-1-Alpha-2"].strip()
        display = row["CLDR display name"].replace("’", "'").replace(" & ", " and ").replace("St. ", "Saint ")
        display = re.sub(r" SAR China$", "", display)
        canonical = CANONICAL.get(iso, display)
        qid = row["wikidata_id"].rsplit("/", 1)[-1].strip()
        if not iso or not qid:
            continue
        fact = facts.get(row["FIPS"].strip(), {})
        names = [canonical] + COUNTRY_VARIANTS.get(iso, [])
        for key in ("UNTERM English Short", "UNTERM English Formal", "official_name_en"):
            names.append(without_article(row[key]))
        if fact:
            long = fact["long"].split(";")[0].split(" (")[0]
            if long != "none" and fact["short"] not in ("The Dominican",):
                names += [fact["short"].split(" (")[0], long]
        names = [n for n in names if n and "," not in n and (n[0] == "=" or not (n.isupper() and len(n) < 5))]
        names = ["?" + n if fold(n) in COUNTRY_AMBIGUOUS else n for n in names]
        id = "wikidata:" + qid
        places.append((names, "GPE", canonical, id, iso))
        table[iso] = (canonical, id, fact, row["Capital"].strip())
        peoples += people(iso, canonical, id, fact)
    # Of two countries with one name the earlier is meant when nothing says which: South Korea before North Korea.
    places.sort(key=lambda e: (fold(e[2]) == "north korea" and "south korea!" or fold(e[2])))
    peoples.sort(key=lambda e: fold(e[2]))
    source = "Countries. Sources: datasets/country-codes (PDDL), World Factbook (public domain)."
    write("countries.tsv", source, places)
    source = ("Nationalities. Source: World Factbook (public domain), with own additions.\n"
              "The id is the country's with '#people': who shares the part before '#' belongs to one country.")
    write("nationalities.tsv", source, peoples)
    return table


PEOPLE = {
    "US": ["American", "Americans"], "GB": ["British", "Briton", "Britons", "Brits"], "VN": ["Vietnamese"],
    "FR": ["French", "Frenchman", "Frenchmen", "Frenchwoman", "Frenchwomen"], "IE": ["Irish", "Irishman", "Irishmen", "Irishwoman"],
    "NL": ["Dutch", "Dutchman", "Dutchmen"], "PH": ["Filipino", "Filipinos", "Filipina", "Filipinas", "Philippine"],
    "KR": ["South Korean", "South Koreans"], "KP": ["North Korean", "North Koreans"],
    "ES": ["Spanish", "Spaniard", "Spaniards"], "CN": ["Chinese"], "TW": ["Taiwanese"], "HK": ["Hong Konger", "Hong Kongers"],
    "KZ": ["Kazakh", "Kazakhs", "Kazakhstani", "Kazakhstanis"], "KG": ["Kyrgyz", "Kyrgyzstani", "Kyrgyzstanis"],
    "TJ": ["Tajik", "Tajiks", "Tajikistani", "Tajikistanis"], "UZ": ["Uzbek", "Uzbeks", "Uzbekistani", "Uzbekistanis"],
    "TM": ["Turkmen", "Turkmens", "Turkmenistani"], "TR": ["Turkish", "?Turk", "Turks"], "PL": ["Polish", "?Pole", "?Poles"],
    "DK": ["Danish", "?Dane", "Danes"], "FI": ["Finnish", "?Finn", "Finns"], "SE": ["Swedish", "Swede", "Swedes"],
    "GR": ["Greek", "Greeks"], "PS": ["Palestinian", "Palestinians"], "LA": ["Lao", "Laotian", "Laotians"],
    "BW": ["Motswana", "Batswana", "Botswanan"], "LS": ["Mosotho", "Basotho"], "CZ": ["Czech", "Czechs"],
    "MM": ["Burmese"], "SA": ["Saudi", "Saudis", "Saudi Arabian", "Saudi Arabians"], "AE": ["Emirati", "Emiratis"],
    "BA": ["Bosnian", "Bosnians", "Herzegovinian"], "RS": ["Serbian", "Serbians", "Serb", "Serbs"],
    "HR": ["Croatian", "Croatians", "Croat", "Croats"], "SI": ["Slovenian", "Slovenians", "Slovene", "Slovenes"],
    "AR": ["Argentine", "Argentines", "Argentinian", "Argentinians"], "AF": ["Afghan", "Afghans"],
    "NP": ["Nepalese", "Nepali", "Nepalis"], "TH": ["?Thai", "Thais"], "SG": ["Singaporean", "Singaporeans"],
    "TL": ["Timorese", "East Timorese"], "IS": ["Icelandic", "Icelander", "Icelanders"], "CY": ["Cypriot", "Cypriots"],
    "XK": ["Kosovar", "Kosovars", "Kosovan", "Kosovans"], "MC": ["Monegasque"], "LU": ["Luxembourger", "Luxembourgers"],
    "LI": ["Liechtensteiner"], "IM": ["Manx"], "CI": ["Ivorian", "Ivorians", "Ivoirian", "Ivoirians"],
    "CD": ["Congolese"], "CG": [], "SV": ["Salvadoran", "Salvadorans", "Salvadorean", "Salvadoreans"], "DO": ["Dominican", "Dominicans"],
    "DM": [], "NE": ["Nigerien", "Nigeriens"], "IN": ["Indian", "Indians"], "MV": ["Maldivian", "Maldivians"],
    "NZ": ["New Zealander", "New Zealanders"], "CH": ["Swiss"], "HK2": [], "MO": [], "GL": ["Greenlandic", "Greenlander", "Greenlanders"],
}


PEOPLE_WORDS = {fold(word.lstrip("?")) for words in PEOPLE.values() for word in words}


def people(iso, canonical, id, fact):
    words = PEOPLE.get(iso)
    if words is None:
        words = []
        text = ", ".join([fact.get("nationality_adjective", ""), fact.get("nationality_noun", "")])
        text = re.sub(r"\((singular|plural|US citizens|singular and plural|collective plural)[^)]*\)", "", text)
        for part in re.split(r",|;| or |/", text):
            part = part.strip()
            if not part or part == "none" or "(men)" in part or "(women)" in part or not part[0].isupper():
                continue
            # `Dutch` of Aruba and `Chinese` of Macau are other countries' peoples.
            if fold(part) == fold(canonical) or fold(re.sub(r"\(s\)$", "", part)) in PEOPLE_WORDS:
                continue
            if part.endswith("(s)"):
                words += [part[:-3], part[:-3] + "s"]
            else:
                words.append(part)
    if not words:
        return []
    return [(words, "NORP", words[0].lstrip("?"), id + "#people", iso)]


# Provinces -----------------------------------------------------------------------------------------------------

STATE_AMBIGUOUS = {"washington", "georgia", "victoria"}
ADMIN1 = {"US", "CA", "AU", "GB", "VN", "CN", "IN", "RU", "DE"}
ADMIN1_DROPPED = {
    "union", "punjab", "goa", "central", "western", "eastern", "hanoi", "ho chi minh city", "da nang", "can tho", "haiphong",
    "beijing", "shanghai", "tianjin", "chongqing", "moscow", "saint petersburg", "berlin", "bremen", "hamburg", "delhi",
    "chandigarh", "hue", "district of columbia", "federal capital territory", "ha noi", "hai phong", "orange", "st.-petersburg",
    "sebastopol city", "washington, d.c.", "australian capital territory", "moscow oblast"}


def provinces(country_table):
    entries = []
    for row in rows("gazetteer-cities", "admin1.tsv"):
        iso, code = row["code"].split(".", 1)
        name = row["name"].strip()
        if iso not in ADMIN1 or "," in name:
            continue
        names = [name]
        if iso == "RU":
            names = [re.sub(r"'", "", name)]
            if not name.endswith(("Oblast", "Krai", "Okrug", "Kray", "Republic")) and fold(name) not in {"chechnya", "dagestan", "tatarstan", "bashkortostan", "ingushetia", "north ossetia"}:
                continue
        short = re.sub(r"^(Tỉnh|Tinh|Province of|State of|Land|Free State of) ", "", name)
        names.append(short)
        if fold(short) in ADMIN1_DROPPED or fold(name) in ADMIN1_DROPPED:
            continue
        if iso == "VN":
            names = [short, short + " Province"]
        names = ["?" + n if fold(n) in STATE_AMBIGUOUS else n for n in names]
        if fold(short) == "washington":
            names += ["Washington State"]
        entries.append((names, "GPE", short, "geonames-admin1:" + row["code"], iso))
    entries.sort(key=lambda e: (e[4], fold(e[2]), e[3]))
    write("provinces.tsv", "States and provinces of some large countries and of Vietnam. Source: GeoNames (CC BY 4.0).", entries)
    return {fold(n.lstrip("?")) for e in entries for n in e[0]}


# Cities --------------------------------------------------------------------------------------------------------

CITY_VARIANTS = {
    "1581130": ["Hanoi", "Hà Nội", "Ha Noi"], "1566083": ["Ho Chi Minh City", "Hồ Chí Minh City", "Saigon", "Sài Gòn", "=HCM City", "=HCMC"],
    "1581298": ["Haiphong", "Hải Phòng", "Hai Phong"], "1583992": ["Da Nang", "Đà Nẵng", "Danang"],
    "1586203": ["Cần Thơ"], "524901": ["Moscow", "Moskva"], "498817": ["Saint Petersburg", "St. Petersburg", "St Petersburg", "Leningrad"],
    "5128581": ["New York City", "New York", "=NYC"], "4140963": ["?Washington", "Washington, D.C.", "Washington, DC", "Washington D.C.", "Washington DC"],
    "703448": ["Kyiv", "Kiev"], "1275339": ["Mumbai", "Bombay"], "1275004": ["Kolkata", "Calcutta"], "1264527": ["Chennai", "Madras"],
    "1816670": ["Beijing", "Peking"], "1809858": ["Guangzhou", "Canton"], "1298824": ["Yangon", "Rangoon"],
    "5368361": ["Los Angeles"], "5391959": ["San Francisco"], "98182": ["Baghdad"], "360630": ["Cairo"],
    "3448439": ["São Paulo"], "3451190": ["Rio de Janeiro", "Rio"], "2950159": ["Berlin"], "2867714": ["Munich", "München"],
    "2886242": ["Cologne", "Köln"], "3530597": ["Mexico City"], "1835848": ["Seoul"], "1277333": ["Bangalore", "Bengaluru"],
    "2761369": ["Vienna"], "756135": ["Warsaw"], "2800866": ["Brussels"], "285787": ["Kuwait City"], "3703443": ["Panama City"],
    "3598132": ["Guatemala City"], "745044": ["Istanbul"], "1609350": ["Bangkok"], "281184": ["Jerusalem"], "281133": ["Gaza City"],
    "693805": ["Simferopol"], "706483": ["Kharkiv", "Kharkov"], "698740": ["Odesa", "Odessa"], "702550": ["Lviv"],
    "1642911": ["Jakarta"], "1701668": ["Manila"], "1880252": ["Singapore"], "1821306": ["Phnom Penh"], "1651944": ["Vientiane"],
    "1645457": ["Bandar Seri Begawan"], "6611854": ["Nay Pyi Taw", "Naypyidaw"], "1733046": ["Kuala Lumpur"],
    "1580240": [], "1562798": [], "1562548": [],
    "2660646": ["Geneva"], "3173435": ["Milan"], "3176959": ["?Florence"], "2643743": ["London"],
}
# Cities whose plain name is read as the place in almost all news, though it is also a name of people or a word.
CITY_SURE = {
    "london", "paris", "berlin", "moscow", "rome", "vienna", "madrid", "milan", "dublin", "geneva", "houston", "dallas",
    "boston", "chicago", "philadelphia", "detroit", "seattle", "denver", "atlanta", "miami", "baltimore", "cleveland",
    "toronto", "montreal", "vancouver", "ottawa", "melbourne", "perth", "brisbane", "manchester", "liverpool",
    "glasgow", "edinburgh", "kabul", "lagos", "havana", "cairo", "manila", "lima", "bogota", "caracas", "tokyo", "seoul",
    "hamburg", "munich", "frankfurt", "zurich", "brussels", "amsterdam", "prague", "warsaw", "athens", "ankara", "sofia",
    "delhi", "mumbai", "karachi", "lahore", "dhaka", "hanoi", "bangkok", "jakarta", "nairobi", "cologne", "baghdad",
    "tehran", "riyadh", "doha", "beirut", "damascus", "kyiv", "odesa", "minsk", "riga", "oslo", "stockholm", "helsinki",
    "copenhagen", "lisbon", "naples", "turin", "venice", "barcelona", "seville", "lyon", "marseille", "hong kong",
    "brasilia", "tripoli", "tunis", "algiers", "accra", "kingston", "nassau", "ottawa", "canberra", "wellington", "suva",
    "minneapolis", "pittsburgh", "sacramento", "honolulu", "anchorage", "tucson", "albuquerque", "memphis", "nashville",
    "birmingham", "leeds", "bristol", "belfast", "leipzig", "dresden", "stuttgart", "gaza", "mosul", "basra", "aleppo",
    "donetsk", "luhansk", "kherson", "mariupol", "sevastopol", "khartoum", "kinshasa", "kampala", "lusaka", "harare",
    "pretoria", "johannesburg", "durban", "cape town", "dakar", "bamako", "abuja", "wuhan", "osaka", "kyoto", "hiroshima",
    "nagasaki", "busan", "taipei", "macau", "islamabad", "kandahar", "peshawar", "colombo", "kathmandu", "astana", "almaty",
    "tashkent", "baku", "tbilisi", "yerevan", "vladivostok", "kazan", "sochi", "minsk", "chisinau", "bucharest", "budapest",
    "belgrade", "zagreb", "sarajevo", "skopje", "tirana", "pristina", "podgorica", "ljubljana", "bratislava", "vilnius",
    "tallinn", "reykjavik", "luxembourg", "bern", "strasbourg", "bordeaux", "toulouse", "new orleans", "oakland", "phoenix",
}
# Cities whose name is risky even with the rule for ambiguous names: left out.
CITY_DROPPED = {
    "bush", "university", "of", "mary", "since", "nice", "reading", "most", "man", "best", "male", "mobile", "orange",
    "buffalo", "union", "bath", "cork", "split", "deal", "corona", "enterprise", "independence", "hope", "bar", "san",
    "victoria", "santa maria", "san jose", "santa cruz", "george town", "santa fe", "salem", "vinh", "hue", "van", "same",
    "tours", "wells", "nancy", "kent", "surprise", "paradise", "normal", "price", "liberty", "republic", "commerce", "date",
    "home", "north", "south", "west", "east", "central", "ba", "sur", "ye", "along", "say", "sale", "bend", "moss", "bra",
    "imus", "god", "as", "asker", "sarah", "saint-denis", "merlo", "moron", "allen", "carson", "gilbert", "chandler",
    "warren", "sterling", "marion", "sherman", "hayward", "miramar", "pearl", "young", "stanley", "tyler", "irving",
    "garland", "aurora", "jackson", "lincoln", "madison", "franklin", "lancaster", "clinton", "roosevelt", "concord",
    "eugene", "hamilton", "hampton", "richardson", "nelson", "murray", "douglas", "hollywood", "plymouth", "santiago",
    "leon", "cordoba", "merida", "guadalupe", "america", "libertad", "la libertad", "congress", "mission", "holland",
    "antalya", "georgia", "jordan", "constantine", "bismarck", "dover", "pierre", "helena", "trenton", "montgomery", "alexandria",
    "valencia", "granada", "trinidad", "concepcion", "asuncion", "arlington", "augusta", "cary", "chula", "newton", "quincy",
    "cicero", "lansing", "vallejo", "wilmington", "sandy", "lee", "may", "march", "baker", "pasadena", "cape coral",
    "english", "latina", "laval", "guadeloupe", "general santos", "guinea", "niger", "paterson", "fargo", "evans",
    "asia", "formosa", "sydney mines", "oral", "batman", "ordu", "agra", "bor", "manta", "bari", "asti", "como",
    "westminster", "burbank", "norman", "clovis", "davis", "compton", "downey", "inglewood", "daly", "waterloo", "burlington",
}


def words_in_small_letters():
    """Words that stand in small letters in the sample of news, so that a city of that name is a risk."""
    counts = {}
    with gzip.open(path("news-sample", "articles.jsonl.gz"), "rt", encoding="utf-8") as file:
        for line in file:
            for word in re.findall(r"(?<![\w'-])[a-z]{2,}(?![\w'])", json.loads(line)["text"]):
                counts[word] = counts.get(word, 0) + 1
    return {w for w, n in counts.items() if n >= 2}


def names_of_people():
    given, surnames = set(), set()
    base = path("gazetteer-names")
    for folder, _, files in sorted(os.walk(base)):
        for name in sorted(files):
            full = os.path.join(folder, name)
            if not name.endswith(".txt"):
                continue
            with open(full, encoding="utf-8", errors="replace") as file:
                target = surnames if "surnames" in folder else given
                for line in file:
                    line = line.strip()
                    if line and not line.startswith("#"):
                        target.add(fold(line))
    return given, surnames


def cities(country_table, province_names):
    words = words_in_small_letters()
    given, surnames = names_of_people()
    with gzip.open(path("gazetteer-cities", "cities15000.tsv.gz"), "rt", encoding="utf-8") as file:
        lines = file.read().split("\n")
    head = lines[0].split("\t")
    country_names = {fold(c[0]) for c in country_table.values()}
    taken, entries = {}, []
    for line in lines[1:]:
        if not line:
            continue
        row = dict(zip(head, line.split("\t")))
        id, name, iso = row["geonameid"], row["name"].replace("’", "'"), row["country"]
        population, capital = int(row["population"] or 0), row["feature_code"] == "PPLC"
        if row["feature_code"] in ("PPLX", "PPLL", "PPLQ", "PPLH", "PPLW", "PPLF", "PPLR", "STLMT") and id not in CITY_VARIANTS:
            continue
        least = 100_000 if iso in ("US", "GB", "CA", "AU", "VN", "RU", "DE", "FR") else 250_000
        if not capital and population < least and id not in CITY_VARIANTS:
            continue
        key = fold(name)
        if id in CITY_VARIANTS:
            names = CITY_VARIANTS[id] or [name]
            if not CITY_VARIANTS[id]:
                continue
        else:
            if len(key) < 4 or key in CITY_DROPPED or (key in country_names and not capital):
                continue
            if re.search(r"[0-9(,/]", name):
                continue
            names = [name]
            # Variants that differ only in spaces and hyphens: Hai Phong, Haiphong.
            squeezed = re.sub(r"[ '-]", "", key)
            for other in sorted(row["alternatenames"].split("|")):
                if other and other[0].isupper() and re.sub(r"[ '-]", "", fold(other)) == squeezed and fold(other) != key:
                    names.append(other)
            if name.startswith("Saint "):
                names += ["St. " + name[6:], "St " + name[6:]]
            one_word = " " not in key and "-" not in key
            if one_word and key not in CITY_SURE and not capital:
                if key in words:
                    continue
                if key in given:
                    if population < 500_000:
                        continue
                    names = ["?" + n for n in names]
                elif key in surnames:
                    if population < 200_000:
                        continue
                    names = ["?" + n for n in names]
            elif one_word and capital and key not in CITY_SURE and (key in words or key in given):
                names = ["?" + n for n in names]
            if not one_word and all(part in given or part in surnames for part in re.split("[ -]", key)) and key not in CITY_SURE:
                if population < 300_000:
                    continue
        if key in province_names and key not in ("new york",) and id not in CITY_VARIANTS and iso in ADMIN1 and not capital:
            continue
        # The larger city keeps a name; the lists are sorted by population.
        names = [n for n in names if taken.setdefault(fold(n.lstrip("=?")), id) == id]
        if names:
            part = "capital" if capital else row["admin1"]
            canonical = names[0].lstrip("=?") if id in CITY_VARIANTS else name
            entries.append((population, (names, "GPE", canonical, "geonames:" + id, iso + "\t" + part)))
    entries.sort(key=lambda e: (-e[0], e[1][3]))
    write("cities.tsv", "Capitals and large cities, by population. Source: GeoNames (CC BY 4.0, credit: GeoNames, geonames.org).", [e for _, e in entries])


# Organisations -------------------------------------------------------------------------------------------------

ORG_DROPPED = {
    "North", "South", "First World", "Second World", "Third World", "Near Abroad", "Four Dragons", "Commonwealth", "Franc Zone",
    "Front Line States", "Union Latina", "Colombo Plan", "Schengen Convention", "Council of the Entente", "Zangger Committee",
    "General Agreement on Tariffs and Trade", "North American Free Trade Agreement", "Partnership for Peace", "BRICS",
    "Australia-New Zealand-United States Security Treaty", "Group of 7", "Group of 8", "Group of 20", "World Bank Group",
    "South Pacific Regional Trade and Economic Cooperation Agreement", "United Nations", "European Union",
    "United Nations Security Council", "United Nations General Assembly", "Community of Democracies", "Pacific Community"}
ABBREVIATION_DROPPED = {
    "C", "AG", "BA", "CAN", "CE", "CP", "CD", "CCC", "ECO", "EAS", "EC", "EMU", "FZ", "NC", "RG", "PFP", "WP", "ZC", "GUAM",
    "NAM", "NIS", "LAS", "SPC", "PCA", "PIF", "ICC", "AMF", "AMU", "ICRM", "Entente", "ICCt", "IDA", "EAC", "BIS", "IDB",
    "SPF", "SICA", "CICA", "LAES", "FSU", "WCL", "IPU", "WEU", "IHO", "NEA", "CEI", "CSN", "ISO", "ARF", "GCC2", "D-8"}
# Names, label, canonical name: own list.
ORGANISATIONS = [
    ("United Nations|=UN|=U.N.|=U.N|United Nations Organization|United Nations Organisation", "United Nations"),
    ("UN Security Council|U.N. Security Council|United Nations Security Council|Security Council|=UNSC", "United Nations Security Council"),
    ("UN General Assembly|U.N. General Assembly|United Nations General Assembly|=UNGA", "United Nations General Assembly"),
    ("European Union|=EU|=E.U.", "European Union"), ("European Commission", "European Commission"),
    ("European Parliament", "European Parliament"), ("European Council", "European Council"),
    ("International Criminal Court", "International Criminal Court"), ("World Bank|World Bank Group", "World Bank"),
    ("Group of Seven|=G7|=G-7|Group of 7", "Group of Seven"), ("Group of Eight|=G8|=G-8|Group of 8", "Group of Eight"),
    ("Group of Twenty|=G20|=G-20|Group of 20", "Group of Twenty"), ("=BRICS", "BRICS"),
    ("Association of Southeast Asian Nations|Association of South East Asian Nations|=ASEAN|=Asean", "Association of Southeast Asian Nations"),
    ("Eurasian Economic Union|=EAEU|=EEU", "Eurasian Economic Union"), ("Eurasian Economic Commission", "Eurasian Economic Commission"),
    ("Organization of the Petroleum Exporting Countries|Organisation of the Petroleum Exporting Countries|Organization of Petroleum Exporting Countries|=OPEC|=Opec|=OPEC+", "Organization of the Petroleum Exporting Countries"),
    ("World Health Organization|World Health Organisation|=?WHO|=W.H.O.", "World Health Organization"),
    ("World Trade Organization|World Trade Organisation|=WTO", "World Trade Organization"),
    ("International Committee of the Red Cross|=ICRC", "International Committee of the Red Cross"), ("Red Cross", "Red Cross"),
    ("Organization for Security and Co-operation in Europe|Organization for Security and Cooperation in Europe|Organisation for Security and Co-operation in Europe|=OSCE", "Organization for Security and Co-operation in Europe"),
    ("Organisation for Economic Co-operation and Development|Organization for Economic Cooperation and Development|Organisation for Economic Cooperation and Development|=OECD", "Organisation for Economic Co-operation and Development"),
    ("Non-Aligned Movement|Nonaligned Movement", "Non-Aligned Movement"), ("Arab League|League of Arab States", "Arab League"),
    ("Commonwealth of Nations", "Commonwealth of Nations"), ("Mekong River Commission", "Mekong River Commission"),
    ("International Energy Agency|=IEA", "International Energy Agency"), ("Interpol|=INTERPOL", "Interpol"),
    ("Kremlin", "Kremlin"), ("White House", "White House"), ("Pentagon", "Pentagon"), ("Élysée", "Élysée"), ("Downing Street", "Downing Street"),
    ("State Department|U.S. State Department|US State Department|U.S. Department of State|US Department of State", "US Department of State"),
    ("Department of Defense|Defense Department|U.S. Department of Defense|US Department of Defense", "US Department of Defense"),
    ("Department of Energy|Energy Department|U.S. Department of Energy", "US Department of Energy"),
    ("Department of Homeland Security|Homeland Security Department|=DHS", "US Department of Homeland Security"),
    ("Department of Justice|Justice Department|U.S. Department of Justice|US Department of Justice", "US Department of Justice"),
    ("Department of Agriculture|Agriculture Department|=USDA", "US Department of Agriculture"),
    ("Department of Commerce|Commerce Department", "US Department of Commerce"), ("Department of Labor|Labor Department", "US Department of Labor"),
    ("Department of Transportation|Transportation Department", "US Department of Transportation"),
    ("Department of Veterans Affairs|Department of Veterans' Affairs|Veterans Administration", "US Department of Veterans Affairs"),
    ("Department of Health and Human Services|=HHS", "US Department of Health and Human Services"),
    ("Department of the Interior|Interior Department", "US Department of the Interior"),
    ("Department of Education|Education Department", "US Department of Education"),
    ("Department of the Treasury|Treasury Department|U.S. Treasury|US Treasury", "US Department of the Treasury"),
    ("Environmental Protection Agency|=EPA", "US Environmental Protection Agency"), ("Food and Drug Administration|=FDA", "US Food and Drug Administration"),
    ("Federal Emergency Management Agency|=FEMA", "US Federal Emergency Management Agency"),
    ("Centers for Disease Control and Prevention|Centers for Disease Control|=CDC", "US Centers for Disease Control and Prevention"),
    ("Federal Bureau of Investigation|=FBI|=F.B.I.", "US Federal Bureau of Investigation"),
    ("Central Intelligence Agency|=CIA|=C.I.A.", "US Central Intelligence Agency"), ("National Security Agency|=NSA", "US National Security Agency"),
    ("National Aeronautics and Space Administration|=NASA|=Nasa", "US National Aeronautics and Space Administration"),
    ("Federal Reserve|Federal Reserve Board|U.S. Federal Reserve|US Federal Reserve", "US Federal Reserve"),
    ("Internal Revenue Service|=IRS", "US Internal Revenue Service"), ("Securities and Exchange Commission", "US Securities and Exchange Commission"),
    ("Army Corps of Engineers|U.S. Army Corps of Engineers|US Army Corps of Engineers", "US Army Corps of Engineers"),
    ("National Guard", "National Guard"), ("Coast Guard", "Coast Guard"), ("U.S. Coast Guard|US Coast Guard", "US Coast Guard"), ("U.S. Army|US Army", "US Army"),
    ("U.S. Navy|US Navy", "US Navy"), ("U.S. Air Force|US Air Force", "US Air Force"), ("Marine Corps|U.S. Marine Corps|US Marine Corps", "US Marine Corps"),
    ("U.S. Congress|US Congress", "US Congress"), ("Congress", "Congress"), ("U.S. Senate|US Senate|United States Senate", "US Senate"), ("Senate", "Senate"),
    ("House of Representatives", "House of Representatives"), ("U.S. House of Representatives|US House of Representatives|U.S. House|US House", "US House of Representatives"),
    ("U.S. Supreme Court|US Supreme Court", "US Supreme Court"), ("House of Commons", "UK House of Commons"), ("House of Lords", "UK House of Lords"),
    ("Bundestag", "Bundestag"), ("Bundesrat", "Bundesrat"), ("Knesset", "Knesset"), ("State Duma|Duma", "State Duma"), ("Lok Sabha", "Lok Sabha"),
    ("European Medicines Agency|=EMA", "European Medicines Agency"), ("Bank of England", "Bank of England"), ("Bank of Japan", "Bank of Japan"),
    ("Communist Party of Vietnam|Communist Party of Viet Nam|Vietnamese Communist Party", "Communist Party of Vietnam"),
    ("Communist Party of China|Chinese Communist Party", "Chinese Communist Party"),
    ("Vietnam News Agency|Viet Nam News Agency|=VNA", "Vietnam News Agency"), ("Viet Nam News|Vietnam News Service", "Viet Nam News"),
    ("Vietnam Oil and Gas Group|Petrovietnam|=PVN", "Petrovietnam"), ("Vietnam Airlines", "Vietnam Airlines"), ("Electricity of Vietnam|=EVN", "Vietnam Electricity"),
    ("Zarubezhneft", "Zarubezhneft"), ("Gazprom", "Gazprom"), ("Rosneft", "Rosneft"), ("Lukoil", "Lukoil"), ("Novatek", "Novatek"), ("Rosatom", "Rosatom"),
    ("Exxon Mobil|ExxonMobil|Exxon", "ExxonMobil"), ("Royal Dutch Shell", "Shell"), ("Chevron", "Chevron"), ("TotalEnergies", "TotalEnergies"),
    ("Saudi Aramco|Aramco", "Saudi Aramco"), ("Equinor", "Equinor"), ("PetroChina", "PetroChina"), ("Sinopec", "Sinopec"), ("Petrobras", "Petrobras"),
    ("Pfizer", "Pfizer"), ("AstraZeneca", "AstraZeneca"), ("Moderna", "Moderna"), ("BioNTech", "BioNTech"), ("Sinopharm", "Sinopharm"), ("Sinovac", "Sinovac"),
    ("Boeing", "Boeing"), ("Airbus", "Airbus"), ("Lockheed Martin", "Lockheed Martin"), ("Microsoft", "Microsoft"), ("Google", "Google"),
    ("Facebook", "Facebook"), ("Twitter", "Twitter"), ("YouTube", "YouTube"), ("Huawei", "Huawei"), ("Samsung", "Samsung"), ("Toyota", "Toyota"),
    ("General Motors", "General Motors"), ("Volkswagen", "Volkswagen"), ("Siemens", "Siemens"),
    ("Reuters", "Reuters"), ("Associated Press", "Associated Press"), ("Agence France-Presse|=AFP", "Agence France-Presse"), ("Xinhua", "Xinhua"),
    ("TASS|ITAR-TASS", "TASS"), ("RIA Novosti", "RIA Novosti"), ("Interfax", "Interfax"), ("Bloomberg", "Bloomberg"), ("British Broadcasting Corporation|=BBC", "BBC"),
    ("=CNN", "CNN"), ("Al Jazeera|Al-Jazeera", "Al Jazeera"), ("New York Times", "New York Times"), ("Washington Post", "Washington Post"),
    ("Wall Street Journal", "Wall Street Journal"), ("Financial Times", "Financial Times"), ("Deutsche Welle", "Deutsche Welle"), ("Voice of America", "Voice of America"),
    ("Wikinews", "Wikinews"), ("Wikipedia", "Wikipedia"), ("Wikimedia Foundation", "Wikimedia Foundation"),
    ("Amnesty International", "Amnesty International"), ("Human Rights Watch", "Human Rights Watch"), ("Greenpeace", "Greenpeace"),
    ("Doctors Without Borders|Médecins Sans Frontières", "Médecins Sans Frontières"), ("Transparency International", "Transparency International"),
    ("Hamas", "Hamas"), ("Hezbollah|Hizbullah", "Hezbollah"), ("Taliban", "Taliban"), ("al-Qaeda|Al Qaeda|al-Qaida|Al-Qa'ida", "al-Qaeda"),
    ("Islamic State|=ISIS|=ISIL", "Islamic State"), ("Boko Haram", "Boko Haram"), ("Houthi movement", "Houthi movement"), ("Fatah", "Fatah"),
    ("Johns Hopkins University", "Johns Hopkins University"), ("Harvard University", "Harvard University"), ("Oxford University|University of Oxford", "University of Oxford"),
    ("Cambridge University|University of Cambridge", "University of Cambridge"), ("Stanford University", "Stanford University"),
    ("Democratic Party", "Democratic Party"), ("Republican Party", "Republican Party"), ("Labour Party", "Labour Party"), ("Conservative Party", "Conservative Party"),
    ("Fédération Internationale de Football Association|=FIFA|=Fifa", "FIFA"), ("=UEFA|=Uefa", "UEFA"), ("=NBA", "NBA"), ("=NFL", "NFL"),
    ("International Olympic Committee|=IOC", "International Olympic Committee"), ("George Washington University", "George Washington University"),
]


def spellings(name):
    """The name in the spellings of both shores."""
    found = [name]
    for a, b in (("Organization", "Organisation"), ("Program", "Programme"), ("Labor", "Labour"), ("Center", "Centre"), ("Cooperation", "Co-operation")):
        found += [n.replace(a, b) for n in found if re.search(a + r"\b", n)]
        found += [n.replace(b, a) for n in found if re.search(b + r"\b", n)]
    return found


def organisations():
    entries, seen = [], set()
    for text, canonical in ORGANISATIONS:
        names = text.split("|")
        seen |= {fold(n.lstrip("=?")) for n in names}
        entries.append((names, "ORG", canonical, "textmill:org/" + slug(canonical), ""))
    for row in rows("gazetteer-organisations", "international-organisations.tsv"):
        name, short = row["name"].strip(), row["abbreviation"].strip()
        if not name[0].isupper() or name in ORG_DROPPED or fold(name) in seen or "Soviet" in name:
            continue
        names = spellings(name)
        if name.startswith("United Nations "):
            rest = name[len("United Nations "):]
            names += [s for s in spellings("UN " + rest)] + ["U.N. " + rest]
        shorts = [s.strip() for s in re.split(r" or |;|,", short)]
        for s in shorts:
            s = re.sub(r" - .*", "", s).strip()
            if s and s not in ABBREVIATION_DROPPED and fold(s) not in seen and len(s) >= 2 and " " not in s:
                names.append("=" + s)
                if s.startswith("G-"):
                    names.append("=" + s.replace("-", ""))
        names = [n for n in names if fold(n.lstrip("=?")) not in seen]
        seen |= {fold(n.lstrip("=?")) for n in names}
        if names:
            entries.append((names, "ORG", name, "textmill:org/" + slug(name), ""))
    for row in rows("gazetteer-organisations", "oecd-channel-organisations.tsv"):
        name = row["name"].strip().replace("’", "'")
        if not re.match(r"^(21|22|23|41|42|43|44|45|46|47)\d\d\d$", row["code"]) or row["code"].endswith("000"):
            continue
        if re.search(r"[(,;/]|Other|Agencies|Fund for the Implementation|contributions| - |Trust Fund", name) or len(name.split()) < 2 or len(name) > 70:
            continue
        names = [n for n in spellings(name) if fold(n) not in seen]
        seen |= {fold(n) for n in names}
        if names and name[0].isupper():
            entries.append((names, "ORG", name, "textmill:org/" + slug(name), ""))
    entries.sort(key=lambda e: (fold(e[2]), e[3]))
    write("organisations.tsv", "International organisations, institutions, agencies and some companies. Sources: World Factbook, Appendix B (public domain);\nOECD channel list (IATI Standard, CC BY 4.0); own list.", entries)


# Leaders -------------------------------------------------------------------------------------------------------

LEADER_VARIANTS = {
    "Vladimir Vladimirovich Putin": ["Vladimir Putin"],
    "Xi Jinping": ["Xi Jinping"], "Donald J. Trump": ["Donald Trump", "Donald J. Trump", "President Trump"], "Volodymyr Zelenskyy": ["Volodymyr Zelensky", "Volodymyr Zelenskiy"],
    "Benyamin Netanyahu": ["Benjamin Netanyahu"], "Alyaksandr Lukashenka": ["Alexander Lukashenko", "Aleksandr Lukashenko"],
    "Matamela Cyril Ramaphosa": ["Cyril Ramaphosa"], "Luiz Inácio Lula da Silva": ["Lula da Silva"], "Pham Minh Chinh": ["Phạm Minh Chính"],
    "Luong Cuong": ["Lương Cường"], "Muhammad Bin Zayid Al Nuhayyan": ["Mohammed bin Zayed Al Nahyan", "Mohamed bin Zayed"],
    "Nicolas Maduro Moros": ["Nicolás Maduro"],
}
PEOPLE_OWN = [
    ("Nguyễn Phú Trọng", "VN"), ("Nguyễn Xuân Phúc", "VN"), ("Tô Lâm", "VN"), ("Võ Văn Thưởng", "VN"), ("Hồ Chí Minh", "VN"), ("Dmitry Medvedev", "RU"),
    ("Sergey Lavrov|Sergei Lavrov", "RU"), ("Dmitry Peskov", "RU"), ("Sergei Shoigu|Sergey Shoigu", "RU"), ("Joe Biden|Joseph R. Biden", "US"), ("Barack Obama", "US"),
    ("George W. Bush", "US"), ("Bill Clinton", "US"), ("Hillary Clinton|Hillary Rodham Clinton", "US"), ("Kamala Harris", "US"), ("Mike Pence", "US"), ("Dick Cheney", "US"),
    ("Angela Merkel", "DE"), ("Olaf Scholz", "DE"), ("Boris Johnson", "GB"), ("Theresa May", "GB"), ("Tony Blair", "GB"), ("Shinzo Abe", "JP"), ("Justin Trudeau", "CA"),
    ("Scott Morrison", "AU"), ("Jacinda Ardern", "NZ"), ("Jair Bolsonaro", "BR"), ("António Guterres", ""), ("Kofi Annan", ""), ("Ban Ki-moon", ""), ("Moon Jae-in", "KR"),
    ("Nicolás Maduro", "VE"), ("Bashar al-Assad|Bashar Assad", "SY"), ("Saddam Hussein", "IQ"), ("Osama bin Laden", ""), ("Ursula von der Leyen", ""), ("Jens Stoltenberg", ""),
    ("Tedros Adhanom Ghebreyesus|Tedros Adhanom", ""), ("Ali Khamenei", "IR"), ("Hassan Rouhani", "IR"), ("Imran Khan", "PK"), ("Hun Sen", "KH"), ("Hun Manet", "KH"),
]
PRESIDENTS = {
    "John Fitzgerald Kennedy": ["John F. Kennedy", "JFK"], "Dwight David Eisenhower": ["Dwight Eisenhower", "Dwight D. Eisenhower"],
    "Hubert Horatio Humphrey": ["Hubert Humphrey"], "Lyndon Baines Johnson": ["Lyndon Johnson", "Lyndon B. Johnson"],
    "Spiro Theodore Agnew": ["Spiro Agnew"], "Richard Milhous Nixon": ["Richard Nixon", "Richard M. Nixon"],
    "Gerald Rudolph Ford": ["Gerald Ford", "Gerald R. Ford"], "Nelson Aldrich Rockefeller": ["Nelson Rockefeller"],
    "Walter Frederick Mondale": ["Walter Mondale"], "James Earl Carter": ["Jimmy Carter"], "Ronald Wilson Reagan": ["Ronald Reagan"],
    "James Danforth Quayle": ["Dan Quayle"], "George Herbert Walker Bush": ["George H. W. Bush", "George H.W. Bush", "George HW Bush"],
    "Albert Arnold Gore": ["Al Gore"], "William Jefferson Clinton": ["Bill Clinton"], "Richard Bruce Cheney": ["Dick Cheney"],
    "George Walker Bush": ["George W. Bush"], "Joseph Robinette Biden": ["Joe Biden", "Joseph R. Biden"],
    "Barack Hussein Obama": ["Barack Obama"], "Mike Pence": ["Mike Pence"], "Donald J. Trump": ["Donald Trump"],
    "Kamala D. Harris": ["Kamala Harris"], "James David Vance": ["J. D. Vance", "JD Vance", "J.D. Vance"],
}
TITLE_WORDS = re.compile(r"\b(President|Minister|Ministers|Governor|General|Commissioner|King|Queen|Council|Assembly|Government|Sir|Dame|Prefect|Premier|Chief|"
                         r"Administrator|Superior|Confederation|Affairs|Leader|Commission|Chairperson|Prime|Interim|Caretaker|Crown|Prince|Archbishop|Air|Cnsp|Gnu|Republic|"
                         r"Lieutenant-Governor|Bailiff|Community|Territorial|Equivalent|Co-Vice|Commonwealth|Zealand|French|Hon)\b", re.I)


def leaders(country_table):
    by_gec = {}
    for row in rows("gazetteer-country-codes", "country-codes.tsv"):
        by_gec[row["FIPS"].strip().lower()] = row["ISO3166-1-Alpha-2"].strip()
    entries, seen = [], set()

    def add(names, canonical, iso, id=""):
        names = [n for n in names if fold(n.lstrip("=?")) not in seen]
        seen.update(fold(n.lstrip("=?")) for n in names)
        if names:
            entries.append((names, "PERSON", canonical, id or "textmill:person/" + slug(canonical), iso))

    politicians(add)
    for text, iso in PEOPLE_OWN:
        add(text.split("|"), text.split("|")[0], iso)
    for row in rows("gazetteer-factbook", "leaders.tsv"):
        name = re.sub(r"\s*\([^)]*\)", "", row["name"].strip().replace("’", "'"))
        name = re.sub(r'\s*"[^"]*"', "", name)
        name = re.sub(r", Jr\.$", "", name)
        # XI Jinping and Denis SASSOU-Nguesso keep the Factbook's capitals.
        name = " ".join("-".join(p if p[:1].islower() and not p.isupper() else (p.capitalize() if p.isupper() and len(p) > 1 and not re.fullmatch("[IVX]{2,}", p) or p == "XI" else p)
                                 for p in w.split("-")) for w in name.split())
        parts = name.split()
        # A first name alone, or what is left of a title, would match somebody else.
        if len(parts) < 2 or TITLE_WORDS.search(name) or "," in name or re.fullmatch("[IVX]+", parts[-1]) or " of the " in name or name.endswith(" of Denmark") or name.endswith(" of Norway"):
            continue
        iso = by_gec.get(row["gec"], "")
        names = [name] + LEADER_VARIANTS.get(name, [])
        # The middle initial is often left out.
        short = [p for p in parts if not re.fullmatch(r"[A-Z]\.", p)]
        if len(short) >= 2:
            names.append(" ".join(short))
        surname = row["surname_marked"].strip()
        if len(parts) >= 3 and surname and surname in parts[1:] and " " not in surname and fold(surname) != fold(parts[0]) and not fold(parts[1]) in ("bin", "al"):
            names.append(parts[0] + " " + surname)
        canonical = LEADER_VARIANTS[name][0] if name in LEADER_VARIANTS and name not in ("Pham Minh Chinh", "Luong Cuong") else name
        if name in ("Pham Minh Chinh", "Luong Cuong"):
            canonical = LEADER_VARIANTS[name][0]
        names = [n for n in names if not n.startswith("President ")]
        add(names, canonical, iso)
    entries.sort(key=lambda e: (fold(e[2]), e[3]))
    write("leaders.tsv", "Heads of state and of government by full name, without titles, a few former ones, and the US Congress.\nSources: World Factbook, snapshot of 2026-05 (public domain); unitedstates/congress-legislators (CC0); own list.", entries)


def politicians(add):
    """US presidents, vice presidents and members of Congress, whom the source gives Wikidata items."""
    for row in rows("gazetteer-us-politics", "legislators-and-presidents.tsv"):
        name, last, nickname = row["name"].replace("’", "'"), row["last"].replace("’", "'"), row["nickname"]
        id = "wikidata:" + row["wikidata"] if row["wikidata"] else ""
        if "President" in row["role"]:
            if name in PRESIDENTS:
                names = PRESIDENTS[name]
                add(["=" + n if n.isupper() else n for n in names + [name]], names[0], "US", id)
            continue
        name = re.sub(r",? (Jr|Sr|II|III|IV)\.?$", "", name)
        names = [name, re.sub(r" [A-Z]\.(?= )", "", name)] + ([nickname + " " + last] if nickname else [])
        # Many have names that others have too: the words beside them, or the tagger, must agree.
        add(["?" + n for n in dict.fromkeys(names) if " " in n], re.sub(r" [A-Z]\.(?= )", "", name), "US", id)


# Names of people ---------------------------------------------------------------------------------------------------

FAMILY_GIVEN = {  # People are called by the given name, which comes last.
    "VN": "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Đoàn Lương Mai Trịnh Đào Cao Lưu Lâm Tạ Phùng Châu Tô Hà "
          "Quách Thái Tống Vương Triệu Nông Thạch Khuất Giàng Lò Hứa Kiều Nghiêm Đàm La Lại Chu Vi Trà Tôn Quản Bành Mạc Lữ Doãn",
}
FAMILY_FAMILY = {  # People are called by the family name, which comes first.
    "CN": "Xi Li Wang Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Gao Lin Luo Zheng Liang Xie Song Tang Han Feng Deng Cao Peng Zeng Xiao "
          "Tian Dong Yuan Pan Jiang Cai Yu Du Ye Cheng Su Wei Lu Ding Ren Shen Yao Cui Zhong Tan Wen Hua Qin Jin Bo Chiang Tsai Lai Soong Mao Qiao Meng Bai Xiong Hou "
          "Shi Hong Kong Mo Pang Qian Zou Hao Gu Gong Wan Duan Lei Tao Qi Yin Chang Yan Leung Cheung Kwok Lam Tsang Tung Carrie",
    "KR": "Kim Park Choi Jung Jeong Kang Cho Yoon Jang Lim Shin Seo Kwon Hwang Ahn Yoo Hong Jeon Moon Bae Baek Huh Noh Roh Nam Shim Chung Lee Ri Choe Pak Chun Rhee Han Ban Hyon Jo",
    "KH": "Hun Norodom Sam Heng Sok Pol Khieu",
}
LAST_GIVEN_HU = ("Viktor Péter László Ferenc János József István Zoltán Gábor Tamás Attila Sándor Gergely Balázs Márton Mihály Antal Tibor Katalin Judit Ágnes Ildikó "
                 "Krisztina András György Imre Lajos Károly Dezső Miklós Pál Csaba Levente Bence Máté Zsolt Szilárd Róbert Ádám Dávid Klára Erzsébet Éva Zsuzsanna Tünde")
SHORT = {
    "William": "Bill Will Billy Willy", "Robert": "Bob Rob Bobby", "Richard": "Dick Rick Rich", "James": "Jim Jimmy Jamie", "Joseph": "Joe Joey", "Michael": "Mike Mick Mikhail",
    "Thomas": "Tom Tommy Thom", "Charles": "Charlie Chuck Chas", "Edward": "Ed Ted Eddie Ned", "Anthony": "Tony", "Christopher": "Chris", "Matthew": "Matt", "Daniel": "Dan Danny",
    "David": "Dave", "Samuel": "Sam", "Benjamin": "Ben Bibi Benyamin Binyamin", "Andrew": "Andy", "Alexander": "Alex Aleksandr Alyaksandr Alexandr", "Albert": "Al", "Ronald": "Ron", "Donald": "Don", "Kenneth": "Ken",
    "Stephen": "Steve Steven", "Gregory": "Greg", "Jeffrey": "Jeff", "Timothy": "Tim", "Nicholas": "Nick", "Patrick": "Pat", "Peter": "Pete", "Philip": "Phil Phillip", "Raymond": "Ray",
    "Elizabeth": "Liz Beth Betty Eliza", "Margaret": "Maggie Peggy Meg", "Katherine": "Kate Kathy Katie Catherine", "Susan": "Sue Suzy", "Deborah": "Deb Debbie", "Jennifer": "Jen Jenny",
    "Patricia": "Patty Tricia", "Barbara": "Barb", "Rebecca": "Becky", "Sergei": "Sergey Serhiy", "Dmitry": "Dmitri Dmitriy", "Vladimir": "Volodymyr Wladimir", "Mohammed": "Mohamed Muhammad Mohammad Mohamad",
    "Yusuf": "Yousef Youssef Yousuf", "Hussein": "Husain Hussain", "Ahmed": "Ahmad", "Nikolai": "Nikolay", "Andrei": "Andrey Andriy", "Yevgeny": "Evgeny Yevgeniy",
}


def people_names():
    """Given names of men and women, family names that come first, and short forms."""
    given = {}
    for kind in ("male", "female"):
        with open(path("gazetteer-names", "english-first-names-kantrowitz", kind + ".txt"), encoding="utf-8", errors="replace") as file:
            given[kind] = {line.strip() for line in file if line.strip().isalpha() and len(line.strip()) > 1}
    families = {fold(n) for words in list(FAMILY_GIVEN.values()) + list(FAMILY_FAMILY.values()) for n in words.split()}
    # Names of both, and names that are family names elsewhere, tell nothing.
    male = sorted(n for n in given["male"] - given["female"] if fold(n) not in families - {"kim", "lee"})
    female = sorted(n for n in given["female"] - given["male"] if fold(n) not in families - {"kim", "lee"})
    own = {"male": "Vladimir Sergei Sergey Dmitry Nikolai Mikhail Yevgeny Andrei Boris Volodymyr Emmanuel Recep Benjamin Narendra Imran Mohammed Ahmed Ali Hassan Hussein Abdullah "
                   "Ibrahim Mahmoud Mustafa Omar Yusuf Viktor Jens Olaf Pedro Luis Carlos José Juan Miguel Giuseppe Matteo Mario Jair Nicolás Shinzo Fumio Joko António Kofi",
           "female": "Hillary Angela Ursula Kamala Theresa Jacinda Sanna Giorgia Marine Ngozi Benazir Indira Sonia Aung Cristina Dilma Michelle Nancy Olena Svetlana Maria Yulia Tatiana"}
    lines = ["# Names of people: given names of men and women, family names that come first, short forms.",
             "# Sources: Names Corpus by Mark Kantrowitz (with credit, see NOTICE); own lists.",
             "# Written by make-gazetteers.py; format: kind, detail, names (Documentation/Entities.md)"]
    for kind, names in (("male", male), ("female", female)):
        names = sorted(set(names) | {n for n in own[kind].split()})
        lines.append("\t".join([kind, "", "|".join(names)]))
    for country, names in FAMILY_GIVEN.items():
        lines.append("\t".join(["family", "given", "|".join(names.split())]))
    for country, names in FAMILY_FAMILY.items():
        lines.append("\t".join(["family", "family", "|".join(dict.fromkeys(n for n in names.split() if n != "Carrie"))]))
    lines.append("\t".join(["last-given", "", "|".join(LAST_GIVEN_HU.split())]))
    for name, shorts in SHORT.items():
        lines.append("\t".join(["short", name, "|".join(shorts.split())]))
    with open(os.path.join(HERE, "people.tsv"), "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n")
    print(f"people.tsv: {len(lines)} lines")


table = countries()
cities(table, provinces(table))
organisations()
leaders(table)
people_names()
