"""Writes a list of names to search for, most wanted first: names.py GAZETTEERS OUT

GAZETTEERS is a folder with the lists of cities, companies, organisations, first names and surnames. Countries of the
world's organisations, then cities by population and their other spellings, companies, and people: a first name and a
surname, drawn with a fixed seed, until there are 500,000. Without what no gazetteer for entities would keep: names that
are English function words (there are cities called To and Of), and names of fewer than four letters but acronyms.
"""
import csv
import glob
import gzip
import json
import random
import sys

folder, out = sys.argv[1], sys.argv[2]
names = {}
FUNCTION_WORDS = set(
    """a about after all along also an and any are as at back be because been before but by can come could day did do
    down even first for from get give go good had has have he her him his how i if in into is it its just know like look
    lot made make many may me men more most much my new no not now of off on one only or other our out over own part
    people put same say says see she since so some such take than that the their them then there these they think this
    time to two under up us use very was way we well were what when where which while who will with work would year
    years you your""".split())


def add(name):
    name = " ".join(name.split())
    if name.lower() in FUNCTION_WORDS or (len(name) < 4 and not name.isupper()):
        return
    if 2 <= len(name.encode()) <= 200 and any(c.isalpha() for c in name):
        names.setdefault(name)


for country in json.load(open(f"{folder}/gazetteer-countries/countries.json")):
    add(country["name"]["common"])
    add(country["name"]["official"])
with open(f"{folder}/gazetteer-organisations/international-organisations.tsv") as lines:
    for row in csv.DictReader(lines, delimiter="\t"):
        add(row["name"])
        add(row["abbreviation"] or "")
with gzip.open(f"{folder}/gazetteer-cities/cities15000.tsv.gz", "rt") as lines:
    cities = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
cities.sort(key=lambda row: -int(row["population"] or 0))
for row in cities:
    add(row["name"])
with open(f"{folder}/gazetteer-companies/sec-company-tickers.tsv") as lines:
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        add(row["title"])
for row in cities:
    for other in (row["alternatenames"] or "").split("|"):
        add(other)
chance = random.Random(7)
first = []
for file in glob.glob(f"{folder}/gazetteer-names/english-first-names-kantrowitz/*.txt"):
    first += open(file, encoding="latin-1").read().split()
last = open(f"{folder}/gazetteer-names/surnames/us.txt", encoding="latin-1").read().split()
while len(names) < 500_000:
    add(f"{chance.choice(first)} {chance.choice(last)}")
open(out, "w").write("".join(name + "\n" for name in list(names)[:500_000]))
