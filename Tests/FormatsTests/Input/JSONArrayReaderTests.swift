import Diagnostics
import Formats
import Testing

@Suite struct `JSON array reader` {
    /// Every element as `number@line:column+offset text`.
    private func elements(
        _ bytes: [UInt8], maximum: Int = 1000, step: Int = .max, count: Int = 3, byteCount: Int = 1000
    ) throws -> [String] {
        let reader = JSONArrayReader(
            MemoryInput(bytes, name: "in.json", step: step), maximumByteCount: maximum, bufferSize: 16)
        var found: [String] = []
        do {
            while let batch = try reader.next(count: count, byteCount: byteCount) {
                for record in batch.records {
                    let text = String(decoding: batch.bytes[record.range], as: UTF8.self)
                    let place = "\(record.number)@\(record.line):\(record.column)+\(record.offset)"
                    found.append(record.isTooLong ? "\(place) too long: \(record.byteCount)" : "\(place) \(text)")
                }
            }
        } catch let error as Diagnostic {
            found.append(error.description)
        }
        return found
    }

    @Test(arguments: [
        ("[]", []), (" [ ] \n", []), ("[1]", ["1@1:2+1 1"]), ("[1,2]", ["1@1:2+1 1", "2@1:4+3 2"]),
        ("[ {\"a\":[1,{}]} , \"x]\\\"\" ]", ["1@1:3+2 {\"a\":[1,{}]}", "2@1:18+17 \"x]\\\"\""]),
        ("[\n {\"é\": 1},\n {\"b\":\n2},true]", ["1@2:2+3 {\"é\": 1}", "2@3:2+15 {\"b\":\n2}", "3@4:4+24 true"]),
        ("\u{FEFF}[\"é\", 1]", ["1@1:2+4 \"é\"", "2@1:7+10 1"]),
        ("[[[[[]]]],\"\\\\\",{}]", ["1@1:2+1 [[[[]]]]", "2@1:11+10 \"\\\\\"", "3@1:16+15 {}"]),
        // What is inside an element is left to its reader.
        (
            "[nope,{]},{:}]",
            [
                "1@1:2+1 nope", "2@1:7+6 {]",
                "in.json:1:9: error[bad-json]: expected ',' or ']' after a value, found '}'",
            ]
        ),
    ]) func `cuts elements with their places, whatever pieces the input comes in`(text: String, expected: [String])
        throws
    {
        for step in [1, 2, 3, 16, 1000] {
            #expect(try elements(Array(text.utf8), step: step) == expected)
            #expect(try elements(Array(text.utf8), step: step, count: 1) == expected)
            #expect(try elements(Array(text.utf8), step: step, byteCount: 1) == expected)
        }
    }

    @Test(arguments: [
        ("", "1:1: error[bad-json]: expected an array, found the end of the JSON text"),
        ("{}", "1:1: error[bad-json]: expected an array, found '{'"),
        ("[", "1:2: error[bad-json]: expected a value or ']', found the end of the JSON text"),
        ("[,", "1:2: error[bad-json]: expected a value or ']', found ','"),
        ("[\n}", "2:1: error[bad-json]: expected a value or ']', found '}'"),
        ("[]]", "1:3: error[bad-json]: expected the end of the JSON text, found ']'"),
        ("[] []", "1:4: error[bad-json]: expected the end of the JSON text, found '['"),
    ]) func `says what is wrong with the array`(text: String, message: String) throws {
        for step in [1, 2, 1000] { #expect(try elements(Array(text.utf8), step: step) == ["in.json:\(message)"]) }
    }

    @Test(arguments: [
        ("[1 2]", "1:4: error[bad-json]: expected ',' or ']' after a value, found '2'"),
        ("[1,]", "1:4: error[bad-json]: expected a value after ',', found ']'"),
        ("[1,,2]", "1:4: error[bad-json]: expected a value after ',', found ','"),
        ("[1", "1:3: error[bad-json]: expected the end of the element of line 1, found the end of the JSON text"),
        ("[1,", "1:4: error[bad-json]: expected a value after ',', found the end of the JSON text"),
        (
            "[1,\n{\"a\":",
            "2:6: error[bad-json]: expected the end of the element of line 2, found the end of the JSON text"
        ),
    ]) func `gives the elements before a mistake`(text: String, message: String) throws {
        for step in [1, 2, 1000] {
            let found = try elements(Array(text.utf8), step: step)
            #expect(found.last == "in.json:\(message)")
            #expect(found.count == (text == "[1" ? 1 : 2))
        }
    }

    @Test func `skips an element that is too long and goes on`() throws {
        let long = "{\"a\": \"" + String(repeating: "é,]}\\\"", count: 100) + "\"}"
        let text = "[1,\n\(long), {\"b\":2}, \"\(String(repeating: "x", count: 30))\"]"
        for step in [1, 7, 64, 10_000] {
            #expect(
                try elements(Array(text.utf8), maximum: 20, step: step) == [
                    "1@1:2+1 1", "2@2:1+4 too long: \(long.utf8.count)",
                    "3@2:\(long.unicodeScalars.count + 3)+\(long.utf8.count + 6) {\"b\":2}",
                    "4@2:\(long.unicodeScalars.count + 12)+\(long.utf8.count + 15) too long: 32",
                ])
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>) func `cuts what a whole reader reads`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        for _ in 0..<40 {
            let chosen = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                acceptedJSON.randomElement(using: &random)!
            }
            let text = "[" + chosen.joined(separator: [",", " , ", ",\n"].randomElement(using: &random)!) + "]"
            let found = try elements(
                Array(text.utf8), step: Int.random(in: 1...50, using: &random),
                count: Int.random(in: 1...5, using: &random))
            #expect(
                found.map { $0.split(separator: " ", maxSplits: 1).last.map(String.init) } == chosen, "seed \(seed)")
        }
    }
}
