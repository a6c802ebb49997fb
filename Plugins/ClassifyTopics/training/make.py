#!/usr/bin/env python3
"""Makes the shipped model of topics from the openly licensed data.

Usage: make.py [--hold-out] DATA WORK TEXTMILL

DATA is the folder of the data sets, WORK a folder for what lies between, TEXTMILL the program that learns. The model is
written to WORK/topics.model; the same data and program give the same bytes. With --hold-out the dev part of the news
items and every fifth title are left out of the training and written to WORK/topics-held.jsonl, with the same labels.
"""

import gzip
import hashlib
import json
import os
import subprocess
import sys

# The labels of the sets, as topics of the taxonomy `news` where they mean the same, else by a name of their own.
EVENTS = {
    "Armed conflicts and attacks": "armed-conflict",
    "Disasters and accidents": "disasters",
    "Law and crime": "crime",
    "Politics and elections": "politics-and-elections",
    "International relations": "diplomacy",
    "Business and economy": "economy",
    "Sports": "sport",
    "Science and technology": "science-and-technology",
    "Arts and culture": "culture",
    "Health and environment": "health-and-environment",
}
# Titles of the White House; what the site filed under `Other`, and `Law & Justice` with its pardons and judges, is left out.
TITLES = {
    "Foreign Policy": "diplomacy",
    "Economy & Jobs": "economy",
    "Healthcare": "health",
    "National Security & Defense": "national-security",
    "Land & Agriculture": "agriculture",
    "Infrastructure & Technology": "infrastructure-and-technology",
    "Budget & Spending": "public-finance",
    "Immigration": "migration",
    "Veterans": "veterans",
    "Energy & Environment": "energy",
    "Education": "education",
}


def lines(*path):
    with gzip.open(os.path.join(*path), "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def events(data, part):
    return [(r["text"], EVENTS[r["label"]]) for r in lines(data, "topics-current-events", part + ".jsonl.gz")]


def titles(data, held):
    kept = []
    for record in lines(data, "topics-whitehouse", "train.jsonl.gz"):
        is_held = int(hashlib.sha256(record["id"].encode()).hexdigest(), 16) % 5 == 0
        if record["label"] in TITLES and (held is None or is_held == held):
            kept.append((record["title"], TITLES[record["label"]]))
    return kept


def write(path, texts):
    with open(path, "w", encoding="utf-8") as file:
        for text, label in texts:
            file.write(json.dumps({"text": text, "labels": [label]}, ensure_ascii=False) + "\n")


def main():
    holds_out = "--hold-out" in sys.argv
    data, work, textmill = [a for a in sys.argv[1:] if a != "--hold-out"]
    os.makedirs(work, exist_ok=True)
    news = os.path.join(work, "current-events.jsonl")
    headlines = os.path.join(work, "whitehouse-titles.jsonl")
    if holds_out:
        write(news, events(data, "train"))
        write(headlines, titles(data, False))
        write(os.path.join(work, "topics-held.jsonl"), events(data, "dev") + titles(data, True))
    else:
        write(news, events(data, "train") + events(data, "dev"))
        write(headlines, titles(data, None))
    subprocess.run(
        [textmill, "train", "topics", "--data", news, headlines, "--several", "--size", "2000000",
         "--licence", "current-events.jsonl=CC BY-SA 4.0", "--licence", "whitehouse-titles.jsonl=US Government work",
         "--out", os.path.join(work, "topics.model")], check=True)


main()
