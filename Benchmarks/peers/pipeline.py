"""The pipelines of Benchmarks/pipelines in plain Python on fast libraries: pipeline.py copy|clean|full ARTICLES NAMES

Reads JSON Lines with orjson, writes them to standard output. `clean` undoes HTML entities, composes characters (NFC),
drops control characters and folds white space; `full` also splits sentences, finds whole names (leftmost, longest) with
ahocorasick-rs over lower-cased text, and counts the terms of the shipped taxonomy with a second automaton.
With `--matches` it prints only the number of names found, to compare results.
"""
import html
import re
import sys
import unicodedata

import orjson

mode, articles = sys.argv[1], sys.argv[2]
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff]")
SPACES = re.compile("[ \t\u00a0\u2009\u202f]+")
BLANK = re.compile(r"\s*\n\s*\n\s*")
SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])")
WORD = re.compile(r"\w")


def clean(text):
    text = text.replace("\r\n", "\n")
    if "&" in text:
        text = html.unescape(text)
    text = unicodedata.normalize("NFC", text)
    text = CONTROL.sub("", text)
    text = SPACES.sub(" ", text)
    return BLANK.sub("\n\n", text).strip()


def whole(text, start, end):
    return not (
        (start > 0 and WORD.match(text[start - 1]) and WORD.match(text[start]))
        or (end < len(text) and WORD.match(text[end]) and WORD.match(text[end - 1]))
    )


def terms_of_topics(path):
    topic, terms = None, {}
    for line in open(path):
        label = re.match(r"  - label: (\S+)", line)
        if label:
            topic = label.group(1)
        term = re.match(r"        - (.+)$", line)
        if term:
            terms.setdefault(term.group(1).strip("\"'").rstrip("*").lower(), topic)
    return terms


if mode == "full":
    import os

    from ahocorasick_rs import AhoCorasick, MatchKind

    names = [line.split(",")[0].strip('"').lower() for line in open(sys.argv[3])]
    finder = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    here = os.path.dirname(os.path.abspath(__file__))
    topics = terms_of_topics(f"{here}/../../Plugins/ClassifyTopics/news.yaml")
    terms = list(topics)
    counter = AhoCorasick(terms, matchkind=MatchKind.LeftmostLongest)

found = 0
write = sys.stdout.buffer.write
for line in open(articles, "rb"):
    record = orjson.loads(line)
    text = record["text"]
    if mode != "copy":
        text = record["text"] = clean(text)
    if mode == "full":
        ends = [match.start() for match in SENTENCE.finditer(text)]
        record["sentences"] = list(zip([0] + ends, ends + [len(text)]))
        lower = text.lower()
        if len(lower) == len(text):
            record["entities"] = [
                (start, end, text[start:end])
                for _, start, end in finder.find_matches_as_indexes(lower)
                if whole(lower, start, end)
            ]
            found += len(record["entities"])
            scores = {}
            for index, start, end in counter.find_matches_as_indexes(lower):
                if whole(lower, start, end):
                    topic = topics[terms[index]]
                    scores[topic] = scores.get(topic, 0) + 1
            record["topics"] = scores
    if "--matches" not in sys.argv:
        write(orjson.dumps(record))
        write(b"\n")
if "--matches" in sys.argv:
    print(found)
