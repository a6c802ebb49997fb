"""rensa and datasketch over the texts that duplicatesbench wrote, against the same pairs.

duplicates.py PEERS     (pip install rensa datasketch; first: duplicatesbench ARTICLES PEERS)

Both get the words ready folded. Sketches of 128 permutations go into an index for a resemblance of 0.5; what it proposes
counts when the two sketches estimate 0.5 or more, and for the second figure when the two sets do (exactly; what the index
did not propose stays missed). rensa takes its number of bands from its user: of several, the best is shown. Times are
processor time of one core, with the making of shingles from the words and without.
"""
import sys
import time

import datasketch
import rensa

path = sys.argv[1]
texts = [line.split(" ") if line else [] for line in open(path + ".words", encoding="utf-8").read().split("\n")[:-1]]
truth = {tuple(map(int, line.split())) for line in open(path + ".truth").read().split("\n") if line}


def shingled(words):
    if len(words) <= 5:
        return {" ".join(words)} if words else set()
    return {" ".join(words[i : i + 5]) for i in range(len(words) - 4)}


start = time.process_time()
sets = [shingled(words) for words in texts]
shingling = time.process_time() - start


def score(pairs):
    right = len(pairs & truth)
    return 2 * right / (len(pairs) + len(truth))


def resemblance(a, b):
    both = len(sets[a] & sets[b])
    return both / (len(sets[a]) + len(sets[b]) - both)


def measure(name, sketch, index, keys):
    start = time.process_time()
    proposed, sketches = set(), []
    for number, words in enumerate(sets):
        made = sketch(words) if words else None
        sketches.append(made)
        if made is None:
            continue
        for other in keys(index, made):
            if sketches[other].jaccard(made) >= 0.5:
                proposed.add((other, number))
        index.insert(number, made)
    taken = time.process_time() - start
    count = len(texts)
    print(
        f"{name}: F1 {score(proposed):.4f}, {count / (taken + shingling):.0f} texts/s, "
        f"{count / taken:.0f} without shingling"
    )
    # The same proposals, those that the estimate would have refused too, with the sets compared.
    exact = set()
    for number, made in enumerate(sketches):
        if made is not None:
            exact |= {
                (other, number)
                for other in keys(index, made)
                if other < number and resemblance(other, number) >= 0.5
            }
    print(f"{name}, compared exactly: F1 {score(exact):.4f}")


def rensa_sketch(words):
    made = rensa.RMinHash(128, 42)
    made.update(list(words))
    return made


def datasketch_sketch(words):
    made = datasketch.MinHash(num_perm=128, seed=42)
    made.update_batch([word.encode() for word in words])
    return made


for bands in (16, 32, 64):
    measure(
        f"rensa, {bands} bands", rensa_sketch, rensa.RMinHashLSH(0.5, 128, bands), lambda index, made: index.query(made)
    )
measure(
    "datasketch",
    datasketch_sketch,
    datasketch.MinHashLSH(threshold=0.5, num_perm=128),
    lambda index, made: index.query(made),
)
