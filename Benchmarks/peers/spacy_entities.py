#!/usr/bin/env python3
"""spaCy's CNN on the data that `make models` learns from, to compare taggers and not data.

Usage:
  spacy_entities.py train --dev dev.conll --out MODEL FILE.conll…
  spacy_entities.py label --model MODEL --data gold.conll --out found.conll

The training is spaCy's own (`init config -p ner -o efficiency`: tok2vec with hashed embeddings, transition-based parser)
with its defaults and seed. Tokens are those of the files; `?` and names without label become missing values, which
spaCy knows too. Weights do not exist there: leave the files out that are copies.
"""

import argparse
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Plugins/ExtractEntities/training"))
import columns

SENTENCES_A_DOC = 15


def docs(vocab, path):
    import spacy.tokens

    for document in columns.read(path):
        for first in range(0, len(document), SENTENCES_A_DOC):
            part = document[first:first + SENTENCES_A_DOC]
            words = [w for s, _ in part for w in s]
            tags = [t for _, s in part for t in s]
            starts = [i == 0 for s, _ in part for i in range(len(s))]
            doc = spacy.tokens.Doc(vocab, words=words, sent_starts=starts)
            known, missing = [], []
            for start, end, label in columns.names(tags):
                (missing if label == "*" else known).append(spacy.tokens.Span(doc, start, end, label=label))
            missing += [spacy.tokens.Span(doc, i, i + 1) for i, tag in enumerate(tags) if tag == "?"]
            doc.set_ents(known, missing=missing, default="outside")
            yield doc


def train(arguments):
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    with tempfile.TemporaryDirectory() as folder:
        for name, files in (("train", arguments.files), ("dev", [arguments.dev])):
            bin = DocBin()
            for file in files:
                for doc in docs(nlp.vocab, file):
                    bin.add(doc)
            bin.to_disk(f"{folder}/{name}.spacy")
        config = f"{folder}/config.cfg"
        subprocess.run([sys.executable, "-m", "spacy", "init", "config", config, "-l", "en", "-p", "ner", "-o",
                        "efficiency"], check=True)
        subprocess.run([
            sys.executable, "-m", "spacy", "train", config, "--output", arguments.out, "--paths.train",
            f"{folder}/train.spacy", "--paths.dev", f"{folder}/dev.spacy", "--training.max_steps",
            str(arguments.max_steps)], check=True)


def label(arguments):
    import spacy

    nlp = spacy.load(os.path.join(arguments.model, "model-best"))
    labelled = []
    for document in columns.read(arguments.data):
        words = [w for s, _ in document for w in s]
        doc = nlp(spacy.tokens.Doc(nlp.vocab, words=words))
        tags = [t.ent_iob_ if t.ent_iob_ == "O" else f"{t.ent_iob_}-{t.ent_type_}" for t in doc]
        sentences, first = [], 0
        for sentence, _ in document:
            sentences.append((sentence, tags[first:first + len(sentence)]))
            first += len(sentence)
        labelled.append(sentences)
    columns.write(arguments.out, labelled)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train")
    command.add_argument("--dev", required=True)
    command.add_argument("--out", required=True)
    command.add_argument("--max-steps", type=int, default=20000)
    command.add_argument("files", nargs="+")
    command.set_defaults(run=train)
    command = commands.add_parser("label")
    for name in ("--model", "--data", "--out"):
        command.add_argument(name, required=True)
    command.set_defaults(run=label)
    parsed = parser.parse_args()
    parsed.run(parsed)
