#!/usr/bin/env python3
"""Makes the shipped model of entities from the openly licensed data.

Usage: make.py [--hold-out] DATA WORK TEXTMILL

DATA is the folder of the data sets, WORK a folder for what lies between, TEXTMILL the program that learns. The model is
written to WORK/entities.model; the same data and program give the same bytes. With --hold-out a quarter of each set is
left out of the training and written to WORK/measure-*.conll, to measure the recipe; Documentation/Accuracy.md says how.
"""

import argparse
import collections
import dataclasses
import itertools
import os
import random
import subprocess
import sys

import augment
import columns
import labels
import lexicon
import links
import raw
import sets

SEED = 7
ROUNDS = 2
ROWS = 100_000
EVERY = 4

LICENCES = {
    "wikigold": "CC BY 4.0", "crossner": "MIT; text CC BY-SA", "re3d": "public domain, OGL 3.0, CC BY 3.0 AU, CC BY-SA 3.0",
    "uner": "CC BY-SA 4.0", "wnut": "CC BY 4.0", "events": "CC BY-SA 4.0; names of several free lists",
    "raw": "CC BY 2.5, US Government works, public domain"}


@dataclasses.dataclass
class Source:
    """Documents that are learned from, how much each counts, and what their annotation leaves out."""

    name: str
    documents: list
    weight: float = 1
    free: str = ""

    def argument(self, folder):
        path = os.path.join(folder, self.name + ".conll")
        columns.write(path, self.documents)
        return f"{path}:{self.weight:g}" + (f":{self.free}" if self.free else "")

    @property
    def licence(self):
        return f"{self.name}.conll={LICENCES[self.name.split('-')[0]]}"


class Recipe:
    """The data of one training, and the steps to the model."""

    def __init__(self, data, work, program, hold_out):
        self.data, self.work, self.program, self.hold_out = data, work, program, hold_out
        self.lexicon = lexicon.make(data)
        self.policy = labels.Policy(self.lexicon)
        self.world = sets.world(data)
        os.makedirs(work, exist_ok=True)

    # Data

    def sources(self):
        """What is annotated by hand, linked, and changed from these."""
        made = {}
        for name in ("wikigold", "crossner", "uner", "wnut"):
            made[name] = self.training_part(name, sets.column_set(self.data, name, self.policy))
        made["re3d"] = self.training_part("re3d", sets.re3d(self.data, self.policy))
        chance = random.Random(SEED)
        linked = links.Linked(self.lexicon, self.policy, self.items())
        events = linked.documents()
        capital = [
            augment.with_honorifics(augment.with_capital_offices(d, chance), chance, 0.5) for d in events]
        known = collections.defaultdict(list)
        for name, label in sorted(linked.known.items()):
            known[label].append(name)
        pool = augment.NamePool(self.data, known, chance)
        swapped = [
            pool.swapped(augment.with_honorifics(augment.with_capital_offices(d, chance), chance, 0.5), ("PERSON",))
            for d in events]
        headlines = [
            document for d in itertools.chain(made["wikigold"], events)
            for document in [augment.in_capitals(d, chance, 0.06)] if document]
        return [
            Source("wikigold", made["wikigold"]), Source("crossner", made["crossner"]),
            Source("re3d", made["re3d"], free="MISC"), Source("uner", made["uner"], free="MISC"),
            Source("wnut", made["wnut"]), Source("events", capital),
            Source("events-swapped", swapped, 0.3), Source("events-headlines", headlines, 0.3)]

    def items(self):
        """Current events to learn from: none that the model is measured on."""
        parts = ("train",) if self.hold_out else ("train", "dev")
        measured = {record["id"] for record in self.world}
        return [
            item for part in parts
            for item in columns.json_lines(os.path.join(self.data, f"topics-current-events/{part}.jsonl.gz"))
            if item["id"] not in measured]

    def training_part(self, name, documents):
        """All documents, or with --hold-out those that are not measured on."""
        if not self.hold_out:
            return documents
        if name == "wnut":
            return documents[:-len(columns.read(os.path.join(self.data, sets.FILES["wnut"][1]), 1))]
        return [d for i, d in enumerate(documents) if i % EVERY != EVERY - 1]

    def raw_documents(self):
        """Articles that are not measured on, and GMB's texts."""
        measured = {record["id"] for record in self.world}
        return list(raw.articles(self.data, measured)), list(raw.gmb(self.data))

    # Steps

    def make(self):
        names, text = self.path("names.tsv"), self.path("raw.txt")
        self.lexicon.write(names)
        articles, gmb = self.raw_documents()
        others = [
            [words for words, _ in d] for name in ("wikigold", "crossner", "wnut", "uner", "srilanka", "gum")
            for d in sets.column_set(self.data, name, self.policy)]
        raw.write(text, itertools.chain(articles, gmb, raw.rest(self.data), others))
        self.run("train", "lexicon", "--names", names, "--text", text, "--out", self.path("entities.lexicon"))
        columns.write(self.path("dev.conll"), self.world_part(0))
        self.write_measured()
        sources = self.sources()
        arguments = [source.argument(self.work) for source in sources]
        # Twice as many of GMB's texts teach nothing more, and take twice as long.
        columns.write(self.path("raw.conll"), [[(w, ["?"] * len(w)) for w in d] for d in articles + gmb[::2]])
        for number in range(1, ROUNDS + 1):
            model = self.path(f"round-{number}.model")
            self.train(sources, arguments, model, runs=1)
            guessed = self.path(f"guessed-{number}.conll")
            self.run("train", "label", "--model", model, "--data", self.path("raw.conll"), "--out", guessed)
            labelled = Source("raw", [self.policy.consistent(d) for d in columns.read(guessed)], 0.3)
            arguments = arguments[:len(sources)] + [labelled.argument(self.work)]
        self.train(sources + [labelled], arguments, self.path("entities.model"), runs=3)

    def train(self, sources, arguments, model, runs):
        licences = list(dict.fromkeys(s.licence for s in sources))
        licences += [f"raw.conll={LICENCES['raw']}"] if len(arguments) > len(licences) else []
        self.run(
            "train", "entities", "--data", *arguments, "--dev", self.path("dev.conll"), "--lexicon",
            self.path("entities.lexicon"), "--out", model, "--runs", str(runs), "--jobs", str(min(runs, 2)),
            "--epochs", "12", "--patience", "12", "--dropout", "0.7", "--rows", str(ROWS), "--seed", "1",
            *(word for licence in licences for word in ("--licence", licence)))

    def world_part(self, part):
        return [sets.document_of(r["text"], r["entities"]) for r in self.world[part::2]]

    def write_measured(self):
        """The held-out parts as they were annotated."""
        columns.write(self.path("measure-world.conll"), self.world_part(1))
        gmb = sets.column_set(self.data, "gmb", self.policy)
        columns.write(self.path("measure-gmb.conll"), gmb)
        if not self.hold_out:
            return
        for name in ("wikigold", "crossner", "uner"):
            gold = [d for file in sets.FILES[name] for d in sets.gold_columns(self.data, name, file)]
            columns.write(self.path(f"measure-{name}.conll"), gold[EVERY - 1::EVERY])
        columns.write(
            self.path("measure-wnut.conll"), sets.gold_columns(self.data, "wnut", sets.FILES["wnut"][1]))

    def path(self, name):
        return os.path.join(self.work, name)

    def run(self, *arguments):
        subprocess.run([self.program, *arguments], check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hold-out", action="store_true")
    parser.add_argument("data")
    parser.add_argument("work")
    parser.add_argument("program")
    arguments = parser.parse_args()
    if not os.path.isdir(os.path.join(arguments.data, "ner-wikigold")):
        sys.exit(f"make.py: no data in '{arguments.data}'; 'make models DATA=…' names the folder of the data sets")
    Recipe(arguments.data, arguments.work, arguments.program, arguments.hold_out).make()
