import Diagnostics
import DocumentModel

/// What is wrong with a file of annotations, gathered as a compiler does it.
struct AnnotationProblems {
    /// Most problems that are told of one file.
    private static let most = 20

    let file: String
    private(set) var list: [Diagnostic] = []

    init(_ file: String) { self.file = file }

    /// Whether reading on would tell nothing more.
    var isFull: Bool { list.count >= Self.most }

    mutating func add(_ problem: String, line: Int?, document: String? = nil, cause: String? = nil, hint: String? = nil)
    {
        guard !isFull else { return }
        list.append(
            Diagnostic(
                "bad-annotation", problem, at: SourceLocation(file: file, line: line), document: document, cause: cause,
                hint: hint))
    }

    mutating func add(_ diagnostic: Diagnostic) { if !isFull { list.append(diagnostic) } }

    /// - Throws: ``Diagnostics`` when there are any.
    func end() throws { if !list.isEmpty { throw Diagnostics(list) } }
}

/// A marked span as a file gives it, before it is checked against its text.
struct GivenMark {
    var start: Int
    var end: Int
    var label: String
    /// The text that the file says is there.
    var surface: String?
    /// What the file calls it, for messages: `T3`, `the second span`.
    var name: String
}

/// Makes the marks of one text of what a file gives.
struct MarkChecker {
    let bytes: [UInt8]
    let map: OffsetMap
    let allowsOverlap: Bool

    init(_ text: Text, _ unit: OffsetUnit, allowsOverlap: Bool) {
        bytes = text.bytes
        map = OffsetMap(text, unit: unit)
        self.allowsOverlap = allowsOverlap
    }

    private var unitName: String {
        switch map.unit {
        case .codepoint: "code points"
        case .utf16: "UTF-16 code units"
        case .byte: "bytes"
        }
    }

    private static let otherUnit =
        "are the offsets counted in another unit? They are \(OffsetUnit.allCases.map(\.rawValue).joined(separator: ", "))"

    /// The marks in text order; what is wrong goes to `problems`.
    func marks(
        _ given: [GivenMark], line: (GivenMark) -> Int?, document: String, _ problems: inout AnnotationProblems
    ) -> [LabelledText.Mark] {
        var marks: [(mark: LabelledText.Mark, given: GivenMark)] = []
        for one in given {
            guard let span = span(one, line(one), document, &problems) else { continue }
            marks.append((LabelledText.Mark(span, one.label), one))
        }
        marks.sort { $0.mark.span < $1.mark.span }
        guard !allowsOverlap else { return marks.map(\.mark) }
        var last = 0
        for (index, pair) in zip(marks, marks.dropFirst()).enumerated() {
            // The one that reaches furthest may be before the neighbour.
            if pair.0.mark.span.end > marks[last].mark.span.end { last = index }
            let before = marks[last]
            if before.mark.span.overlaps(pair.1.mark.span) {
                problems.add(
                    "\(pair.1.given.name) at \(shown(pair.1.given)) overlaps \(before.given.name) at \(shown(before.given))",
                    line: line(pair.1.given), document: document, hint: "remove one of them, or allow overlapping spans"
                )
            }
        }
        return marks.map(\.mark)
    }

    private func shown(_ one: GivenMark) -> String { "\(one.start)-\(one.end)" }

    private func span(
        _ one: GivenMark, _ line: Int?, _ document: String, _ problems: inout AnnotationProblems
    ) -> Span? {
        func fail(_ problem: String, hint: String? = nil) -> Span? {
            problems.add("\(one.name) at \(shown(one)) \(problem)", line: line, document: document, hint: hint)
            return nil
        }
        guard one.start < one.end else { return fail("is empty") }
        guard one.start >= 0, one.end <= map.count else {
            return fail("lies outside its text of \(map.count) \(unitName)", hint: Self.otherUnit)
        }
        guard let start = map.byteOffset(of: one.start), let end = map.byteOffset(of: one.end),
            isBoundary(start), isBoundary(end)
        else {
            return fail("begins or ends inside a character", hint: Self.otherUnit)
        }
        if let surface = one.surface {
            let found = String(decoding: bytes[start..<end], as: UTF8.self)
            guard Self.isSame(found, surface) else {
                return fail(
                    "is \"\(Self.excerpt(found))\" in the text, and \"\(Self.excerpt(surface))\" in the annotation",
                    hint: Self.otherUnit)
            }
        }
        return Span(start, end)
    }

    private func isBoundary(_ offset: Int) -> Bool { offset == bytes.count || bytes[offset] & 0xC0 != 0x80 }

    /// Whether two surfaces are the same but for white space, which files of lines cannot keep.
    private static func isSame(_ a: String, _ b: String) -> Bool {
        if a.utf8.elementsEqual(b.utf8) { return true }
        func plain(_ text: String) -> [UInt8] {
            Array(text.utf8.map { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 ? 0x20 : $0 })
        }
        let (x, y) = (plain(a), plain(b))
        return x == y || x.filter { $0 != 0x20 } == y.filter { $0 != 0x20 }
    }

    private static func excerpt(_ text: String) -> String {
        let line = String(text.unicodeScalars.prefix(60).map { $0.value < 0x20 ? " " : Character($0) })
        return line.utf8.count < text.utf8.count ? line + "…" : line
    }
}
