"""The annotated sets, each mapped to the common labels and repaired.

Every function gives documents in our tokens. GMB is read for measuring only: its annotation trains nothing.
"""

import os
import re

import columns
import labels
import tokens

MAPS = {
    "wikigold": {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE", "MISC": "MISC"},
    "crossner": {
        "politician": "PERSON", "person": "PERSON", "politicalparty": "ORG", "organisation": "ORG", "country": "PLACE",
        "location": "PLACE", "election": "MISC", "event": "MISC", "misc": "MISC"},
    "wnut": {
        "person": "PERSON", "location": "PLACE", "group": "ORG", "corporation": "ORG", "product": "MISC",
        "creative-work": "MISC"},
    "uner": {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"},
    "gmb": {"per": "PERSON", "org": "ORG", "geo": "PLACE", "gpe": "PLACE", "tim": "DATE"},
    "gum": {"person": "PERSON", "organization": "ORG", "place": "PLACE", "time": "DATE", "event": "MISC"},
    "srilanka": {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"},
}
FILES = {
    "wikigold": ("ner-wikigold/train.conll",),
    "crossner": ("ner-crossner-politics/train.conll", "ner-crossner-politics/dev.conll"),
    "wnut": ("ner-wnut17/train.conll", "ner-wnut17/dev.conll"),
    "uner": ("ner-uner-ewt/dev.conll",),
    "gmb": ("ner-gmb/dev.conll.gz",),
    "gum": ("ner-gum-wikinews/train.conll", "ner-gum-wikinews/dev.conll"),
    "srilanka": ("ner-srilanka-gov/train.conll", "ner-srilanka-gov/dev.conll"),
}
# Sets without documents are read as blocks of so many sentences: document features need neighbours that belong
# together, so single sentences stay single where the next one is of another text.
SENTENCES = {"crossner": 1, "wnut": 1, "gmb": 12, "srilanka": 12}
RE3D = {
    "Person": "PERSON", "Organisation": "ORG", "Location": "PLACE", "Nationality": "NORP", "Temporal": "DATE",
    "Money": "MONEY"}


def column_set(data, name, policy):
    """A set in columns. Sets with noisy persons and organisations are told so to the policy."""
    documents = []
    for file in FILES[name]:
        for document in columns.read(os.path.join(data, file), SENTENCES.get(name)):
            new = []
            for words, tags in document:
                words, tags = tokens.split(words, tags)
                found = [
                    (start, end, MAPS[name][label]) for start, end, label in columns.names(tags)
                    if label in MAPS[name]]
                noisy = name in ("gmb", "gum", "srilanka")
                new.append((words, policy.repaired(
                    words, columns.tags_of(len(words), found), countries_are_places=noisy, cut_titles=noisy)))
            documents.append(new)
    return documents


def gold_columns(data, name, file):
    """A set as it was annotated, in our tokens and the common labels: what models are measured on."""
    documents = []
    for document in columns.read(os.path.join(data, file), SENTENCES.get(name)):
        new = []
        for words, tags in document:
            words, tags = tokens.split(words, tags)
            found = [
                (start, end, MAPS[name][label]) for start, end, label in columns.names(tags) if label in MAPS[name]]
            new.append((words, columns.tags_of(len(words), found)))
        documents.append(new)
    return documents


def document_of(text, entities):
    """Columns from text with labelled code-point ranges; of two that overlap the first stays."""
    document = []
    for sentence in tokens.sentences(text):
        found, last = [], 0
        for start, end, label in entities:
            inside = [i for i, (a, b) in enumerate(sentence) if a < end and b > start]
            if inside and inside[0] >= last:
                found.append((inside[0], inside[-1] + 1, label))
                last = inside[-1] + 1
        words = [text[a:b] for a, b in sentence]
        tags = ["O"] * len(words)
        for start, end, label in found:
            if label == "?":
                tags[start:end] = ["?"] * (end - start)
            else:
                tags[start:end] = ["B-" + label] + ["I-" + label] * (end - start - 1)
        document.append((words, tags))
    return document


def re3d(data, policy):
    """re3d's names, as far as they can be trusted.

    It marks descriptions too ("the Syrian town of Dabiq", "Minister for the Middle East") and misses many names, so
    only a mark that ends in a plain name counts, with its edges; capitalised words beside it stay free.
    """
    documents = []
    for record in columns.json_lines(os.path.join(data, "ner-re3d/train.jsonl")):
        text, entities = record["text"], []
        for entity in record["entities"]:
            label = RE3D.get(entity["type"])
            if label is None or float(entity.get("confidence") or 1) < 0.5:
                continue
            for start, end in names_in(text, entity["begin"], entity["end"], label):
                entities.append((start, end, label))
        entities.sort(key=lambda e: (e[0], -e[1]))
        document = []
        for words, tags in document_of(text, entities):
            for i, word in enumerate(words):
                plain = word in PRONOUNS or word.lower() in labels.TITLES
                if tags[i] == "O" and word[0].isupper() and not plain and i > 0 and words[i - 1][0].isalnum():
                    tags[i] = "?"
            tags = policy.repaired(words, tags, countries_are_places=True, cut_titles=True)
            labels.Policy.add(policy.countries_in(words), tags)
            document.append((words, tags))
        documents.append(document)
    return documents


def names_in(text, start, end, label):
    """The ranges of the plain names in a description: without its article, lower-case start and titles, cut at
    commas. Nothing when lower-case words stand inside."""
    if label in ("DATE", "MONEY"):
        yield start, end
        return
    for part in re.finditer(r"[^,()\"“”]+", text[start:end]):
        words = [(m.start() + start + part.start(), m.group()) for m in re.finditer(r"[^\s]+", part.group())]
        while words and (not words[0][1][0].isupper() or words[0][1] in PRONOUNS
                         or (label == "PERSON" and words[0][1].lower() in labels.TITLES)):
            words = words[1:]
        if words and all(word[0].isupper() or word in JOINING for _, word in words) and words[-1][1][0].isupper():
            yield words[0][0], words[-1][0] + len(words[-1][1])


def world(data):
    """Our own annotation of current events and Wikinews (world.tsv), as records with id, text and entities.

    It was made by correcting a model's output by hand. It trains nothing: models are tuned and measured with it.
    """
    texts = {
        record["id"]: record["text"] for file in (
            "topics-current-events/dev.jsonl.gz", "news-sample/articles.jsonl.gz")
        for record in columns.json_lines(os.path.join(data, file))}
    records = {}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "world.tsv")
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("#"):
                continue
            id, start, end, label, surface = line.rstrip("\n").split("\t")
            record = records.setdefault(id, {"id": id, "text": texts[id], "entities": []})
            assert record["text"][int(start):int(end)].split() == surface.split(), line
            record["entities"].append((int(start), int(end), label))
    return list(records.values())


PRONOUNS = frozenset("The Our This We I Its His Her Their They He She An A These Those It You My".split())
JOINING = frozenset("of the and de al in on for bin von van".split())
