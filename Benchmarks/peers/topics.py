"""Learns topics with fastText, scikit-learn and Textmill from the same texts, and scores all on the same held-out texts.

    python3 topics.py DATA TEXTMILL [SET ...]

DATA is the folder with topics-current-events and topics-whitehouse, TEXTMILL the program. Needs scikit-learn and
fasttext-wheel from PyPI. Sets:

  current-events   train.jsonl.gz to dev.jsonl.gz, one of 10 labels a text
  months           train.jsonl.gz alone, four times: the items before a date, and those of the two months after it
  whitehouse       every fifth title is held out, by the SHA-256 of its id; without `Other`, one of 12 labels a title
  stories          current-events with the running stories of at least 8 training texts as labels beside the heading

Peers are tuned by three-fold cross-validation over the training part alone: LinearSVC's C, fastText's learning rate
and epochs. Where texts have several labels, LinearSVC gives those with a positive score, fastText those from 0.5 on.
All work on one core. Speed is that of prediction, with what makes features of text.
"""
import collections
import gzip
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

import fasttext
import numpy
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import KFold
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import MultiLabelBinarizer
from sklearn.svm import LinearSVC

fasttext.FastText.eprint = lambda *_: None
SEED = 1


def lines(path):
    with gzip.open(path, "rt") as file:
        return [json.loads(line) for line in file]


def current_events(data, part):
    return lines(data / "topics-current-events" / f"{part}.jsonl.gz")


def load(name, data):
    """Pairs of (texts, labels), to learn from and to score."""
    if name == "months":
        records = current_events(data, "train")
        part = lambda first, end: [r for r in records if first <= r["date"] < end]
        dates = ["2025-07-01", "2025-09-01", "2025-11-01", "2026-01-01", "2026-03-01"]
        return [
            [([r["text"] for r in p], [[r["label"]] for r in p]) for p in (part("", date), part(date, end))]
            for date, end in zip(dates, dates[1:])]
    return [load_one(name, data)]


def load_one(name, data):
    if name == "current-events":
        return [
            ([r["text"] for r in part], [[r["label"]] for r in part])
            for part in (current_events(data, "train"), current_events(data, "dev"))]
    if name == "whitehouse":
        records = [r for r in lines(data / "topics-whitehouse" / "train.jsonl.gz") if r["label"] != "Other"]
        held = [int(hashlib.sha256(r["id"].encode()).hexdigest(), 16) % 5 == 0 for r in records]
        return [
            ([r["title"] for r, h in zip(records, held) if h == wanted],
             [[r["label"]] for r, h in zip(records, held) if h == wanted])
            for wanted in (False, True)]
    if name == "stories":
        train, dev = current_events(data, "train"), current_events(data, "dev")
        count = collections.Counter(story for r in train for story in r["story"])
        label = lambda r: list(dict.fromkeys([r["label"]] + [s for s in r["story"] if count[s] >= 8]))
        return [([r["text"] for r in part], [label(r) for r in part]) for part in (train, dev)]
    raise SystemExit(f"no set '{name}'")


class Svm:
    def __init__(self, characters):
        self.characters = characters
        self.name = "LinearSVC, words and characters" if characters else "LinearSVC, words"
        self.grid = [0.1, 0.3, 1, 3]

    def fit(self, texts, labels, c):
        parts = [TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))]
        if self.characters:
            parts.append(TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(3, 5), min_df=2))
        self.single = all(len(l) == 1 for l in labels)
        self.binarizer = MultiLabelBinarizer().fit(labels)
        machine = LinearSVC(C=c, random_state=SEED)
        if not self.single:
            machine = OneVsRestClassifier(machine)
        self.model = make_pipeline(make_union(*parts), machine)
        self.model.fit(texts, [l[0] for l in labels] if self.single else self.binarizer.transform(labels))
        return self

    def predict(self, texts):
        found = self.model.predict(texts)
        return [[l] for l in found] if self.single else self.binarizer.inverse_transform(found)

    def size(self):
        union, machine = self.model.steps[0][1], self.model.steps[1][1]
        machines = [machine] if self.single else machine.estimators_
        terms = sum(len(t) + 8 for _, v in union.transformer_list for t in v.vocabulary_)
        return terms + sum(m.coef_.nbytes for m in machines)


class FastText:
    name = "fastText"
    grid = [(0.3, 25), (0.5, 50), (1.0, 25)]

    @staticmethod
    def line(text):
        return " ".join(text.lower().split())

    def fit(self, texts, labels, setting):
        self.single = all(len(l) == 1 for l in labels)
        mark = lambda l: "__label__" + l.replace(" ", "\u00a0")
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            for text, own in zip(texts, labels):
                file.write(" ".join(mark(l) for l in own) + " " + self.line(text) + "\n")
            file.flush()
            self.model = fasttext.train_supervised(
                file.name, lr=setting[0], epoch=setting[1], wordNgrams=2, dim=50, minn=3, maxn=5, bucket=200_000,
                loss="softmax" if self.single else "ova", thread=1, seed=SEED, verbose=0)
        return self

    def predict(self, texts):
        if self.single:
            found, _ = self.model.predict([self.line(t) for t in texts], k=1)
        else:
            found, _ = self.model.predict([self.line(t) for t in texts], k=-1, threshold=0.5)
        return [[l.removeprefix("__label__").replace("\u00a0", " ") for l in own] for own in found]

    def size(self):
        with tempfile.NamedTemporaryFile() as file:
            self.model.save_model(file.name)
            return os.path.getsize(file.name)


def scores(gold, found):
    binarizer = MultiLabelBinarizer().fit(list(gold) + list(found))
    a, b = binarizer.transform(gold), binarizer.transform(found)
    there = a.sum(0) > 0
    return f1_score(a, b, average="micro"), f1_score(a[:, there], b[:, there], average="macro", zero_division=0)


def tuned(peer, texts, labels):
    best = (-1, None)
    for setting in peer.grid:
        folds = []
        for train, held in KFold(3, shuffle=True, random_state=SEED).split(texts):
            peer.fit([texts[i] for i in train], [labels[i] for i in train], setting)
            folds.append(scores([labels[i] for i in held], peer.predict([texts[i] for i in held]))[0])
        best = max(best, (numpy.mean(folds), setting), key=lambda b: b[0])
    return best[1]


def report(name, micro, macro, train_seconds, seconds, texts, size, note=""):
    bytes_ = sum(len(t.encode()) for t in texts)
    speed = f"{bytes_ / seconds / 1e6:6.2f} MB/s  {len(texts) / seconds:8.0f} texts/s" if seconds else "not measured"
    print(
        f"  {name:32} micro {micro:.3f}  macro {macro:.3f}  train {train_seconds:6.1f} s  {speed:>29}  "
        f"{size / 1e6:6.1f} MB  {note}", flush=True)


def textmill(program, texts, labels, held, gold):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)

        def write(name, texts, labels):
            with open(folder / name, "w") as file:
                for i, (text, own) in enumerate(zip(texts, labels)):
                    file.write(json.dumps({"id": str(i), "text": text, "labels": own}, ensure_ascii=False) + "\n")

        write("train.jsonl", texts, labels)
        write("held.jsonl", held, gold)
        start = os.times()
        subprocess.run(
            [program, "train", "topics", "--data", folder / "train.jsonl", "--out", folder / "model", "--jobs", "1"],
            check=True, capture_output=True)
        end = os.times()
        train_seconds = end.children_user - start.children_user
        (folder / "pipeline.yaml").write_text(
            "pipeline: topics\nstages:\n  - load-files: {paths: [held.jsonl]}\n"
            "  - classify-topics: {model: model, combine: model}\n  - export-jsonl: {path: out.jsonl}\n")
        subprocess.run(
            [program, "run", folder / "pipeline.yaml", "--quiet", "--workers", "1"], check=True, capture_output=True)
        found = [[t["label"] for t in json.loads(line)["topics"]] for line in open(folder / "out.jsonl")]
        size = os.path.getsize(folder / "model")
        # Judging without writing, as the others are measured: topicmodelbench, when it was built.
        seconds = 0
        bench = pathlib.Path(__file__).resolve().parents[2] / ".build-benchmarks/release/topicmodelbench"
        if bench.exists():
            said = subprocess.run(
                [bench, folder / "model", folder / "held.jsonl"], check=True, capture_output=True, text=True).stdout
            seconds = len(held) / float(re.search(r"([0-9.]+) texts/s", said).group(1))
    return scores(gold, found), train_seconds, seconds, size


def main():
    data, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    for name in sys.argv[3:] or ["current-events", "months", "whitehouse", "stories"]:
        means = collections.defaultdict(list)
        splits = load(name, data)
        for (texts, labels), (held, gold) in splits:
            print(f"{name}: {len(texts)} texts to learn from, {len(held)} held out, "
                  f"{len(set(l for own in labels for l in own))} labels")
            for peer in [Svm(False), Svm(True), FastText()]:
                setting = tuned(peer, texts, labels)
                start = time.process_time()
                peer.fit(texts, labels, setting)
                trained = time.process_time()
                found = peer.predict(held)
                seconds = time.process_time() - trained
                means[peer.name].append(scores(gold, found))
                report(peer.name, *means[peer.name][-1], trained - start, seconds, held, peer.size(), f"{setting}")
            if program != "-":
                result, seconds, speed, size = textmill(program, texts, labels, held, gold)
                means["Textmill"].append(result)
                report("Textmill", *result, seconds, speed, held, size)
        if len(splits) > 1:
            for peer, results in means.items():
                micro, macro = numpy.mean(results, axis=0)
                print(f"  mean of {len(splits)}: {peer:32} micro {micro:.4f}  macro {macro:.4f}")


main()
