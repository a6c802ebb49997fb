#!/usr/bin/env python3
"""Speed of dateparser and Recognizers-Text (PyPI) on the articles that Benchmarks/datesbench reads.

    pip install dateparser recognizers-text-suite "emoji<2"
    python3 Benchmarks/peers/dates.py ARTICLES.jsonl [COUNT]

Prints megabytes of text per second of processor time on one core; COUNT articles (40), for they are slow.
"""
import json
import sys
import time


def articles(path, count):
    with open(path, encoding="utf-8") as lines:
        for _, line in zip(range(count), lines):
            yield json.loads(line)["text"]


def measure(name, find, texts):
    size = sum(len(text.encode()) for text in texts)
    begin = time.process_time()
    found = sum(len(find(text) or []) for text in texts)
    seconds = time.process_time() - begin
    print(f"{name}: {size / 1e6 / seconds:.3f} MB/s, {found} dates in {len(texts)} articles")


def main():
    texts = list(articles(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 40))
    try:
        from dateparser.search import search_dates

        measure("dateparser", lambda text: search_dates(text, languages=["en"]), texts)
    except ImportError:
        print("dateparser: not installed")
    try:
        from recognizers_date_time import Culture, recognize_datetime

        measure("recognizers-text", lambda text: recognize_datetime(text, Culture.English), texts)
    except ImportError:
        print("recognizers-text: not installed")


if __name__ == "__main__":
    main()
