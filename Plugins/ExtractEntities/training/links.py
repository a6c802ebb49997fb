"""Partly labelled documents from the links of Wikipedia's current events (topics-current-events).

A link's edges are gold; its label follows from the article's title and the lexicon where that is certain, otherwise
the name's label stays free (`B-*`). A name that is linked with one label everywhere is labelled where it stands
without a link too. Every other capitalised word is free (`?`): the trainer then takes it as whatever the rest of the
sentence and of the data make it.
"""

import collections
import os
import re

import columns
import labels
import tokens

PERSON_IN_BRACKETS = re.compile(
    r"\b(?:politician|footballer|judge|general|singer|actor|actress|player|businessman|journalist|activist|rapper|boxer"
    r"|coach|bishop|lawyer|diplomat|director|wrestler|cyclist|driver|criminal|officer|writer|musician|athlete|racing"
    r"|born|cricketer|swimmer|tennis|skier|economist|cleric|commander|soldier|physicist|author|comedian|entertainer)\b")
PLACE_TITLE = re.compile(
    r"\b(?:province|district|county|state|governorate|region|oblast|department|municipality|territory|regency|voivodeship|river|island|islands|sea"
    r"|mountain|mount|lake|city|raion|krai|prefecture|peninsula|strait|airport|village|division|parish|okrug|canton"
    r"|subdistrict|valley|desert|bay|gulf|canal|bridge|highway|stadium|arena|prison|dam|port|base|refinery|camp|temple"
    r"|mosque|cathedral|palace|square|street|park|plateau|archipelago|volcano|crossing|airfield)$")
EVENT_TITLE = re.compile(
    r"\b(?:elections?|attacks?|wars?|cup|championships?|tournament|final|act|treaty|agreement|accords?|prize|awards?|games"
    r"|olympics|festival|hurricane|cyclone|typhoon|operation|pandemic|protests?|crash|bombings?|shootings?|conflict"
    r"|offensive|league|season|referendum|grand prix|genocide|uprising|revolution|coup|massacre|crisis|strikes?|summit"
    r"|open|protocol|resolution|bill|amendment|convention)\b")
JOINING = frozenset(
    "of the and de for al in on bin van von da del la le el to di du at y ibn und des dos das e a ul".split())
HONOURED = frozenset("""
    president minister senator governor chancellor general admiral colonel king queen prince princess pope ayatollah
    sheikh judge justice ambassador mayor singer actor actress rapper director author writer journalist activist
    footballer coach boxer swimmer skier cyclist driver politician leader spokesman spokeswoman spokesperson commander
    secretary chairman ceo founder businessman lawyer musician comedian musician entertainer guitarist""".split())
VEHICLE = re.compile(
    r"\b(?:Boeing|Airbus|Cessna|Beechcraft|Bombardier|Embraer|Antonov|Tupolev|Sukhoi|Lockheed|Sikorsky|Mikoyan|Piper"
    r"|Mooney|Bell \d+|Mil Mi|ATR \d+|USS|HMS|INS|USNS|Soyuz|Falcon)\b")
TEAM = re.compile(r"\b(?:F\.C\.|FC|football|basketball|hockey|baseball|Cartel|Airlines?|Airways)$")
# Words of organisations that are places as often.
UNSURE_WORDS = frozenset("hospital church house school office center centre library guard museum station".split())
SURE_COUNTRIES = frozenset(("U.S.", "US", "UK", "U.K.", "UAE", "USA", "DRC"))


def own_labels():
    """Label by Wikipedia title, from link-labels.tsv."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "link-labels.tsv")
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return {title: label for label, titles in rows for title in titles.split("|")}


class Linked:
    """Reads the items and labels their links."""

    def __init__(self, lexicon, policy, items):
        self.lexicon = lexicon
        self.policy = policy
        self.places = set().union(*(lexicon[k] for k in ("CTRY", "REGION", "CITYL", "ADM1", "CAPITAL", "CITYS")))
        self.own = own_labels()
        self.counts = collections.Counter()
        self.lower = collections.Counter()
        self.capital = collections.Counter()
        self.items = [(item["text"], self.links(item)) for item in items]
        self.count_words()
        self.known = self.known_names()

    # Links

    def links(self, item):
        """(start, end, label) of an item's links: `*` for a name of unknown label, `?` for what may hold a name,
        None for what is none."""
        text, found = item["text"], []
        for link in item["entity_links"]:
            start = self.place(text, link["anchor"], found)
            if start is not None:
                end = start + len(link["anchor"])
                found.append((start, end, self.link(text, start, end, link["wikipedia_title"])))
        flat = [name for _, _, names in found for name in names]
        return sorted(flat)

    @staticmethod
    def place(text, anchor, found):
        """The first occurrence of the anchor outside the links before it."""
        start = text.find(anchor)
        while start >= 0:
            if all(start + len(anchor) <= a or start >= b for a, b, _ in found):
                return start
            start = text.find(anchor, start + 1)
        return None

    def link(self, text, start, end, title):
        """The names a link's anchor gives."""
        anchor = re.sub(r"^[Tt]he\s+|['’]s$", "", text[start:end])
        start = text.index(anchor, start)
        end = start + len(anchor)
        words = anchor.split()
        if not words or not any(c.isupper() for c in anchor):
            return [(start, end, None)] if words else []
        of = re.match(r"[\w\s-]*\b(?:[Pp]resident|[Mm]inister|[Gg]overnor|[Ss]ultan|King|Emir|[Mm]ayor) of (?:the )?",
                      anchor)
        if of:
            rest = anchor[of.end():]
            is_place = tokens.key(rest) in self.places
            return [(start, start + of.end(), None), (start + of.end(), end, "PLACE" if is_place else "?")] if rest \
                else [(start, end, None)]
        office = len(words)
        while office > 0 and words[office - 1].lower() in labels.TITLES:
            office -= 1
        if 0 < office < len(words):
            end = start + len(" ".join(words[:office]))
            whose = "NORP" if self.policy.is_people(words[:office]) else \
                "PLACE" if self.policy.is_country(words[:office]) else "?"
            return [(start, end, whose), (end, start + len(anchor), None)]
        if " of the " in anchor and words[0].lower() in labels.TITLES:
            return [(start, end, "?")]
        while len(words) > 1 and not self.policy.is_country(words) and words[0].lower().rstrip(",") in labels.TITLES:
            start = text.index(words[1], start + len(words[0]))
            words = words[1:]
        if words[0].lower() in labels.TITLES and len(words) == 1:
            return [(start, end, None)]
        anchor = text[start:end]
        if re.match(r"US\$|[$£€]", anchor):
            return [(start, end, "?")]
        if anchor.startswith(("COVID", "SARS")):
            return [(start, end, None)]
        if any(word[0].islower() and word not in JOINING for word in words):
            return [(start, end, "?")]
        label = self.label(anchor, words, title, text[:start])
        if label == "ORG" and "United States" in title:
            before = re.search(r"(?:U\.S\.|US|United States)\s$", text[:start])
            start = before.start() if before else start
        self.counts[label] += 1
        if label == "PLACE" and "," in anchor:
            return [(start + part.start(), start + part.end(), label) for part in re.finditer(r"[^,\s][^,]*", anchor)]
        return [(start, end, label)]

    def label(self, anchor, words, title, before):
        """The label a title and the lexicon agree on, or `*`."""
        bracket = (re.findall(r"\((.*?)\)", title) or [""])[0].lower()
        name = tokens.key(re.sub(r"\(.*", "", title).strip())
        anchor_key = tokens.key(anchor)
        lexicon = self.lexicon
        if self.policy.is_people(words):
            return "NORP"
        if title in self.own:
            return self.own[title]
        if anchor in SURE_COUNTRIES:
            return "PLACE"
        if PERSON_IN_BRACKETS.search(bracket) or name in lexicon["LEADER"] or anchor_key in lexicon["LEADER"]:
            return "PERSON"
        if anchor_key in self.places and (name == anchor_key or name.split(" ,")[0] == anchor_key
                                          or name.startswith(anchor_key)):
            return "PLACE"
        if name in lexicon["CTRY"] and anchor_key in lexicon["CTRY"]:
            return "PLACE"
        if VEHICLE.search(title):
            return "MISC"
        if TEAM.search(title):
            return "ORG"
        if re.search(r"\b(?:ship|film|album|song|series|video game|novel|aircraft|tanker|missile|rocket)\b", bracket):
            return "MISC"
        if re.search(r"\b(?:company|newspaper|band|party|organi[sz]ation|group|broadcaster|magazine)\b", bracket):
            return "ORG"
        # "Commission on Elections" is no event: what counts is the head, before the first preposition.
        head = re.split(r" (?:of|on|for|in|at|against|to) ", name)[0]
        is_event = EVENT_TITLE.search(head)
        if name in lexicon["ORG"] or anchor_key in lexicon["ORGABBR"] or name in lexicon["PARTY"]:
            return "ORG"
        if is_event:
            return "MISC" if EVENT_TITLE.search(anchor_key) or anchor_key == name else "*"
        head_words = set(head.split())
        if head_words & lexicon["ORGKW"]:
            return "*" if head_words & UNSURE_WORDS else "ORG"
        if PLACE_TITLE.search(name.split(" ,")[0]):
            return "PLACE"
        if "," in title and not bracket:
            return "PLACE"
        if {word.lower() for word in words} & (lexicon["ORGKW"] | lexicon["LOCKW"] | UNSURE_WORDS):
            return "*"
        previous = re.search(r"([\w-]+)\s*$", before)
        if previous and previous.group(1).lower() in HONOURED and 1 < len(words) <= 4:
            return "PERSON"
        if 2 <= len(words) <= 4 and tokens.fold(words[0]) in lexicon["FIRST"] and anchor in title:
            return "PERSON"
        return "*"

    # What the links together say

    def count_words(self):
        """How often each word stands in lower case, and capitalised inside a sentence."""
        for text, _ in self.items:
            for sentence in tokens.sentences(text):
                for i, (start, end) in enumerate(sentence):
                    word = text[start:end]
                    if word.islower():
                        self.lower[word] += 1
                    elif i and word[0].isupper():
                        self.capital[word.lower()] += 1

    def known_names(self):
        """Names that carry one label wherever they are linked, at least twice."""
        votes = collections.defaultdict(collections.Counter)
        for text, links in self.items:
            for start, end, label in links:
                if label not in (None, "?", "*"):
                    votes[text[start:end]][label] += 1
        return {
            name: label for name, counts in votes.items() if len(counts) == 1
            for label, count in counts.items()
            if (count >= 2 or " " in name) and len(name) > 3 and not self.lower[name.lower()]}

    def documents(self):
        return [self.document(text, links) for text, links in self.items]

    def document(self, text, links):
        surnames = {
            text[start:end].split()[-1] for start, end, label in links
            if label == "PERSON" and " " in text[start:end]}
        document = []
        for sentence in tokens.sentences(text):
            words = [text[start:end] for start, end in sentence]
            tags = [self.free(words, i) for i in range(len(words))]
            for start, end, label in links:
                inside = [i for i, (a, b) in enumerate(sentence) if a < end and b > start]
                if not inside:
                    continue
                first, last = inside[0], inside[-1] + 1
                if label is None or label == "?":
                    tags[first:last] = ["O" if label is None or words[i][0].islower() else "?"
                                        for i in range(first, last)]
                else:
                    tags[first:last] = ["B-" + label] + ["I-" + label] * (last - first - 1)
            labels.Policy.add(labels.dates_and_sums(words), tags)
            self.add_known(words, tags, surnames)
            document.append((words, tags))
        return document

    def free(self, words, i):
        """`?` for a word that may belong to a name, O for all others."""
        word = words[i]
        if not word[0].isupper():
            return "O"
        if word.startswith(("COVID", "SARS")):
            return "O"
        common = self.lower[word.lower()] > 2 * self.capital[word.lower()]
        return "O" if common and (i == 0 or not words[i - 1][0].isalnum()) else "?"

    def add_known(self, words, tags, surnames):
        """Labels what has no link but is known: names of other links, surnames, countries, peoples."""
        for length in range(6, 0, -1):
            for i in range(len(words) - length + 1):
                if not words[i][0].isupper() or any(tag != "?" for tag in (tags[i], tags[i + length - 1])):
                    continue
                if not columns.is_free(tags, i, i + length):
                    continue
                label = self.known_label(words[i:i + length], surnames)
                following = words[i + length] if i + length < len(words) else ""
                if label == "NORP" and following[:1].isupper() and following.lower() not in labels.TITLES:
                    continue
                if label:
                    tags[i:i + length] = ["B-" + label] + ["I-" + label] * (length - 1)

    def known_label(self, words, surnames):
        name = re.sub(r" (['’]s)\b", r"\1", " ".join(words))
        if name in SURE_COUNTRIES:
            return "PLACE"
        if len(words) == 1 and name in surnames:
            return "PERSON"
        if self.policy.is_people(words):
            return "NORP"
        if name in self.known:
            return self.known[name]
        return "PLACE" if len(name) > 3 and self.policy.is_country(words) else None
