package import DocumentModel
import TextKernel

/// Divides a text into sentences, by rules for the English of news wires.
///
/// A full stop ends a sentence unless it belongs to an abbreviation, an initial, a number, an address of the web or an
/// ellipsis that goes on; a blank line always does, and so does the line end before a list's next point. Closing
/// quotes and brackets after the stop belong to the sentence.
///
/// The rules are this file, the words they know are ``Abbreviations``; the gold sample in Tests/AnalysisTests measures
/// both.
package struct SentenceSplitter {
    private let bytes: [UInt8]
    private let range: Range<Int>
    /// Where one of ``stops`` stands.
    private let marks: ByteMarks

    /// The bytes with which all begins that may end a sentence: `.`, `!`, `?`, LF, and the first bytes of `…`, `。` and
    /// `！`.
    private static let stops = ByteSet([0x2E, 0x21, 0x3F, 0x0A, 0xE2, 0xE3, 0xEF])

    private init(_ bytes: [UInt8], _ marks: ByteMarks, _ range: Range<Int>) {
        self.bytes = bytes
        self.marks = marks
        self.range = range.clamped(to: 0..<bytes.count)
    }

    /// The sentences of a text, without the white space between them; parted also at each of `borders`.
    ///
    /// - Parameter borders: sorted offsets on scalar boundaries, such as those of regions.
    /// - Complexity: O(*n*) for *n* bytes.
    package static func sentences(of text: Text, borders: [Int] = []) -> [Span] {
        var sentences: [Span] = []
        let marks = ByteMarks(stops, in: text.bytes)
        var start = 0
        for border in borders + [text.byteCount] where border > start {
            SentenceSplitter(text.bytes, marks, start..<border).split(into: &sentences)
            start = border
        }
        return sentences
    }

    private func split(into sentences: inout [Span]) {
        var start = skipSpace(range.lowerBound)
        var i = start
        while true {
            i = marks.next(from: i, before: range.upperBound)
            guard i < range.upperBound else { break }
            guard let end = sentenceEnd(at: &i, from: start) else { continue }
            let trimmed = trimmedEnd(end, from: start)
            if trimmed > start { sentences.append(Span(start, trimmed)) }
            start = skipSpace(end)
            i = max(i, start)
        }
        let trimmed = trimmedEnd(range.upperBound, from: start)
        if trimmed > start { sentences.append(Span(start, trimmed)) }
    }

    // MARK: What may end a sentence

    /// Where the sentence ends, when it ends at `i`; `i` moves behind what was looked at.
    private func sentenceEnd(at i: inout Int, from start: Int) -> Int? {
        switch bytes[i] {
        case 0x0A:
            defer { i += 1 }
            return lineEnds(at: i, from: start) ? i : nil
        case 0x2E, 0x21, 0x3F:
            return stop(at: &i, from: start)
        case 0xE2 where matches(i, [0xE2, 0x80, 0xA6]):
            return stop(at: &i, from: start)
        case 0xE3 where matches(i, [0xE3, 0x80, 0x82]), 0xEF where isFullWidthStop(i):
            i += 3
            i = skipClosers(i)
            return i
        default:
            i += 1
            return nil
        }
    }

    private func isFullWidthStop(_ i: Int) -> Bool {
        matches(i, [0xEF, 0xBC, 0x81]) || matches(i, [0xEF, 0xBC, 0x9F]) || matches(i, [0xEF, 0xBC, 0x8E])
    }

    /// Whether the line end at `i` ends a sentence: a blank line follows, a point of a list, or a new line after a
    /// short one, such as a heading.
    private func lineEnds(at i: Int, from start: Int) -> Bool {
        var next = i + 1
        while next < range.upperBound, isBlank(bytes[next]) { next += 1 }
        guard next < range.upperBound else { return true }
        if bytes[next] == 0x0A || isListPoint(next) { return true }
        var line = i
        while line > start, bytes[line - 1] != 0x0A { line -= 1 }
        let last = trimmedEnd(i, from: start)
        guard i - line < 50, last > start, bytes[last - 1] != 0x2C, bytes[last - 1] != 0x2D else { return false }
        // A heading, a name, a table's row: short, and followed by a capital after no word that must go on.
        return isCapital(next) && line == start
    }

    /// Whether a point of a list begins at `i`: a bullet, a dash, `1.`, `2)`.
    private func isListPoint(_ i: Int) -> Bool {
        if matches(i, [0xE2, 0x80, 0xA2]) || matches(i, [0xE2, 0x97, 0x8F]) || matches(i, [0xE2, 0x96, 0xAA]) {
            return true
        }
        if bytes[i] == 0x2D || bytes[i] == 0x2A || matches(i, [0xE2, 0x80, 0x93]) {
            let length = bytes[i] < 0x80 ? 1 : 3
            return i + length < range.upperBound && isBlank(bytes[i + length])
        }
        var end = i
        while end < range.upperBound, end - i < 3, isDigit(end) { end += 1 }
        guard end > i, end + 1 < range.upperBound else { return false }
        return (bytes[end] == 0x2E || bytes[end] == 0x29) && isBlank(bytes[end + 1])
    }

    /// Takes the stops at `i` with the quotes and brackets that close after them, and decides.
    private func stop(at i: inout Int, from start: Int) -> Int? {
        let first = i
        var isPlain = true
        while i < range.upperBound {
            if bytes[i] == 0x2E || bytes[i] == 0x21 || bytes[i] == 0x3F {
                isPlain = isPlain && bytes[i] == 0x2E && i == first
                i += 1
            } else if matches(i, [0xE2, 0x80, 0xA6]) {
                isPlain = false
                i += 3
            } else {
                break
            }
        }
        // `./.`, with which some agencies end a story.
        if isPlain, matches(i, [0x2F, 0x2E]) {
            i += 2
            return i
        }
        let afterStops = i
        i = skipClosers(i)
        guard i < range.upperBound else { return i }
        guard isBlank(bytes[i]) || bytes[i] == 0x0A || isWideSpace(i) else {
            return isPlain && i == afterStops && isGlued(first, from: start) ? i : nil
        }
        let next = skipSpace(i)
        guard next < range.upperBound else { return i }
        if bytes[next] == 0x2E || isSmall(skipOpeners(next)) { return nil }
        if isPlain, i == afterStops, !ends(first, from: start, before: next) { return nil }
        return i
    }

    // MARK: Full stops

    /// Whether the single full stop at `dot`, with white space after it, ends a sentence that `next` follows.
    private func ends(_ dot: Int, from start: Int, before next: Int) -> Bool {
        var word = dot
        while word > start, !isBoundary(word - 1) { word -= 1 }
        let length = dot - word
        // The number of a list's point stays with it.
        if length <= 3, word == start, (word..<dot).allSatisfy(isDigit) { return length == 0 }
        guard length > 0, length <= 8 else { return true }
        let isNumberNext = isDigit(next)
        if length == 1, isCapital(word) { return isStarter(next) }
        switch Abbreviations.kind(of: bytes, word..<dot) {
        case .title: return false
        case .number: return !(isNumberNext || isRoman(next))
        case .month: return !isNumberNext && isStarter(next)
        case .time: return !Abbreviations.followsTime(bytes, wordRange(next))
        case .ending: return isStarter(next)
        case nil: return isInitials(word..<dot) ? isStarter(next) : true
        }
    }

    /// Whether letters alternate with full stops: `U.S`, `Ph.D`.
    private func isInitials(_ word: Range<Int>) -> Bool {
        var run = 0
        var dots = 0
        for i in word {
            if bytes[i] == 0x2E {
                dots += 1
                run = 0
            } else if isASCIILetter(i) {
                run += 1
                if run > 2 { return false }
            } else {
                return false
            }
        }
        return dots > 0
    }

    /// Whether a sentence ends at a full stop without a space after it: `… reached.The two …`, but not in `node.Js`.
    private func isGlued(_ dot: Int, from start: Int) -> Bool {
        guard dot + 2 < range.upperBound, bytes[dot + 1] &- 65 < 26, bytes[dot + 2] &- 97 < 26 else { return false }
        var word = dot
        while word > start, bytes[word - 1] &- 97 < 26 { word -= 1 }
        guard dot - word >= 3, word == start || isBlank(bytes[word - 1]) || bytes[word - 1] == 0x0A else {
            return false
        }
        var end = dot + 1
        while end < range.upperBound, isASCIILetter(end) { end += 1 }
        return end == range.upperBound || isBlank(bytes[end]) || bytes[end] == 0x0A || bytes[end] == 0x2C
    }

    private func isStarter(_ i: Int) -> Bool { Abbreviations.isStarter(bytes, wordRange(skipOpeners(i))) }

    private func wordRange(_ i: Int) -> Range<Int> {
        var end = i
        while end < range.upperBound, isASCIILetter(end) { end += 1 }
        return i..<end
    }

    private func isRoman(_ i: Int) -> Bool {
        let word = wordRange(i)
        return !word.isEmpty && word.count <= 5 && word.allSatisfy { "IVXLC".utf8.contains(bytes[$0]) }
    }

    // MARK: Bytes

    private func matches(_ i: Int, _ pattern: [UInt8]) -> Bool {
        guard i + pattern.count <= range.upperBound else { return false }
        for k in pattern.indices where bytes[i + k] != pattern[k] { return false }
        return true
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    private func isDigit(_ i: Int) -> Bool { bytes[i] &- 48 < 10 }
    private func isASCIILetter(_ i: Int) -> Bool { (bytes[i] | 32) &- 97 < 26 }
    /// A no-break space.
    private func isWideSpace(_ i: Int) -> Bool { matches(i, [0xC2, 0xA0]) }

    private func isBoundary(_ i: Int) -> Bool {
        isBlank(bytes[i]) || [0x0A, 0x22, 0x27, 0x28, 0x5B, 0x2D, 0x2F].contains(bytes[i])
            || (bytes[i] >= 0x80 && i > range.lowerBound + 1 && bytes[i - 2] == 0xE2 && bytes[i - 1] == 0x80)
            || (bytes[i] == 0xA0 && i > range.lowerBound && bytes[i - 1] == 0xC2)
    }

    private func skipSpace(_ start: Int) -> Int {
        var i = start
        while i < range.upperBound {
            if isBlank(bytes[i]) || bytes[i] == 0x0A {
                i += 1
            } else if isWideSpace(i) {
                i += 2
            } else {
                break
            }
        }
        return i
    }

    private func trimmedEnd(_ end: Int, from start: Int) -> Int {
        var end = end
        while end > start {
            if isBlank(bytes[end - 1]) || bytes[end - 1] == 0x0A {
                end -= 1
            } else if end - 2 >= start, bytes[end - 1] == 0xA0, bytes[end - 2] == 0xC2 {
                end -= 2
            } else {
                break
            }
        }
        return end
    }

    /// The end of the quotes and brackets that close at `start`.
    private func skipClosers(_ start: Int) -> Int {
        var i = start
        while i < range.upperBound {
            switch bytes[i] {
            case 0x22, 0x27, 0x29, 0x5D: i += 1
            case 0xE2 where matches(i, [0xE2, 0x80, 0x99]) || matches(i, [0xE2, 0x80, 0x9D]): i += 3
            case 0xC2 where matches(i, [0xC2, 0xBB]): i += 2
            default: return i
            }
        }
        return i
    }

    /// The first character after the quotes and brackets that open at `start`.
    private func skipOpeners(_ start: Int) -> Int {
        var i = start
        while i < range.upperBound {
            switch bytes[i] {
            case 0x22, 0x27, 0x28, 0x5B: i += 1
            case 0xE2 where matches(i, [0xE2, 0x80, 0x98]) || matches(i, [0xE2, 0x80, 0x9C]): i += 3
            case 0xC2 where matches(i, [0xC2, 0xAB]): i += 2
            default: return i
            }
        }
        return i
    }

    private func scalarClass(_ i: Int) -> ScalarClass? {
        guard i < range.upperBound else { return nil }
        let length = bytes[i] >= 0xF0 ? 4 : bytes[i] >= 0xE0 ? 3 : bytes[i] >= 0xC0 ? 2 : 1
        let slice = bytes[i..<min(i + length, range.upperBound)]
        return String(decoding: slice, as: UTF8.self).unicodeScalars.first.map { ScalarClass($0) }
    }

    private func isCapital(_ i: Int) -> Bool {
        guard i < range.upperBound else { return false }
        return bytes[i] < 0x80 ? bytes[i] &- 65 < 26 : scalarClass(i)?.isUppercase ?? false
    }

    private func isSmall(_ i: Int) -> Bool {
        guard i < range.upperBound else { return false }
        return bytes[i] < 0x80 ? bytes[i] &- 97 < 26 : scalarClass(i)?.isLowercase ?? false
    }
}
