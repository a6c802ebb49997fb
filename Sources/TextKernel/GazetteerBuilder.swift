extension Gazetteer {
    /// Gathers names and compiles them.
    public struct Builder: Sendable {
        /// Why a name cannot be found in any text.
        public enum Refusal: Error, Hashable, Sendable {
            /// It has no letter and no digit.
            case noWord
            /// It is longer than ``Gazetteer/longestName`` bytes or ``Gazetteer/mostWords`` words.
            case tooLong
            /// It is not valid UTF-8.
            case notUTF8
            /// The builder has ``Gazetteer/mostNames`` names already.
            case tooMany
        }

        struct Name: Sendable {
            var start: Int
            var count: Int
            var value: UInt32
            var rule: CaseRule
        }

        /// The bytes of all names, as they were given.
        private var bytes: [UInt8] = []
        private(set) var names: [Name] = []

        /// Makes an empty builder.
        public init() {}

        /// The number of names.
        public var count: Int { names.count }

        /// Adds a name; a name that can never be found is found out by ``build()``.
        ///
        /// Spaces around it do not count, and several inside count as one.
        public mutating func add(_ name: String, value: UInt32, case rule: CaseRule = .any) {
            let start = bytes.count
            bytes.append(contentsOf: name.utf8)
            names.append(Name(start: start, count: bytes.count - start, value: value, rule: rule))
        }

        /// Adds a name in UTF-8.
        public mutating func add(_ name: [UInt8], value: UInt32, case rule: CaseRule = .any) {
            let start = bytes.count
            bytes.append(contentsOf: name)
            names.append(Name(start: start, count: bytes.count - start, value: value, rule: rule))
        }

        /// Adds a name with spaces or hyphens, and the same written as one word: `Viet Nam` and `Vietnam`.
        ///
        /// The matcher knows no optional space: where one may be missing, the list says so, once, here. (The other way,
        /// from `Vietnam` to `Viet Nam`, nothing can know where the space belongs.)
        public mutating func addWithJoinedForm(_ name: String, value: UInt32, case rule: CaseRule = .any) {
            add(name, value: value, case: rule)
            let joined = name.unicodeScalars.filter { !$0.properties.isWhitespace && $0 != "-" && $0 != "\u{2010}" }
            if joined.count != name.unicodeScalars.count {
                add(String(String.UnicodeScalarView(joined)), value: value, case: rule)
            }
        }

        /// Compiles the names.
        ///
        /// - Returns: The gazetteer, and the numbers (in the order of adding) of names that were refused, with the reason.
        /// - Complexity: O(*n*) for *n* bytes of names; 500,000 names take about 0.1 s.
        public func build() -> (gazetteer: Gazetteer, refused: [(name: Int, reason: Refusal)]) {
            GazetteerCompiler.compile(names, bytes)
        }
    }
}
