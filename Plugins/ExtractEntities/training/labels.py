"""One label policy for sets that were annotated by different rules.

Labels: PERSON, ORG, PLACE, NORP (peoples, religions, parties' followers), DATE, MONEY, MISC. Dates and sums are
labelled by rule in every set, because only few sets have them and those disagree; a single-word people that a set
calls MISC, ORG or PERSON becomes NORP; titles are cut from the front of PERSON.
"""

import re

import columns
import tokens

LABELS = ("PERSON", "ORG", "PLACE", "NORP", "DATE", "MONEY", "MISC")

TITLES = frozenset("""
    president mr. mr mrs. mrs ms. ms miss dr. dr prime minister vice deputy chancellor premier senator sen. rep.
    representative governor gov. general gen. gen lieutenant lt. lt colonel col. col major maj. maj captain capt. capt
    sergeant sgt. sgt admiral adm. secretary foreign defense defence interior finance pope king queen prince princess
    sheikh ayatollah justice judge ambassador chairman chairwoman chairperson spokesman spokeswoman spokesperson director
    chief former commander mayor congressman congresswoman professor prof. prof rev. reverend archbishop bishop cardinal
    sir lord lady attorney presidential-candidate first state party comrade crown emir sultan imam mullah rabbi pm mp
    mps shri smt datuk tan sri hon. hon officer inspector speaker leader""".split())

DAY_NAME = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY"
DAY_NAME += r"|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat)\.)"
LONG_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
MONTH = rf"(?:{LONG_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?: ?\.)?)"
YEAR = r"(?:1[4-9]\d\d|20\d\d)"
DAY = r"(?:(?:[12]\d|3[01]|0?[1-9])(?: ?(?:st|nd|rd|th))?)"
COUNTED = """
    people years? troops soldiers miles kilomet\\w+ met(?:er|re)s dollars per percent % students workers men women homes
    houses families jobs square million billion US euros feet tons tonnes km kg m yen others refugees civilians police
    protesters MW megawatts deaths cases votes acres hectares barrels""".split()
DATE = re.compile("(?<![^ ])(?:" + "|".join([
    rf"(?:{DAY_NAME} (?:, )?)?(?:the )?{DAY} (?:day )?(?:of )?{MONTH}(?: ,)?(?: (?:of )?{YEAR})?",
    rf"(?:{DAY_NAME} (?:, )?)?{MONTH} {DAY}(?: [-–] (?:{MONTH} )?{DAY})?(?: \( {DAY_NAME} \))?"
    rf"(?: , {YEAR}| {YEAR}(?! [a-z]+s ))?",
    rf"{MONTH} (?:, |of )?{YEAR}(?: [-–] {YEAR})?",
    rf"{YEAR} [-–/] (?:{YEAR}|\d\d)(?![^ ])",
    DAY_NAME,
    LONG_MONTH.replace("March|", "").replace("May|", ""),
    r"(?<=in )(?:May|March)", r"(?<=of )(?:May|March)", r"(?<=since )(?:May|March)", r"(?<=until )(?:May|March)",
    r"(?<=by )(?:May|March)", r"(?<=last )(?:May|March)", r"(?<=next )(?:May|March)", r"(?<=late )(?:May|March)",
    r"(?<=early )(?:May|March)", r"(?<=from )(?:May|March)", r"(?<=this )(?:May|March)", r"(?<=mid )(?:May|March)",
    rf"{YEAR}(?: s)?(?! (?:{'|'.join(COUNTED)})(?![^ ]))",
    r"\d{1,2}/\d{1,2}/(?:19|20)?\d\d",
]) + r")(?![^ ])")

NUMBER_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
NUMBER_WORD += r"|sixty|seventy|eighty|ninety|hundred|half a|a|several|some)"
NUMBER = rf"(?:\d[\d,.]*(?: ?- ?\d[\d,.]*)?|{NUMBER_WORD}(?:[ -]{NUMBER_WORD})*)"
SCALE = r"(?:thousand|million|billion|trillion|crore|lakh|m|bn|mn|k|tn|hundred|quadrillion)"
SCALED = rf"{NUMBER}(?: ?- ?{SCALE}| {SCALE})?(?: {SCALE})?"
SIGN = "(?:[$£€¥₡₹₦₽₩₫฿₱¢₴₺₪])"
CODE = "(?:US|U\\.S\\.|HK|NT|A|AU|C|CA|S|NZ|J|Z|N|R|Rs|Rs\\.|RM|Dh|Dhs|QR|SR|Tk|Sh|Ksh|KSh|P|Php|Rp|AED|USD|EUR|GBP"
CODE += "|SAR|KD|BD|GHS|GH|NGN|ZAR|INR|IDR|MYR|VND|RUB|CNY|RMB|JPY)"
CURRENCY = "(?:dollars?|euros?|pounds?|yen|yuan|renminbi|rupees?|baht|won|rubles?|roubles?|pesos?|rand|francs?|dong|VND"
CURRENCY += "|USD|EUR|GBP|RMB|CNY|cents?|pence|shillings?|naira|cedis?|ringgit|rupiah|dinars?|dirhams?|riyals?|rials?"
CURRENCY += "|lira|kron[ae]r?|zloty|reais|real|taka|kwacha|birr|bolivars?|soles|quetzales|colones|lempiras?)"
WHOSE = "(?:US|U\\.S\\.|Hong Kong|Australian|Canadian|Singapore|Singaporean|New Zealand|Taiwan|American|British|Egyptian"
WHOSE += "|Kenyan|Japanese|Chinese|Indian|Philippine|Mexican|Swiss|Jamaican|Zimbabwe|Namibian|Turkish|Syrian|Iraqi)"
MONEY = re.compile("(?<![^ ])(?:" + "|".join([
    rf"(?:{CODE} ?)?{SIGN} ?{SCALED}(?: (?:USD|US dollars))?",
    rf"{CODE} {NUMBER}(?: {SCALE})?",
    rf"{SCALED}(?: ?- ?)? ?(?:{WHOSE} )?{CURRENCY}",
    rf"(?:tens of |hundreds of |thousands of |millions of )?(?:thousands|millions|billions|trillions|hundreds) of"
    rf" (?:{WHOSE} )?{CURRENCY}",
]) + r")(?![^ ])")
NO_MONEY = re.compile(r"^(?:a|one|some|several) (?:real|pounds?|won)$|^(?:A|C|S|P|N|US|U\.S\.|Z|J) \d")


def dates_and_sums(words):
    """Absolute dates and sums of money, by rule: names that do not overlap."""
    text, starts, ends = " ".join(words), {}, {}
    offset = 0
    for i, word in enumerate(words):
        starts[offset] = i
        ends[offset + len(word)] = i + 1
        offset += len(word) + 1
    found = []
    for label, pattern in (("MONEY", MONEY), ("DATE", DATE)):
        for match in pattern.finditer(text):
            start, end, surface = match.start(), match.end(), match.group()
            if label == "MONEY" and NO_MONEY.match(surface) and not re.search("[$£€]", surface):
                continue
            if label == "DATE" and surface.startswith("the "):
                start += len("the ")
            while text[end - 1] in " ,":
                end -= 1
            if start in starts and end in ends:
                first, last = starts[start], ends[end]
                if all(last <= other[0] or first >= other[1] for other in found):
                    found.append((first, last, label))
    return found


class Policy:
    """Repairs names with what the lexicon knows of peoples and countries."""

    def __init__(self, lexicon):
        self.peoples = lexicon["DEM"] - lexicon["CTRY"]
        self.countries = lexicon["CTRY"]

    def is_people(self, words):
        return words[0][0].isupper() and tokens.key(" ".join(words)) in self.peoples

    def is_country(self, words):
        name = " ".join(words)
        return len(name) > 2 and words[0][0].isupper() and tokens.key(name) in self.countries

    def without_title(self, words, start, end):
        """The first token of a person after the titles; `end` when nothing else is left."""
        while start < end and words[start].lower() in TITLES:
            start += 1
        return start

    def repaired(self, words, tags, countries_are_places=False, cut_titles=False):
        """The tags of a sentence under the policy. `?` and names that stay free are kept."""
        found = []
        for start, end, label in columns.names(tags):
            name = words[start:end]
            if label in ("DATE", "MONEY"):
                continue
            if label in ("MISC", "ORG", "PERSON") and end - start <= 2 and self.is_people(name):
                label = "NORP"
            if label == "ORG" and countries_are_places and self.is_country(name):
                label = "PLACE"
            if label == "PERSON" and cut_titles:
                start = self.without_title(words, start, end)
                if start == end:
                    continue
            found.append((start, end, label))
        base = ["?" if tag == "?" else "O" for tag in tags]
        new_tags = columns.tags_of(len(words), found, base)
        self.add(dates_and_sums(words), new_tags)
        self.add(self.peoples_in(words), new_tags)
        return new_tags

    def peoples_in(self, words):
        for length in (3, 2, 1):
            for i in range(len(words) - length + 1):
                if words[i][0].isupper() and self.is_people(words[i:i + length]):
                    yield i, i + length, "NORP"

    def countries_in(self, words):
        for length in (4, 3, 2, 1):
            for i in range(len(words) - length + 1):
                if self.is_country(words[i:i + length]):
                    yield i, i + length, "PLACE"

    def consistent(self, document):
        """Self-labelled tags of a document, repaired: titles off, peoples and countries by list, and a lone surname
        of one of the document's persons is that person."""
        surnames = {
            words[end - 1] for words, tags in document for start, end, label in columns.names(tags)
            if label == "PERSON" and end - start > 1 and len(words[end - 1]) > 2}
        return [(words, self.repaired_guess(words, tags, surnames)) for words, tags in document]

    def repaired_guess(self, words, tags, surnames):
        found = []
        for start, end, label in columns.names(tags):
            name = words[start:end]
            if label in ("MONEY", "DATE"):
                continue
            if label == "PERSON":
                cut = self.without_title(words, start, end - 1)
                start, name = cut, words[cut:end]
            if label in ("PLACE", "ORG") and end - start > 1 and name[0].lower() == "the":
                start, name = start + 1, name[1:]
            if self.is_people(name):
                label = "NORP"
            elif label != "PLACE" and self.is_country(name) and (len(name) > 1 or len(name[0]) > 4):
                if label != "PERSON" or name[0] not in ("Georgia", "Jordan", "Israel"):
                    label = "PLACE"
            if len(name) == 1 and label in ("ORG", "PLACE", "MISC") and name[0] in surnames:
                label = "PLACE" if self.is_country(name) else "PERSON"
            found.append((start, end, label))
        new_tags = columns.tags_of(len(words), found)
        self.add(dates_and_sums(words), new_tags)
        for i, word in enumerate(words):
            beside = words[i + 1:i + 2] + (words[i - 1:i] if i > 1 else [])
            if word in surnames and new_tags[i] == "O" and not any(w[0].isupper() and w[0].isalpha() for w in beside):
                new_tags[i] = "B-PERSON"
        return new_tags

    @staticmethod
    def add(found, tags):
        """Writes names over tokens that are O or free."""
        for start, end, label in found:
            if columns.is_free(tags, start, end):
                tags[start:end] = ["B-" + label] + ["I-" + label] * (end - start - 1)
