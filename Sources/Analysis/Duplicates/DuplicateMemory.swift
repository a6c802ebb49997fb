/// What is remembered of a document so that later runs can tell what says the same.
///
/// As bytes: a format number, the method, flags, the digest, the date, the sketch and the whole set of hashes; numbers
/// with the least byte first. Four bytes for each shingle, some two kilobytes for a news article.
package struct DuplicateMemory: Hashable, Sendable {
    /// Which way the hashes were made: those of another way cannot be compared.
    package var method: UInt32
    /// The date as it is written.
    package var date: String?
    /// Of the whole text; nil for a text without anything.
    package var digest: DuplicateSurvey.Digest?
    package var text: DuplicateIndex.Fingerprint

    /// Describes a document.
    package init(
        method: UInt32, date: String?, digest: DuplicateSurvey.Digest?, _ text: DuplicateIndex.Fingerprint
    ) {
        self.method = method
        self.date = date
        self.digest = digest
        self.text = text
    }

    private static let format: UInt8 = 1
    private static let (hasDate, hasDigest): (UInt8, UInt8) = (1, 2)

    /// The memory as bytes.
    package var bytes: [UInt8] {
        let date = date.map { Array($0.utf8) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32 + (date?.count ?? 0) + 4 * (text.sketch.count + text.hashes.count))
        func append(_ number: UInt32) {
            for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        bytes.append(Self.format)
        bytes.append((date == nil ? 0 : Self.hasDate) | (digest == nil ? 0 : Self.hasDigest))
        append(method)
        for half in digest.map({ [$0.low, $0.high] }) ?? [] {
            append(UInt32(truncatingIfNeeded: half))
            append(UInt32(truncatingIfNeeded: half >> 32))
        }
        if let date {
            append(UInt32(clamping: date.count))
            bytes += date
        }
        append(UInt32(clamping: text.sketch.count))
        text.sketch.forEach(append)
        text.hashes.forEach(append)
        return bytes
    }

    /// Reads what ``bytes`` wrote; nil for anything else.
    package init?(_ bytes: [UInt8]) {
        var place = 2
        func number() -> UInt32? {
            guard place + 4 <= bytes.count else { return nil }
            defer { place += 4 }
            return (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
        }
        guard bytes.count >= 2, bytes[0] == Self.format, let method = number() else { return nil }
        self.method = method
        if bytes[1] & Self.hasDigest != 0 {
            guard let a = number(), let b = number(), let c = number(), let d = number() else { return nil }
            digest = DuplicateSurvey.Digest(low: UInt64(a) | UInt64(b) << 32, high: UInt64(c) | UInt64(d) << 32)
        }
        if bytes[1] & Self.hasDate != 0 {
            guard let length = number(), Int(length) <= bytes.count - place else { return nil }
            date = String(decoding: bytes[place..<place + Int(length)], as: UTF8.self)
            place += Int(length)
        }
        guard let count = number(), Int(count) <= DuplicateIndex.sketchSize, (bytes.count - place) % 4 == 0,
            Int(count) <= (bytes.count - place) / 4
        else { return nil }
        let numbers = stride(from: place, to: bytes.count, by: 4).map { place in
            UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
                | UInt32(bytes[place + 3]) << 24
        }
        text = .init(sketch: Array(numbers.prefix(Int(count))), hashes: Array(numbers.dropFirst(Int(count))))
    }
}
