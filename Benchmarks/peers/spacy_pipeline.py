"""The full pipeline with spaCy's rule components: spacy_pipeline.py ARTICLES NAMES [LIMIT]

A blank English model with the sentencizer and a PhraseMatcher over lower-cased names; no trained part.
"""
import sys

import orjson
import spacy
from spacy.matcher import PhraseMatcher

articles, names = sys.argv[1], sys.argv[2]
limit = int(sys.argv[3]) if len(sys.argv) > 3 else None
nlp = spacy.blank("en")
nlp.max_length = 10_000_000
nlp.add_pipe("sentencizer")
matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
matcher.add("NAME", list(nlp.tokenizer.pipe(line.split(",")[0].strip('"') for line in open(names))))
for number, line in enumerate(open(articles, "rb")):
    if number == limit:
        break
    record = orjson.loads(line)
    document = nlp(record["text"])
    record["sentences"] = [(s.start_char, s.end_char) for s in document.sents]
    spans = spacy.util.filter_spans(matcher(document, as_spans=True))
    record["entities"] = [(s.start_char, s.end_char, s.text) for s in spans]
    sys.stdout.buffer.write(orjson.dumps(record))
    sys.stdout.buffer.write(b"\n")
