import Diagnostics
import DocumentModel
import Formats
import Testing

@Suite struct `JSON reader` {
    @Test(arguments: acceptedJSON) func `accepts what RFC 8259 allows`(text: String) throws {
        var cursor = try JSONCursor(Array(text.utf8))
        #expect(try cursor.skipValue() == 0..<text.utf8.count)
        try cursor.finish()
        let value = try Value(json: Array(text.utf8))
        #expect(try Value(json: Array(value.json.utf8)) == value)
    }

    @Test(arguments: acceptedJSONBytes) func `accepts every character of UTF-8`(bytes: [UInt8]) throws {
        #expect(try Value(json: bytes) == .string(String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)))
    }

    @Test(arguments: rejectedJSON + rejectedJSONBytes) func `says what it expected and found`(row: RejectedJSON) {
        let tree = #expect(throws: JSONError.self) { try Value(json: row.bytes) }
        #expect(tree?.description == row.message)
        // Skipping checks as strictly as reading does, with the same words.
        let skipping = #expect(throws: JSONError.self) {
            var cursor = try JSONCursor(row.bytes)
            try cursor.skipValue()
            try cursor.finish()
        }
        #expect(skipping == tree)
    }

    @Test(arguments: rejectedJSON + rejectedJSONBytes) func `finds the same mistake in the middle of an array`(
        row: RejectedJSON
    ) throws {
        let outer = Array(repeating: UInt8(ascii: "["), count: 40) + row.bytes + Array(repeating: 0x5D, count: 40)
        let inner = 40..<40 + row.bytes.count
        let error = #expect(throws: JSONError.self) { try Value(json: outer, in: inner) }
        #expect(error?.description == row.message)
        #expect(inner.contains(error?.offset ?? 0) || error?.offset == inner.upperBound)
    }

    @Test func `reads every kind of value and keeps order and numbers`() throws {
        let text = #"{"b":[null,true,-1.50,"x\u00e9\n"],"a":{}}"#
        let value = try Value(json: Array(text.utf8))
        #expect(value == ["b": [nil, true, .number("-1.50"), "xé\n"], "a": [:]])
        #expect(value.json == #"{"b":[null,true,-1.50,"xé\n"],"a":{}}"#)
    }

    @Test(arguments: [
        ("-0", true), ("1.10", true), ("1e9999", true), ("123456789012345678901234567890", true), ("01", false),
        (" 1", false), ("1 ", false), ("", false), ("-", false), ("1,2", false), ("NaN", false), ("\"1\"", false),
    ]) func `knows what a number is`(text: String, isNumber: Bool) {
        #expect(isJSONNumber(text) == isNumber)
        #expect(Value.number(text).json == (isNumber ? text : Value.string(text).json))
    }

    @Test func `refuses a key that comes twice in a tree and shows it in a cursor`() throws {
        let bytes = Array(#"{"a":1,"b":{"a":2},"\u0061":3}"#.utf8)
        let error = #expect(throws: JSONError.self) { try Value(json: bytes) }
        #expect(error?.description == "1:20: the key 'a' comes twice in one object")
        var cursor = try JSONCursor(bytes)
        var count = 0
        try cursor.beginObject()
        while let key = try cursor.nextKey() {
            if cursor.text(key, equals: [UInt8(ascii: "a")]) { count += 1 }
            try cursor.skipValue()
        }
        try cursor.finish()
        #expect(count == 2)
    }

    @Test(arguments: [("[", "]"), (#"{"a":"#, "}")]) func `stops at the limit of nesting`(open: String, close: String) {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)).utf8)
        }
        #expect(throws: Never.self) { try Value(json: nested(200)) }
        let error = #expect(throws: JSONError.self) { try Value(json: nested(201)) }
        #expect(error?.problem == "objects and arrays are nested more than 200 levels deep")
        #expect(error?.offset == 200 * open.utf8.count)
        // A bomb never closes, and no limit can be raised so far that the stack overflows.
        let bomb = Array(String(repeating: open, count: 1_000_000).utf8)
        let deep = #expect(throws: JSONError.self) { try Value(json: bomb, limits: .init(depth: .max)) }
        #expect(deep?.problem == "objects and arrays are nested more than 1000 levels deep")
    }

    @Test func `stops at the limit of size`() {
        let error = #expect(throws: JSONError.self) {
            try Value(json: Array("[1,2,3]".utf8), limits: .init(byteCount: 6))
        }
        #expect(error?.description == "1:1: the JSON text has 7 bytes, more than the limit of 6")
    }

    @Test(arguments: [
        (#"{"a": 'b'}"#, "strings and keys take double quotes"), ("[1,]", "remove the comma before it"),
        ("[NaN]", "JSON has no number for it; write null"), ("[1] // one", "JSON has no comments"),
        ("[True]", "write true or false"), ("[None]", "write null"), ("\u{FEFF}[]", "remove the byte order mark"),
        ("[\"a\n\"]", "is the closing quote missing?"), ("[.5]", "a number has a digit before the '.'"),
    ]) func `hints at what to try`(text: String, hint: String) {
        let error = #expect(throws: JSONError.self) { try Value(json: Array(text.utf8)) }
        #expect(error?.hint == hint)
    }

    @Test(arguments: [
        ("1", "expected a string, found a number"), ("[]", "expected a string, found an array"),
        ("{}", "expected a string, found an object"), ("true", "expected a string, found 'true'"),
        ("null", "expected a string, found 'null'"), ("", "expected a value, found the end of the JSON text"),
    ]) func `says which kind it found instead of a string`(text: String, problem: String) {
        let error = #expect(throws: JSONError.self) {
            var cursor = try JSONCursor(Array(text.utf8))
            _ = try cursor.readString()
        }
        #expect(error?.problem == problem)
    }

    @Test func `shows the place in the file`() throws {
        let bytes = Array("{\"id\": \"a\",\n \"title\": Oil up}".utf8)
        let error = try #require(throws: JSONError.self) { try Value(json: bytes) }
        #expect(
            error.diagnostic(in: "in.jsonl", line: 7).rendered() == """
                in.jsonl:8:11: error[bad-json]: expected a value, found 'Oil'
                    8 |  "title": Oil up}
                      |           ^
                """)
        #expect(error.diagnostic(in: "in.json", line: 7, column: 5).location?.column == 11)
        let first = try #require(throws: JSONError.self) { try Value(json: Array("[x]".utf8)) }
        #expect(first.diagnostic(in: "in.json", line: 7, column: 5).location?.column == 6)
    }

    @Test(arguments: 0..<40) func `decodes escapes wherever they fall in a block`(padding: Int) throws {
        let text =
            String(repeating: "x", count: padding) + "é\"\\/\u{8}\u{C}\n\r\t\u{1}😀é"
            + String(repeating: "y", count: padding)
        let escaped =
            String(repeating: "x", count: padding) + #"\u00e9\"\\\/\b\f\n\r\t\u0001\ud83d\ude00é"#
            + String(repeating: "y", count: padding)
        var cursor = try JSONCursor(Array("\"\(escaped)\"".utf8))
        #expect(try cursor.readString() == text)
        var writer = JSONWriter()
        writer.string(text)
        #expect(try Value(json: writer.bytes) == .string(text))
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func `survives any change of a byte, and agrees with itself`(seed: UInt64)
        throws
    {
        var random = SplitMix(seed: seed)
        let seeds = acceptedJSON.filter { $0.utf8.count > 6 }.map { Array($0.utf8) }
        for _ in 0..<2000 {
            var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let value = try? Value(json: bytes) else { continue }
            #expect(try Value(json: Array(value.json.utf8)) == value, "seed \(seed): \(bytes)")
        }
    }
}

/// A small random number generator with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
