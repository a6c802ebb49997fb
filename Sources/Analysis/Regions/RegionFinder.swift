package import DocumentModel

/// Labels the parts of an article: headline, byline, caption, credit, dateline, body, sign-off.
///
/// Regions are in text order and do not overlap. Together they cover the text but for the white space between them: a
/// dateline ends where the first sentence begins, so its dash and space are its own; a sign-off begins at its first
/// character, so that the last sentence keeps its full stop. A body with captions between its paragraphs is several
/// regions. Nothing is removed: later stages choose.
package struct RegionFinder: Sendable {
    /// The field with the agency's usual short name: `VNA`.
    package static let agencyField = "agency"
    /// The field with the dateline's place as written: `HÀ NỘI`.
    package static let placeField = "dateline-place"
    /// The field with the dateline's date as written: `June 11`.
    package static let dateField = "dateline-date"
    /// The field with the same as TIMEX3's value, without a year that the text does not give: `XXXX-06-11`.
    package static let dateValueField = "dateline-date-value"

    private let stage: String

    /// Prepares a finder whose regions say they come from `stage`.
    package init(stage: String) { self.stage = stage }

    /// Labels the regions of a document and sets the fields that it does not have; regions it had are replaced.
    ///
    /// - Complexity: O(*n*).
    package func label(_ document: inout Document) {
        var pass = RegionPass(RegionText(document.text.bytes), title: document.fields["title"]?.string, stage: stage)
        pass.run()
        document.regions = pass.regions
        func set(_ name: String, _ value: String?) {
            if let value, document.fields[name] == nil { document.fields[name] = .string(value) }
        }
        set(Self.agencyField, pass.agency?.name)
        set(Self.placeField, pass.place)
        set(Self.dateField, pass.date?.text)
        set(Self.dateValueField, pass.date?.value)
    }
}

/// The regions of one text.
private struct RegionPass {
    private let text: RegionText
    private let title: String?
    private let stage: String
    private(set) var regions: [Region] = []
    private(set) var agency: Agency?
    private(set) var place: String?
    private(set) var date: (text: String, value: String)?

    init(_ text: RegionText, title: String?, stage: String) {
        self.text = text
        self.title = title
        self.stage = stage
    }

    mutating func run() {
        let whole = text.trimmed(Span(0, text.bytes.count))
        guard !whole.isEmpty else { return }
        var body = whole
        var signOffs: [Region] = []
        var signer: Agency?
        while signOffs.count < 6, let signOff = SignOff(in: text, body) {
            signOffs.append(region(.signOff, signOff.span, signOff.rule))
            signer = signOff.agency ?? signer
            body = text.trimmed(Span(body.start, signOff.span.start))
        }
        body.start = head(body)
        bodies(body)
        regions += signOffs.reversed()
        agency = agency ?? signer
    }

    private func region(_ kind: Region.Kind, _ span: Span, _ rule: String) -> Region {
        Region(kind, span, by: Provenance(stage: stage, rule: rule))
    }

    /// Labels what stands before the body, and returns where that begins.
    private mutating func head(_ whole: Span) -> Int {
        var start = whole.start
        for index in 0..<8 where start < whole.end {
            let line = Span(start, text.lineEnd(start, whole.end))
            if index == 0, let rule = headlineRule(line, whole) {
                regions.append(region(.headline, line, rule))
            } else if Byline.isByline(text, line) {
                regions.append(region(.byline, line, "by"))
            } else if let credit = Credit(in: text, line) {
                add(credit)
            } else if let date = DatelineDate(in: text, at: line.start, line.end), date.span.end >= line.end - 1,
                line.end < whole.end
            {
                regions.append(region(.dateline, line, "date-line"))
                self.date = self.date ?? (text.string(date.span), date.value)
            } else {
                if let dateline = Dateline(in: text, at: line.start, line.end) { add(dateline) } else { return start }
                return regions.last?.span.end ?? start
            }
            start = text.trimmed(Span(line.end, whole.end)).start
        }
        return start
    }

    private mutating func add(_ dateline: Dateline) {
        regions.append(region(.dateline, dateline.span, dateline.rule))
        agency = dateline.agency
        place = dateline.place.map(text.string)
        if let found = dateline.date { date = (text.string(found.span), found.value) }
    }

    private mutating func add(_ credit: Credit) {
        if !credit.caption.isEmpty { regions.append(region(.caption, credit.caption, credit.rule)) }
        regions.append(region(.credit, credit.span, credit.rule))
    }

    /// Labels the body, with the captions between its paragraphs.
    private mutating func bodies(_ whole: Span) {
        let text = text
        var bodyStart = whole.start
        var line = Span(whole.start, whole.start)
        while line.end < whole.end {
            line = Span(line.end, text.lineEnd(line.end, whole.end))
            if let credit = Credit(in: text, line) {
                let body = text.trimmed(Span(bodyStart, line.start))
                if !body.isEmpty { regions.append(region(.body, body, "between")) }
                add(credit)
                bodyStart = line.end
            }
            while line.end < whole.end, text.bytes[line.end] == RegionText.lineFeed { line.end += 1 }
        }
        let body = text.trimmed(Span(bodyStart, whole.end))
        if !body.isEmpty { regions.append(region(.body, body, "rest")) }
    }

    /// Why the first line is a headline; nil when it is none.
    private func headlineRule(_ line: Span, _ whole: Span) -> String? {
        guard line.end < whole.end else { return nil }
        if let title, !title.isEmpty {
            // With a title at hand there is nothing to guess.
            return abs(line.count - title.utf8.count) <= 16 && !differs(line, from: title)
                && Self.key(text.string(line)) == Self.key(title) ? "equals-title" : nil
        }
        return looksLikeHeadline(line, whole) ? "short-first-line" : nil
    }

    private static func key(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// Whether the first letters or digits already differ, as they do in most articles; it compares ASCII only.
    private func differs(_ line: Span, from title: String) -> Bool {
        // A mark after a letter makes another letter of it: hence the byte after it must be ASCII, too.
        func first(_ bytes: some Sequence<UInt8>) -> UInt8? {
            var letter: UInt8?
            for byte in bytes {
                guard byte < 0x80 else { return nil }
                if let letter { return letter }
                if (byte | 0x20) &- 97 < 26 { letter = byte | 0x20 } else if byte &- 48 < 10 { letter = byte }
            }
            return nil
        }
        guard let a = first(text.slice(line)), let b = first(title.utf8) else { return false }
        return a != b
    }

    /// Short, without a full stop, followed by a blank line and a paragraph that is longer and ends a sentence.
    private func looksLikeHeadline(_ line: Span, _ whole: Span) -> Bool {
        guard line.count >= 12, line.count <= 160, text.has("\n\n", at: line.end) || text.has("\n", at: line.end),
            text.mayBeginSentence(at: line.start, line.end)
        else { return false }
        let words = text.words(line)
        guard words >= 3, words <= 22, let last = line.range.last else { return false }
        guard ![".", ":", ";", ",", "!", ")"].contains(Character(Unicode.Scalar(text.bytes[last]))) else {
            return false
        }
        guard !Byline.isByline(text, line), Credit(in: text, line) == nil,
            Dateline(in: text, at: line.start, line.end) == nil, DatelineDate(in: text, at: line.start, line.end) == nil
        else { return false }
        // Some paragraph of the article is longer.
        var next = text.trimmed(Span(line.end, whole.end)).start
        for _ in 0..<5 where next < whole.end {
            let paragraph = Span(next, text.lineEnd(next, whole.end))
            if paragraph.count > line.count, paragraph.count >= 80 {
                return text.has("\n\n", at: line.end) || next > line.end + 1 || words <= 16
            }
            next = text.trimmed(Span(paragraph.end, whole.end)).start
        }
        return false
    }
}
