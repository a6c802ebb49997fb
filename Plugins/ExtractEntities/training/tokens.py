"""Tokens, sentences and folding for the training data, as the run-time tokenizer makes them.

The rules are those of TextKernel's `Tokenizer`: hyphens, dashes and slashes between words stand alone, `U.S.` and
`COVID-19` are one token, `'s` is a token of its own. What a data set splits or joins otherwise is mended by `split`.
"""

import re
import unicodedata

STROKES = str.maketrans({
    "đ": "d", "Đ": "D", "ð": "d", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae",
    "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "‘": "'", "’": "'", "ʻ": "'", "ʼ": "'", "`": "'"})

ABBREVIATIONS = """
    Mr Mrs Ms Mx Dr Drs Prof Gen Col Lt Sgt Capt Maj Cmdr Adm Sen Sens Rep Reps Gov Govs Rev Hon St Ste Pres Supt Det
    Messrs Mme Brig Cpl Pvt Amb Atty Insp Fr Ft Mt Msgr vs v cf viz ca Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    Inc Corp Co Cos Ltd Bros Jr Sr etc Esq Ave Blvd Rd Bhd Plc plc Pte Pty Intl Dept dept Univ Assn Ala Ariz Ark Calif
    Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo
    Ph.D M.D al""".split()
UNITS = """
    km m² km² cm mm kg mg g lb lbs oz ft mph kph kmh MW GW TW kW MWh GWh TWh kWh KB MB GB TB bcm bpd ha am pm AM PM bn
    mn mln bln trn tn mil hrs hr min mins sec secs yr yrs pct nm ml""".split()
CODES = "USD EUR GBP VND JPY CNY RMB RM Rs HKD AUD CAD SGD INR KRW THB IDR MYR PHP RUB CHF NZD Rp Tk NGN KES ZAR".split()

TOKEN = re.compile(
    r"(?:https?://|www\.)[^\s]*[^\s.,;:!?)\]\"'’”]"
    r"|(?<!\w)[@#][^\W_]\w*"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\w)(?:[^\W\d_]\.){2,}"
    rf"|(?<!\w)(?:{'|'.join(map(re.escape, ABBREVIATIONS))})\.(?!\w)"
    r"|(?<!\w)[A-Z]\.(?=\s?[A-Z])|(?<!\w)(?:No|Nos|Art|Sec|Vol|pp|p)\.(?=\s?\d)"
    rf"|(?<!\w)(?:[A-Z]{{1,3}}\$|(?:{'|'.join(CODES)})(?=\d))"
    r"|(?<![\w-])(?!(?:mid|post|pre|late|early|under|over|sub|top|since|near|age|aged|circa|around|about)-)"
    r"[^\W\d_]+-\d+[^\W_]*(?![^\W_])"
    r"|\d+(?:-\d+){2,}(?!\w)"
    rf"|\d+(?:[.,:/]\d+)*(?=(?:{'|'.join(UNITS)})(?![^\W_]))|(?<=[$£€¥₹])\d+(?:[.,]\d+)*(?=(?:m|k|b|tr)(?!\w))"
    r"|\d+(?:[.,:/]\d+)*[^\W_]*"
    r"|['’](?:s|S|m|d|ll|re|ve)(?!\w)|n['’]t(?!\w)|[^\W_]+?(?=n['’]t(?!\w))"
    r"|[^\W_]+(?:['’&](?!(?:s|S|m|d|ll|re|ve)(?!\w))[^\W_]+)*"
    r"|\.{2,}|-{2,}|''|``|[^\s]")


def fold(text):
    """Without marks, strokes and case."""
    plain = unicodedata.normalize("NFD", text.translate(STROKES))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def spans(text):
    """(start, end) of every token of `text`, in code points."""
    return [(m.start(), m.end()) for m in TOKEN.finditer(text)]


def tokens(text):
    return [m.group() for m in TOKEN.finditer(text)]


def key(text):
    """How a name stands in the lexicon: folded tokens, joined by spaces."""
    return fold(" ".join(tokens(text)))


def sentences(text, token_spans=None):
    """Lists of token spans: a sentence ends after `.`, `!` or `?` before a capital, and at an empty line."""
    found, current = [], []
    all_spans = spans(text) if token_spans is None else token_spans
    for i, (start, end) in enumerate(all_spans):
        if current and re.search(r"\n\s*\n|\n\s{2,}", text[current[-1][1]:start]):
            found.append(current)
            current = []
        current.append((start, end))
        following = text[all_spans[i + 1][0]] if i + 1 < len(all_spans) else ""
        closing = i + 1 < len(all_spans) and all_spans[i + 1][0] == end and following in "\"'”’)"
        if not closing and is_end(text, current) and (following.isupper() or following in "\"“‘(" or not following):
            found.append(current)
            current = []
    if current:
        found.append(current)
    return found


def is_end(text, current):
    start, end = current[-1]
    if text[start:end] in ("”", '"', "’", ")") and len(current) > 1:
        before = current[-2]
        return before[1] == start and text[before[0]:before[1]] in (".", "!", "?")
    return text[start:end] in (".", "!", "?", "…", "...")


def split(words, tags):
    """The columns of a set in our tokens: parts of a split token share its tag, `U . S .` becomes one token."""
    words, tags = joined_acronyms(words, tags)
    new_words, new_tags = [], []
    for word, tag in zip(words, tags):
        for i, part in enumerate(tokens(word) or [word]):
            new_words.append(part)
            new_tags.append("I-" + tag[2:] if i and tag.startswith("B-") else tag)
    return new_words, new_tags


def joined_acronyms(words, tags):
    """`U . S .` as `U.S.`: single capitals with stops between them that a data set took apart."""
    def is_part(i):
        return i + 1 < len(words) and len(words[i]) == 1 and words[i].isupper() and words[i + 1] == "."

    new_words, new_tags, i = [], [], 0
    while i < len(words):
        end = i
        while is_part(end):
            end += 2
        if end - i >= 4:
            new_words.append("".join(words[i:end]))
            new_tags.append(tags[i])
            i = end
        else:
            new_words.append(words[i])
            new_tags.append(tags[i])
            i += 1
    return new_words, new_tags
