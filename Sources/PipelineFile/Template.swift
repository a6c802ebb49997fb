/// Text with `${…}` in it, cut into pieces.
struct Template {
    /// A piece of the text.
    enum Piece {
        case text(String)
        case variable(Reference)
    }

    /// One `${…}`.
    struct Reference {
        /// What stands in for a variable that is missing or empty.
        enum Fallback {
            case none
            case value(Template)
            case complaint(Template)
        }

        let name: String
        let fallback: Fallback
        /// As it was written, for messages.
        let source: String
    }

    /// Why text is no template.
    struct Failure: Error {
        let text: String
        let source: String
        let hint: String?
    }

    /// Levels of `${A:-${B:-…}}`.
    static let depth = 8

    private(set) var pieces: [Piece] = []

    /// The variable, when the text is one `${…}` and nothing else.
    var onlyReference: Reference? {
        guard pieces.count == 1, case .variable(let reference) = pieces[0] else { return nil }
        return reference
    }

    private init() {}

    /// Cuts text into pieces.
    init(_ text: String) throws(Failure) {
        var parser = Parser(bytes: Array(text.utf8))
        self = try parser.template(level: 0)
    }

    private mutating func append(_ bytes: inout [UInt8]) {
        if !bytes.isEmpty { pieces.append(.text(String(decoding: bytes, as: UTF8.self))) }
        bytes = []
    }

    /// Walks over the bytes; every character that matters is ASCII.
    private struct Parser {
        let bytes: [UInt8]
        var index = 0

        private func peek(_ offset: Int = 0) -> UInt8? {
            index + offset < bytes.count ? bytes[index + offset] : nil
        }

        /// Reads to the end, or inside a `${…}` to its brace.
        mutating func template(level: Int) throws(Failure) -> Template {
            var template = Template()
            var text: [UInt8] = []
            while let byte = peek() {
                switch (byte, peek(1)) {
                case (UInt8(ascii: "$"), UInt8(ascii: "$")):
                    text.append(byte)
                    index += 2
                case (UInt8(ascii: "$"), UInt8(ascii: "{")):
                    template.append(&text)
                    template.pieces.append(.variable(try reference(level: level + 1)))
                case (UInt8(ascii: "}"), _) where level > 0:
                    template.append(&text)
                    return template
                default:
                    text.append(byte)
                    index += 1
                }
            }
            template.append(&text)
            return template
        }

        private mutating func reference(level: Int) throws(Failure) -> Reference {
            let start = index
            index += 2
            guard level <= Template.depth else {
                throw failure("'${' is nested more than \(Template.depth) levels deep", start)
            }
            let name = self.name()
            guard !name.isEmpty else {
                let hint = "a name is made of letters, digits and '_'; '$$' stands for a dollar sign"
                throw failure("a name must follow '${'", start, hint: hint)
            }
            let fallback: Reference.Fallback
            switch (peek(), peek(1)) {
            case (UInt8(ascii: "}"), _): fallback = .none
            case (UInt8(ascii: ":"), UInt8(ascii: "-")):
                index += 2
                fallback = .value(try template(level: level))
            case (UInt8(ascii: ":"), UInt8(ascii: "?")):
                index += 2
                fallback = .complaint(try template(level: level))
            case (nil, _): throw failure("'${' has no '}'", start, hint: "'$$' stands for a dollar sign")
            default: throw operatorFailure(name, start)
            }
            guard peek() == UInt8(ascii: "}") else {
                throw failure("'${' has no '}'", start, hint: "'$$' stands for a dollar sign")
            }
            index += 1
            return Reference(name: name, fallback: fallback, source: source(from: start))
        }

        private mutating func name() -> String {
            let start = index
            while let byte = peek(), Template.isNameByte(byte, first: index == start) { index += 1 }
            return source(from: start)
        }

        private func source(from start: Int) -> String { String(decoding: bytes[start..<index], as: UTF8.self) }

        private func operatorFailure(_ name: String, _ start: Int) -> Failure {
            let rest = String(decoding: bytes[index...].prefix { $0 != UInt8(ascii: "}") }.prefix(40), as: UTF8.self)
            let hint: String
            switch peek() {
            case UInt8(ascii: "-"):
                hint = "a default is written ${\(name):\(rest)}; a name with '-' in it is not possible, use '_'"
            case UInt8(ascii: "?"): hint = "a message is written ${\(name):\(rest)}"
            default: hint = "write ${\(name)}, ${\(name):-default} or ${\(name):?message}"
            }
            return failure("'\(rest)' cannot follow the name in '${\(name)'", start, hint: hint)
        }

        private func failure(_ text: String, _ start: Int, hint: String? = nil) -> Failure {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 } ?? bytes.count
            return Failure(text: text, source: String(decoding: bytes[start..<end], as: UTF8.self), hint: hint)
        }
    }

    /// Whether a byte can stand in a variable's name.
    static func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): !first
        default: false
        }
    }

    /// Whether text can be a variable's name.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.enumerated().allSatisfy { isNameByte($1, first: $0 == 0) }
    }
}
