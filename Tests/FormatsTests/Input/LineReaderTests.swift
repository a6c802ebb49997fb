import Formats
import Testing

@Suite struct `Line reader` {
    /// Every line as `number@offset:text`, with `!byteCount` after one that is too long.
    private func lines(
        _ bytes: [UInt8], maximum: Int = 100, step: Int = .max, buffer: Int = 16, count: Int = 3, byteCount: Int = 1000
    ) throws -> [String] {
        let input = MemoryInput(bytes, step: step)
        let reader = LineReader(input, maximumByteCount: maximum, bufferSize: buffer)
        var found: [String] = []
        while let batch = try reader.next(count: count, byteCount: byteCount) {
            #expect((1...count).contains(batch.records.count))
            for record in batch.records {
                let text = String(decoding: batch.bytes[record.range], as: UTF8.self)
                found.append(
                    "\(record.number)@\(record.offset):\(text)" + (record.isTooLong ? "!\(record.byteCount)" : ""))
                #expect(record.isTooLong || record.byteCount == record.range.count)
                #expect(record.line == record.number && record.column == 1)
            }
        }
        return found
    }

    @Test(arguments: [
        ("", []), ("\n", ["1@0:"]), ("a", ["1@0:a"]), ("a\n", ["1@0:a"]), ("a\nb", ["1@0:a", "2@2:b"]),
        ("a\r\nb\r\n", ["1@0:a", "2@3:b"]), ("\n\na\n\n", ["1@0:", "2@1:", "3@2:a", "4@4:"]), ("\r\n", ["1@0:"]),
        ("a\rb\n", ["1@0:a\rb"]), ("a\r", ["1@0:a\r"]), ("\u{FEFF}a\nb", ["1@3:a", "2@5:b"]), ("\u{FEFF}", []),
        ("a\n\u{FEFF}b", ["1@0:a", "2@2:\u{FEFF}b"]),
    ]) func `cuts lines, whatever pieces the input comes in`(text: String, expected: [String]) throws {
        for step in [1, 2, 3, 16, 1000] {
            #expect(try lines(Array(text.utf8), step: step) == expected)
            #expect(try lines(Array(text.utf8), step: step, count: 1) == expected)
            #expect(try lines(Array(text.utf8), step: step, byteCount: 1) == expected)
        }
    }

    @Test(arguments: [
        // Exactly as long as allowed, also with a CR behind it.
        ("aaaaaaaaaa\nb\n", ["1@0:aaaaaaaaaa", "2@11:b"]),
        ("aaaaaaaaaa\r\nb\n", ["1@0:aaaaaaaaaa", "2@12:b"]),
        ("aaaaaaaaaaa\nb\n", ["1@0:aaaaaaaaaaa!11", "2@12:b"]),
        (
            "b\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nb",
            ["1@0:b", "2@2:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!50", "3@53:b"]
        ),
        // Too long and last, with and without its end.
        ("aaaaaaaaaaaaaaaaaaaaaaaaa", ["1@0:aaaaaaaaaaaaaaaaaaaaaaaaa!25"]),
        ("aaaaaaaaaaaaaaaaaaaaaaaaa\n", ["1@0:aaaaaaaaaaaaaaaaaaaaaaaaa!25"]),
        ("aaaaaaaaaaaaaaaaaaaaaaaaa\n\n", ["1@0:aaaaaaaaaaaaaaaaaaaaaaaaa!25", "2@26:"]),
    ]) func `reports a line that is too long, and goes on`(text: String, expected: [String]) throws {
        for step in [1, 2, 7, 1000] {
            let found = try lines(Array(text.utf8), maximum: 10, step: step)
            // How much of a long line is kept depends on the pieces; its number, place and length do not.
            func essence(_ line: String) -> String {
                line.contains("!") ? String(line.prefix { $0 != ":" }) + String(line.drop { $0 != "!" }) : line
            }
            #expect(found.map(essence) == expected.map(essence))
        }
    }

    @Test func `holds no more of a giant line than its beginning`() throws {
        let giant = [UInt8](repeating: UInt8(ascii: "x"), count: 3_000_000) + Array("\nend".utf8)
        let reader = LineReader(MemoryInput(giant, step: 5000), maximumByteCount: 50_000, bufferSize: 4096)
        let first = try #require(try reader.next(count: 10, byteCount: 10))
        #expect(first.records.map(\.byteCount) == [3_000_000])
        #expect(first.records[0].isTooLong)
        #expect(first.bytes.count == 1024)
        let last = try #require(try reader.next(count: 10, byteCount: 10))
        #expect(last.bytes == Array("end".utf8))
        #expect(try reader.next(count: 1, byteCount: 1)?.records == nil)
        #expect(try reader.next(count: 1, byteCount: 1)?.records == nil)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>) func `agrees with splitting the whole text`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        for _ in 0..<60 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                "aaaaaé\r\n\n".utf8.randomElement(using: &random)!
            }
            var slow = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
                $0.last == 13 ? $0.dropLast() : $0
            }
            // A CR at the very end is no part of a line end.
            if bytes.last == 13 { slow[slow.count - 1].append(13) }
            if slow.last?.isEmpty == true { slow.removeLast() }
            let found = try lines(
                bytes, step: Int.random(in: 1...40, using: &random), buffer: Int.random(in: 16...64, using: &random),
                count: Int.random(in: 1...9, using: &random), byteCount: Int.random(in: 1...90, using: &random))
            let texts = found.map { String($0.drop { $0 != ":" }.dropFirst()) }
            #expect(texts == slow.map { String(decoding: $0, as: UTF8.self) }, "seed \(seed)")
        }
    }
}
