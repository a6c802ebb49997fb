#!/usr/bin/env python3
"""Scores labelled columns against gold: exact span and label, micro F1, by label.

Usage: measure.py GOLD.conll FOUND.conll [SET]

SET is the name of a data set, for what of its labels can be compared: a set without dates scores none. Without it all
labels count. Both files must have the same tokens.
"""

import collections
import sys

import columns
import labels

ALL = {label: label for label in labels.LABELS}
# What a label counts as in a set; None where the set does not mark it.
PROJECTIONS = {
    "wikigold": dict(ALL, NORP="MISC", DATE=None, MONEY=None),
    "crossner": dict(ALL, NORP="MISC", DATE=None, MONEY=None),
    "wnut": dict(ALL, NORP=None, DATE=None, MONEY=None),
    "uner": dict(ALL, NORP=None, DATE=None, MONEY=None, MISC=None),
    "gmb": dict(ALL, NORP="PLACE", DATE=None, MONEY=None, MISC=None),
}


def scores(gold, found, projection=ALL):
    """(precision, recall, F1, gold count) in percent, of all and of each label."""
    right, marked, there = collections.Counter(), collections.Counter(), collections.Counter()

    def projected(tags):
        return {(start, end, projection[label]) for start, end, label in columns.names(tags) if projection.get(label)}

    for (words, gold_tags), (found_words, found_tags) in zip(sentences(gold), sentences(found), strict=True):
        assert words == found_words, words
        expected, actual = projected(gold_tags), projected(found_tags)
        for counter, names in ((there, expected), (marked, actual), (right, expected & actual)):
            for _, _, label in names:
                counter[label] += 1
                counter["all"] += 1
    result = {}
    for label in ["all"] + [l for l in labels.LABELS if there[l]]:
        precision = right[label] / marked[label] if marked[label] else 0
        recall = right[label] / there[label] if there[label] else 0
        f1 = 2 * right[label] / (marked[label] + there[label]) if marked[label] + there[label] else 0
        result[label] = (100 * precision, 100 * recall, 100 * f1, there[label])
    return result


def sentences(documents):
    return [sentence for document in documents for sentence in document]


def main(gold, found, name=None):
    result = scores(columns.read(gold), columns.read(found), PROJECTIONS.get(name, ALL))
    for label, (precision, recall, f1, count) in result.items():
        print(f"{label:7} P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f}  of {count}")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
