#!/usr/bin/env python3
"""Writes Sources/Analysis/Topics/Reading/MediaTopicsTable.swift from IPTC's Media Topics.

usage: make-media-topics.py mediatopics-en.json > MediaTopicsTable.swift

The input is IPTC's workbook of English Media Topics as JSON: concepts with qcode, name, broader and retired. IPTC
NewsCodes are licensed under CC BY 4.0 (NOTICE). The release gives no replacement for a retired concept, so it names the
living one of the same name where there is one, and else the next living one above it.
"""
import json
import sys

data = json.load(open(sys.argv[1], encoding="utf-8"))
concepts = {concept["qcode"]: concept for concept in data["concepts"]}
named = {concept["name"].lower(): concept for concept in data["concepts"] if not concept["retired"]}


def living(concept):
    concept = named.get(concept["name"].lower(), concept)
    while concept and concept["retired"]:
        concept = concepts.get(concept["broader"])
    return concept["qcode"].split(":")[1] if concept else ""


print("// Written by Plugins/ClassifyTopics/make-media-topics.py; do not edit.")
print("// Codes and names: IPTC NewsCodes, Media Topics, iptc.org, CC BY 4.0.")
print()
print("extension MediaTopics {")
print("    /// The release that the table is of.")
print(f'    package static let release = "{data["updated"]}"')
print()
print("    /// A line for each concept: code and name; of a retired one also the year, and the living one in its place.")
print('    static let table: StaticString = """')
for code in sorted(concepts):
    concept = concepts[code]
    line = f'{code.split(":")[1]}|{concept["name"]}'
    if concept["retired"]:
        line += f'|{concept["retired"][:4]}|{living(concept)}'
    print("        " + line.replace("\\", "\\\\"))
print('        """')
print("}")
