"""ahocorasick-rs over the texts and names that kernelbench wrote, and whether both find the same.

gazetteer.py MATCHES     (pip install ahocorasick-rs; first: kernelbench ARTICLES NAMES MATCHES)

The peer gets the folded texts and does not fold. It knows no whole words: its time is that of finding all overlapping
matches as numbers, which is what whole words can be chosen from; that is done here, outside the time. The second figure
is that of its own leftmost-longest search, which loses names to longer ones that are no whole words. Compared are the texts
whose folded form is ASCII, so that a word is a run of letters and digits.
"""
import sys
import time

import ahocorasick_rs

path = sys.argv[1]
texts = open(path + ".texts", "rb").read().split(b"\n")[:-1]
names = open(path + ".names", "rb").read().split(b"\n")[:-1]
word = [chr(b).isalnum() and b < 128 for b in range(256)]


def chosen(matches, text):
    """Of all matches the whole words, leftmost and longest, without overlap."""
    found, end = [], 0
    whole = {}
    for _, start, stop in matches:
        if start > 0 and word[text[start - 1]] and word[text[start]]:
            continue
        if stop < len(text) and word[text[stop - 1]] and word[text[stop]]:
            continue
        whole[start] = max(stop, whole.get(start, 0))
    for start in sorted(whole):
        if start >= end:
            end = whole[start]
            found.append(f"{start}-{end}")
    return " ".join(found)


total = sum(map(len, texts))
for count in (1_000, 50_000, 500_000):
    if count > len(names):
        break
    patterns = sorted({name.strip() for name in names[:count] if any(word[b] for b in name) or not name.isascii()})
    # What is fastest of its kinds of automaton; a DFA of more names would not fit in memory.
    kind = ahocorasick_rs.Implementation.DFA if count <= 1_000 else ahocorasick_rs.Implementation.ContiguousNFA
    start = time.process_time()
    automaton = ahocorasick_rs.BytesAhoCorasick(patterns, implementation=kind)
    built = time.process_time() - start
    best = 1e9
    for _ in range(3):
        start = time.process_time()
        results = [automaton.find_matches_as_indexes(text, overlapping=True) for text in texts]
        best = min(best, time.process_time() - start)
    longest = ahocorasick_rs.BytesAhoCorasick(
        patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, implementation=kind
    )
    quick = 1e9
    for _ in range(3):
        start = time.process_time()
        for text in texts:
            longest.find_matches_as_indexes(text)
        quick = min(quick, time.process_time() - start)
    ours = open(f"{path}.{count}").read().split("\n")
    compared = [i for i, text in enumerate(texts) if text.isascii()]
    other = [i for i in compared if chosen(results[i], texts[i]) != ours[i]]
    spans = sum(len(ours[i].split()) for i in compared)
    print(
        f"ahocorasick-rs, {count} names: built in {built * 1000:.0f} ms, {total / best / 1e6:.0f} MB/s"
        f" ({total / quick / 1e6:.0f} leftmost-longest);"
        f" {len(compared) - len(other)} of {len(compared)} texts alike, {spans} names in them"
    )
    for i in other[:3]:
        a, b = set(chosen(results[i], texts[i]).split()), set(ours[i].split())
        for span in sorted(a ^ b)[:3]:
            low, high = map(int, span.split("-"))
            print("  only", "peer" if span in a else "here", span, texts[i][max(0, low - 10) : high + 10])
