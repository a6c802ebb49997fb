/// Reading single scalars of valid UTF-8; offsets outside the text read as nothing.
enum UTF8Reading {
    /// The scalar that begins at `offset`, and its length in bytes.
    @inline(__always)
    static func scalar(_ bytes: [UInt8], at i: Int) -> (value: UInt32, length: Int)? {
        guard i >= 0, i < bytes.count else { return nil }
        let lead = UInt32(bytes[i])
        if lead < 0x80 { return (lead, 1) }
        if lead < 0xE0 {
            guard i + 1 < bytes.count else { return nil }
            return ((lead & 31) << 6 | UInt32(bytes[i + 1] & 63), 2)
        }
        if lead < 0xF0 {
            guard i + 2 < bytes.count else { return nil }
            return ((lead & 15) << 12 | UInt32(bytes[i + 1] & 63) << 6 | UInt32(bytes[i + 2] & 63), 3)
        }
        guard i + 3 < bytes.count else { return nil }
        let high = (lead & 7) << 18 | UInt32(bytes[i + 1] & 63) << 12
        return (high | UInt32(bytes[i + 2] & 63) << 6 | UInt32(bytes[i + 3] & 63), 4)
    }

    /// The scalar that ends before `offset`, and its length in bytes.
    static func scalar(_ bytes: [UInt8], before offset: Int) -> (value: UInt32, length: Int)? {
        var i = offset - 1
        while i > 0, i > offset - 4, bytes[i] & 0xC0 == 0x80 { i -= 1 }
        return scalar(bytes, at: i)
    }
}
