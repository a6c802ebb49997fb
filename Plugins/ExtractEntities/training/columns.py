"""Documents of tokens and tags, read from and written to columns.

A document is a list of sentences, a sentence a pair (words, tags). Tags are IOB2; `?` leaves a token free, and
`B-*`, `I-*` give a name without its label. A name is (first token, token after the last, label).
"""

import gzip
import json


def open_text(path):
    return gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")


def json_lines(path):
    with open_text(path) as file:
        return [json.loads(line) for line in file]


def read(path, sentences_a_document=None):
    """The documents of a column file; without documents in it, blocks of `sentences_a_document` sentences."""
    documents, words, tags = [[]], [], []

    def end_sentence():
        nonlocal words, tags
        if words:
            documents[-1].append((words, tags))
        words, tags = [], []

    with open_text(path) as file:
        for line in file:
            fields = line.rstrip("\n").split("\t")
            if fields[0] == "-DOCSTART-":
                end_sentence()
                documents.append([])
            elif not line.strip():
                end_sentence()
            else:
                words.append(fields[0])
                tags.append(fields[-1])
    end_sentence()
    documents = [d for d in documents if d]
    if sentences_a_document:
        flat = [s for d in documents for s in d]
        documents = [flat[i:i + sentences_a_document] for i in range(0, len(flat), sentences_a_document)]
    return documents


def write(path, documents):
    with open(path, "w", encoding="utf-8") as file:
        for document in documents:
            file.write("-DOCSTART-\tO\n\n")
            for words, tags in document:
                file.writelines(f"{word}\t{tag}\n" for word, tag in zip(words, tags))
                file.write("\n")


def names(tags):
    """The names of a sentence's tags, in order."""
    found, i = [], 0
    while i < len(tags):
        if tags[i][:2] in ("B-", "I-"):
            end = i + 1
            while end < len(tags) and tags[end] == "I-" + tags[i][2:]:
                end += 1
            found.append((i, end, tags[i][2:]))
            i = end
        else:
            i += 1
    return found


def tags_of(count, found, base=None):
    """Tags for `count` tokens with these names in them; the others are `base`'s, or O."""
    tags = list(base) if base else ["O"] * count
    for start, end, label in found:
        tags[start:end] = ["B-" + label] + ["I-" + label] * (end - start - 1)
    return tags


def is_free(tags, start, end):
    return all(tag in ("O", "?") for tag in tags[start:end])
