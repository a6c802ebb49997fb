/// The case of the letters of a name as bits, and whether a text has the case that a name asks for.
enum LetterCase {
    /// The number of letters of `name` (two bytes, lowest first), then a bit for each, set for a capital.
    static func bits(_ name: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var bits: [UInt8] = [0, 0]
        var count = 0
        forEachLetter(name) { isCapital in
            if count % 8 == 0 { bits.append(0) }
            if isCapital { bits[2 + count / 8] |= 1 << UInt8(count % 8) }
            count += 1
            return count < 0xFFFF
        }
        bits[0] = UInt8(count & 255)
        bits[1] = UInt8(count >> 8)
        return bits
    }

    /// Whether the letters of `surface` have the case that `rule` asks for; `bits` may be damaged, and then it is not.
    static func fits(
        _ surface: UnsafeBufferPointer<UInt8>, _ bits: UnsafeBufferPointer<UInt8>, exactly: Bool
    ) -> Bool {
        guard bits.count >= 2 else { return false }
        let count = Int(bits[0]) | Int(bits[1]) << 8
        guard bits.count >= 2 + (count + 7) / 8 else { return false }
        var i = 0
        var fits = true
        forEachLetter(surface) { isCapital in
            guard i < count else {
                fits = false
                return false
            }
            let wanted = bits[2 + i / 8] >> UInt8(i % 8) & 1 != 0
            if isCapital != wanted, wanted || exactly { fits = false }
            i += 1
            return fits
        }
        return fits && i == count
    }

    /// Tells `body` of each letter whether it is a capital, until it returns false.
    private static func forEachLetter(_ text: UnsafeBufferPointer<UInt8>, _ body: (Bool) -> Bool) {
        guard let base = text.baseAddress else { return }
        let classes = ScalarClasses.shared
        var i = 0
        while i < text.count {
            let (value, length) = UTF8Kernel.decode(base + i, text.count - i)
            let bits = ScalarClass(bits: classes[value])
            if bits.kind == .letter, !body(bits.isUppercase) { return }
            i += length
        }
    }
}
