import DocumentModel
import Formats
import FuzzSupport

/// Whatever the bytes are: no crash; the three ways of reading agree; what is accepted is written and read back the same.
@main struct FuzzJSON: FuzzTarget {
    static func run(_ bytes: [UInt8]) {
        let value = try? Value(json: bytes)
        if let value {
            var writer = JSONWriter()
            writer.value(value)
            guard let again = try? Value(json: writer.bytes), again == value else { fatalError("not the same again") }
        }
        let isValid = skips(bytes, 0..<bytes.count)
        // A tree refuses keys that come twice, and nothing else.
        if value != nil, !isValid { fatalError("skipping is stricter than reading") }

        // The same bytes as records, in pieces whose sizes depend on them.
        let step = Int(bytes.first ?? 0) % 33 + 1
        let lines = LineReader(MemoryInput(bytes, step: step), maximumByteCount: 64, bufferSize: 16)
        var lineCount = 0
        while let batch = try? lines.next(count: 3, byteCount: 50) {
            for record in batch.records {
                lineCount += 1
                if record.number != lineCount { fatalError("lines are not counted") }
                _ = skips(batch.bytes, record.range)
            }
        }
        let elements = JSONArrayReader(MemoryInput(bytes, step: step), maximumByteCount: 64, bufferSize: 16)
        var rejoined: [UInt8] = [0x5B]
        var isWhole = false
        do {
            while let batch = try elements.next(count: 3, byteCount: 50) {
                for record in batch.records {
                    if rejoined.count > 1 { rejoined.append(0x2C) }
                    rejoined += record.isTooLong ? Array("null".utf8) : Array(batch.bytes[record.range])
                    if !record.isTooLong,
                        Array(bytes[record.offset..<record.offset + record.byteCount])
                            != Array(batch.bytes[record.range])
                    {
                        fatalError("an element is not where it says")
                    }
                }
            }
            isWhole = true
        } catch {}
        rejoined.append(0x5D)
        if isValid, bytes.first(where: { ![0x20, 0x0A, 0x0D, 0x09].contains($0) }) == 0x5B {
            if !isWhole { fatalError("an array is refused") }
            if !skips(rejoined, 0..<rejoined.count) { fatalError("elements are cut wrongly") }
        }
    }
}

private func skips(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    do {
        var cursor = try JSONCursor(bytes, in: range)
        try cursor.skipValue()
        try cursor.finish()
        return true
    } catch {
        if error.problem.isEmpty || !(range.lowerBound...range.upperBound).contains(error.offset) {
            fatalError("an error without words or place")
        }
        return false
    }
}
