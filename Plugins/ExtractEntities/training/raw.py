"""Openly licensed raw text, for word clusters and for self-training."""

import json
import os

import columns
import tokens


def articles(data, leave_out=()):
    """The whole articles of news-sample, as documents of words."""
    for record in columns.json_lines(os.path.join(data, "news-sample/articles.jsonl.gz")):
        if record["id"] not in leave_out:
            yield sentences_of(record["text"])


def gmb(data):
    """GMB's texts, without their annotation, in blocks of 12 sentences."""
    for document in columns.read(os.path.join(data, "ner-gmb/train.conll.gz"), 12):
        yield [tokens.split(words, ["O"] * len(words))[0] for words, _ in document]


def rest(data):
    """Shorter texts, for clusters alone."""
    for part in ("train", "dev"):
        for item in columns.json_lines(os.path.join(data, f"topics-current-events/{part}.jsonl.gz")):
            yield sentences_of(item["text"])
    for item in columns.json_lines(os.path.join(data, "topics-whitehouse/train.jsonl.gz")):
        yield sentences_of(item["title"] + ".")
    with open(os.path.join(data, "html-doj/ground-truth.json"), encoding="utf-8") as file:
        for page in json.load(file).values():
            yield sentences_of(page["articleBody"])


def sentences_of(text):
    return [[text[start:end] for start, end in sentence] for sentence in tokens.sentences(text)]


def write(path, documents):
    """One sentence a line."""
    with open(path, "w", encoding="utf-8") as file:
        for document in documents:
            file.writelines(" ".join(words) + "\n" for words in document)
