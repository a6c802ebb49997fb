"""Changed copies of training sentences: what the sets show too seldom.

The wires write titles with capitals, names come from every country, headlines stand in capitals: the sets have few of
each. All choices come from one seeded generator, so the same data give the same copies.
"""

import os
import random
import re

import columns
import labels
import lexicon as lexicons
import tokens

OFFICE = re.compile(
    r"^(?:vice|deputy|prime|foreign|defen[cs]e|interior|finance|justice|health|economy|energy|trade|state|party|supreme"
    r"|crown|grand|acting|special|chief|attorney|field|army|general|secretary|press|staff|opposition|minority|majority"
    r"|house|senate|president|minister|premier|chancellor|leader|governor|senator|ambassador|mayor|king|queen|prince"
    r"|princess|sultan|emir|ayatollah|spokesperson|spokesman|spokeswoman|speaker|commander|admiral|colonel|marshal"
    r"|envoy|judge|justice|chairman|chairwoman|chair|director|executive|officer|commissioner|representative|whip"
    r"|coach|captain|lieutenant|major|sergeant|archbishop|bishop|cardinal|professor|superintendent|inspector)$")
SHORT_OFFICE = {
    "senator": ("Sen.", "Sen"), "governor": ("Gov.",), "general": ("Gen.", "Gen"), "colonel": ("Col.", "Col"),
    "professor": ("Prof.", "Prof"), "captain": ("Capt.", "Capt"), "lieutenant": ("Lt.",), "sergeant": ("Sgt.",)}
HONORIFICS = ("Mr.", "Mr", "Mrs.", "Ms.", "Ms", "Dr.", "Dr", "Prof.")
RUSSIAN_FIRST_NAMES = """
    Vladimir Dmitry Sergei Alexander Mikhail Nikolai Andrei Igor Yuri Maria Elena Olga Anton Viktor Alexei Tatiana
    Natalia Irina Svetlana Oleg Pavel Konstantin Roman Maxim Yevgeny Vasily""".split()


def with_capital_offices(document, chance):
    """Offices before a person's name with capitals (`foreign minister` → `Foreign Minister`), in some sentences."""
    new = []
    for words, tags in document:
        words, tags = list(words), list(tags)
        for start, _, label in columns.names(tags):
            first = start
            while first > 0 and OFFICE.match(words[first - 1]) and tags[first - 1] == "O":
                first -= 1
            if label in ("PERSON", "*") and first < start and chance.random() < 0.6:
                for i in range(first, start):
                    words[i] = words[i][0].upper() + words[i][1:]
                short = SHORT_OFFICE.get(words[start - 1].lower())
                if start - first == 1 and short and chance.random() < 0.5:
                    words[first] = chance.choice(short)
        new.append((words, tags))
    return new


def with_honorifics(document, chance, share):
    """`Mr`, `Dr.` and the like before some persons of one word."""
    new = []
    for words, tags in document:
        new_words, new_tags = [], []
        for i, (word, tag) in enumerate(zip(words, tags)):
            alone = tag == "B-PERSON" and (i + 1 == len(tags) or tags[i + 1] != "I-PERSON") and word[0].isupper()
            if alone and not (i and words[i - 1][0].isupper()) and chance.random() < share:
                new_words.append(chance.choice(HONORIFICS))
                new_tags.append("O")
            new_words.append(word)
            new_tags.append(tag)
        new.append((new_words, new_tags))
    return new


def in_capitals(document, chance, share):
    """Some short sentences as headlines in capitals."""
    return [
        ([word.upper() for word in words], tags) for words, tags in document
        if 4 < len(words) < 30 and chance.random() < share]


class NamePool:
    """Names of persons, places and organisations from many countries."""

    def __init__(self, data, linked, chance):
        self.chance = chance
        names = os.path.join(data, "gazetteer-names")
        people = [row["name"].split() for row in lexicons.rows(os.path.join(data, "gazetteer-factbook/leaders.tsv"))]
        people += [
            row["name"].split()
            for row in lexicons.rows(os.path.join(data, "gazetteer-us-politics/legislators-and-presidents.tsv"))][::4]
        given = [
            line.split() for part in ("boy", "girl")
            for line in lexicons.lines(names, f"vietnamese-given-names/{part}.txt")]
        surnames = lexicons.VIETNAMESE_SURNAMES.split()[:18]
        vietnamese = [[chance.choice(surnames)] + chance.choice(given) for _ in range(800)]
        people += [name if chance.random() < 0.5 else [plain(word) for word in name] for name in vietnamese]
        russian = [w for w in lexicons.lines(names, "surnames/ru.txt", encoding="latin-1") if w.isalpha()]
        people += [[chance.choice(RUSSIAN_FIRST_NAMES), chance.choice(russian).capitalize()] for _ in range(400)]
        first = [
            w for part in ("male", "female")
            for w in lexicons.lines(names, f"english-first-names-kantrowitz/{part}.txt", encoding="latin-1")]
        last = [w for w in lexicons.lines(names, "surnames/us.txt", encoding="latin-1") if w.isalpha()]
        people += [[chance.choice(first), chance.choice(last).capitalize()] for _ in range(800)]
        people += [name.split() for name in linked["PERSON"] if " " in name] * 2
        self.people = [name for name in people if 2 <= len(name) <= 4]
        self.places = list(linked["PLACE"])
        with_towns = lexicons.gzip.open(
            os.path.join(data, "gazetteer-cities/cities15000.tsv.gz"), "rt", encoding="utf-8")
        with with_towns as file:
            next(file)
            towns = [line.split("\t")[1] for line in file]
        self.places += [name for name in towns[::9] if tokens.fold(name) not in lexicons.WORDS_NOT_CITIES]
        self.places += [
            row["name"] for row in lexicons.rows(os.path.join(data, "gazetteer-cities/admin1.tsv"))[::4]]
        self.organisations = list(linked["ORG"]) * 2
        self.organisations += [
            row["party"] for row in lexicons.rows(os.path.join(data, "gazetteer-factbook/political-parties.tsv"))[::3]]
        self.organisations += [
            lexicons.without_brackets(row["name"]) for row in lexicons.rows(
                os.path.join(data, "gazetteer-organisations/international-organisations.tsv"))
            if row["name"][:1].isupper()]

    def swapped(self, document, kinds=("PERSON", "PLACE", "ORG"), share=0.7):
        """The document with other names: the same name becomes the same one everywhere, a surname alone its new
        surname. Names inside quotation or beside free words stay."""
        new_names, new = {}, []
        for words, tags in document:
            new_words, new_tags, i = [], [], 0
            found = {start: (end, label) for start, end, label in columns.names(tags)}
            while i < len(words):
                end, label = found.get(i, (i + 1, None))
                name = self.new_name(tuple(words[i:end]), label, new_names, share) if label in kinds else None
                if name:
                    new_words += name
                    new_tags += ["B-" + label] + ["I-" + label] * (len(name) - 1)
                else:
                    new_words += words[i:end]
                    new_tags += tags[i:end]
                i = end
            new.append((new_words, new_tags))
        return new

    def new_name(self, name, label, new_names, share):
        if name in new_names:
            return new_names[name]
        chosen = None
        if self.chance.random() < share and name[0][0].isupper():
            if label == "PERSON":
                person = self.chance.choice(self.people)
                chosen = person if len(name) > 1 else person[-1:]
                if len(name) > 1:
                    new_names[name[-1:]] = person[-1:]
            elif label == "PLACE":
                chosen = tokens.tokens(self.chance.choice(self.places))
            elif len(name) > 1:
                chosen = tokens.tokens(self.chance.choice(self.organisations))
        new_names[name] = chosen
        return chosen


def plain(word):
    """A word without marks, its case kept."""
    folded = tokens.fold(word)
    return folded.capitalize() if word[0].isupper() else folded
