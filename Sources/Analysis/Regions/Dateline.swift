import DocumentModel
import TextKernel

/// The place, date and agency at the start of an article's first paragraph: `LONDON, March 3 (Reuters) - `.
///
/// Forms: `HÀ NỘI — `, `WASHINGTON (AP) — `, `BEIJING, Nov. 5 (Xinhua) -- `, `MOSCOW, September 16. /TASS/. `,
/// `Hanoi, June 11 (VNA) – `, `PARIS: `, `KYIV/MOSCOW, March 3 — `, `AUSTIN, Texas — `, `New Delhi [India], May 2 (ANI): `,
/// `(Reuters) - `.
struct Dateline {
    /// All of it, with the dash and the space before the first sentence.
    let span: Span
    /// Which form it has.
    let rule: String
    private(set) var place: Span?
    private(set) var date: DatelineDate?
    private(set) var agency: Agency?

    /// No dateline is longer, in bytes.
    private static let longest = 140

    private enum Mark { case none, dash, colon, stop }

    /// Reads the dateline that begins at `start`, if there is one.
    ///
    /// - Complexity: O(1): it looks at 140 bytes.
    init?(in text: RegionText, at start: Int, _ paragraphEnd: Int) {
        let limit = min(paragraphEnd, start + Self.longest)
        guard text.mayBeginSentence(at: start, limit) || start < limit && text.bytes[start] == UInt8(ascii: "(") else {
            return nil
        }
        var reader = Reader(text: text, limit: limit, offset: start)
        reader.read()
        guard let end = reader.bodyStart(paragraphEnd), reader.isDateline else { return nil }
        span = Span(start, end)
        place = reader.place
        date = reader.date
        agency = reader.agency
        rule = reader.agency != nil ? "dateline-agency" : "dateline"
    }

    /// The parts, as far as they were read.
    private struct Reader {
        let text: RegionText
        let limit: Int
        var offset: Int
        var place: Span?
        var date: DatelineDate?
        var agency: Agency?
        private var regions: [Span] = []
        private var mark = Mark.none

        init(text: RegionText, limit: Int, offset: Int) {
            self.text = text
            self.limit = limit
            self.offset = offset
        }

        mutating func read() {
            readParts()
            // `TOKYO, Sept. 1, Kyodo — `
            if agency == nil, mark != .none, let last = regions.last, let known = Agency(joined: text.slice(last)) {
                agency = known
                regions.removeLast()
            }
        }

        private mutating func readParts() {
            while offset < limit, mark == .none {
                offset = text.skipSpaces(offset, limit)
                if agency == nil, readAgency() { continue }
                if readMark() { break }
                if agency != nil { break }
                guard readSegment() else { return }
            }
        }

        /// A place, a country or state, or a date, with the comma or full stop after it.
        private mutating func readSegment() -> Bool {
            if place != nil, date == nil, let date = DatelineDate(in: text, at: offset, limit) {
                self.date = date
                offset = date.span.end
                skipStop()
                return true
            }
            let start = offset
            guard let end = segmentEnd(start), end > start else { return false }
            let segment = text.trimmed(Span(start, end))
            guard segment.count >= 2, regions.count < 3, text.words(segment) <= 5 else { return false }
            offset = end
            if place == nil {
                place = segment
            } else {
                regions.append(segment)
            }
            if offset < limit, text.bytes[offset] == UInt8(ascii: ",") {
                offset += 1
            } else {
                skipStop()
            }
            return true
        }

        /// `September 16. /TASS/`: the full stop after a part, when more follows.
        private mutating func skipStop() {
            if offset < limit, text.bytes[offset] == UInt8(ascii: ",") {
                offset += 1
            } else if text.has(".", at: offset), text.has(" ", at: offset + 1) {
                offset += 1
            }
        }

        private func segmentEnd(_ start: Int) -> Int? {
            var i = start
            var spaces = 0
            while i < limit {
                switch text.bytes[i] {
                case UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ":"), UInt8(ascii: "["): return i
                case RegionText.lineFeed, UInt8(ascii: "\""), UInt8(ascii: ";"), UInt8(ascii: "?"), UInt8(ascii: "!"):
                    return nil
                case RegionText.space:
                    spaces += 1
                    if spaces > 5 { return nil }
                    let next = text.skipSpaces(i, limit)
                    if text.dash(at: next, limit) > 0 || text.has("/", at: next) { return i }
                case UInt8(ascii: "."):
                    // The point of `D.C.` and `St.` belongs to the place; one before a date or an agency does not.
                    let next = text.skipSpaces(i + 1, limit)
                    if next > i + 1, text.has("/", at: next) || DatelineDate(in: text, at: next, limit) != nil {
                        return i
                    }
                case 0xE2: if text.dash(at: i, limit) > 0 { return i }
                case UInt8(ascii: "-"): if text.dash(at: i, limit) > 1 { return i }
                default: break
                }
                i += 1
            }
            return nil
        }

        /// `(Reuters)`, `[India]`, `/TASS/`.
        private mutating func readAgency() -> Bool {
            guard offset < limit else { return false }
            let close: UInt8
            switch text.bytes[offset] {
            case UInt8(ascii: "("): close = UInt8(ascii: ")")
            case UInt8(ascii: "["): close = UInt8(ascii: "]")
            case UInt8(ascii: "/"): close = UInt8(ascii: "/")
            default: return false
            }
            guard let end = text.bytes[(offset + 1)..<limit].firstIndex(of: close), end - offset <= 60 else {
                return false
            }
            let inside = Span(offset + 1, end)
            if let known = Agency(joined: text.slice(inside)) {
                agency = known
            } else if place != nil, text.isCapital(at: inside.start, inside.end), text.words(inside) <= 4,
                regions.isEmpty
            {
                // A country, or an agency that nobody told us of.
                regions.append(inside)
            } else {
                return false
            }
            offset = end + 1
            skipStop()
            return true
        }

        private mutating func readMark() -> Bool {
            let length = text.dash(at: offset, limit)
            if length > 0 {
                mark = .dash
                offset += length
            } else if offset < limit, text.bytes[offset] == UInt8(ascii: ":") {
                mark = .colon
                offset += 1
            } else if agency != nil {
                mark = .stop
            } else {
                return false
            }
            return true
        }

        /// Where the first sentence begins, when one does.
        func bodyStart(_ paragraphEnd: Int) -> Int? {
            guard mark != .none else { return nil }
            var start = offset
            // `МОСКВА, 3 марта — РИА Новости. `
            if start < paragraphEnd, text.bytes[start] == RegionText.lineFeed { start += 1 }
            start = text.skipSpaces(start, paragraphEnd)
            guard start < paragraphEnd, text.mayBeginSentence(at: start, paragraphEnd) else { return nil }
            if mark != .dash, start == offset, agency == nil { return nil }
            return start
        }

        /// Whether the parts are enough to believe it.
        var isDateline: Bool {
            guard let place else { return agency != nil && mark != .stop }
            let letters = text.letters(place)
            guard letters.digits == 0, letters.capitals > 0 else { return false }
            guard isWrittenLikeNames(place), regions.allSatisfy({ isWrittenLikeNames($0) || isDay($0) })
            else { return false }
            if agency != nil { return true }
            let name = text.string(place)
            let isKnown = name.split(separator: "/").allSatisfy { DatelinePlaces.contains($0) }
            let isInCapitals = letters.small == 0 && letters.capitals >= 3 && !DatelinePlaces.isNoPlace(name)
            switch mark {
            case .colon: return isKnown && isInCapitals
            case .dash:
                if isKnown { return isInCapitals || regions.allSatisfy { $0.count <= 24 } }
                if date != nil { return isInCapitals || regions.isEmpty }
                return isInCapitals && (letters.capitals >= 4 || !regions.isEmpty) || isStateAfterPlace
            case .stop, .none: return false
            }
        }

        /// `Bismarck, N.D. – `: a short name in capitals or with points after the place.
        private var isStateAfterPlace: Bool {
            guard regions.count == 1, let state = regions.first, state.count <= 6 else { return false }
            let letters = text.letters(state)
            return letters.small == 0 && letters.capitals == 2
                || letters.capitals > 0 && text.has(".", endingAt: state.end)
        }

        /// `3 мар`: a day and a month in another language.
        private func isDay(_ span: Span) -> Bool {
            text.bytes[span.start] &- 48 < 10 && text.words(span) == 2 && span.count <= 24
        }

        /// Whether each word begins with a capital, but for small words as in `Rio de Janeiro`.
        private func isWrittenLikeNames(_ span: Span) -> Bool {
            var i = span.start
            while i < span.end {
                i = text.skipSpaces(i, span.end)
                var end = i
                while end < span.end, text.bytes[end] != RegionText.space { end += 1 }
                if i < end, let (kind, _) = text.letter(at: i, end), kind.isLowercase {
                    guard
                        ["de", "do", "da", "del", "al", "es", "of", "the", "la", "el", "y"].contains(
                            text.string(Span(i, end)))
                    else { return false }
                }
                i = end
            }
            return true
        }
    }
}
