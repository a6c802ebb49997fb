private import CKernel

extension PhraseWalk {
    /// Reads the words of a text.
    ///
    /// `text` is readable to before `end`; `buffer` has ``PhraseWalk/Memory/bufferByteCount`` bytes, of which a folded word takes
    /// no more than ``FoldTable/capacity(for:)`` says, 992, so that eight more can be read.
    struct Reader {
        let text: UnsafePointer<UInt8>
        let end: Int
        let buffer: UnsafeMutablePointer<UInt8>

        /// The bytes of a word: in the text as they stand, all ASCII, or folded in the buffer.
        struct Bytes {
            var bytes: UnsafePointer<UInt8>
            var count: Int
            var isFolded: Bool
        }

        @inline(__always) static func isLetterOrDigit(_ byte: UInt8) -> Bool {
            (byte | 0x20) &- 97 < 26 || byte &- 48 < 10
        }

        /// Up to eight bytes at `at`, in small letters, zero behind the `count` of them; in the buffer when `isFolded`.
        @inline(__always) func load(_ at: UnsafePointer<UInt8>, _ count: Int, _ isFolded: Bool) -> UInt64 {
            // In the buffer there is room behind every word; in the text only up to its end.
            if isFolded { return NameHash.load(at) & NameHash.mask(count) }
            var bytes: UInt64 = 0
            if text + end - at >= 8 {
                bytes = NameHash.load(at)
            } else {
                for i in 0..<min(8, count) { bytes |= UInt64(at[i]) << UInt64(8 * i) }
            }
            return (bytes | 0x2020_2020_2020_2020) & NameHash.mask(count)
        }

        /// The word of fewer than 16 ASCII characters behind one space at `i`, as most are; nil of anything else.
        @inline(__always) func plainWord(after i: Int) -> Bytes? {
            // In bounds: 17 bytes lie before `end`.
            guard end - i >= 18, text[i] == 0x20 else { return nil }
            let bits = ckernel_ascii_bits16(text + (i + 1))
            let count = (~(bits.letters | bits.digits)).trailingZeroBitCount
            guard count > 0, count < 16 else { return nil }
            let after = text[i + 1 + count]
            return after >= 0x80 || (count == 1 && after == 0x2E)
                ? nil : Bytes(bytes: text + (i + 1), count: count, isFolded: false)
        }

        /// Reads the word at `i`, which is moved behind it; nil where something else stands, which is stepped over.

        func word(_ i: inout Int, _ anchors: inout [FoldAnchor]) -> Bytes? {
            let start = i
            while i < end, Self.isLetterOrDigit(text[i]) { i += 1 }
            if i < end, text[i] >= 0x80 || (i - start == 1 && text[i] == 0x2E) {
                return oddWord(&i, start, &anchors)
            }
            return Bytes(bytes: text + start, count: i - start, isFolded: false)
        }

        /// Goes on with the word that began at `start` from a letter outside ASCII or a full stop on.
        private func oddWord(_ i: inout Int, _ start: Int, _ anchors: inout [FoldAnchor]) -> Bytes? {
            var isASCII = true
            while i < end {
                if text[i] < 0x80 {
                    guard Self.isLetterOrDigit(text[i]) else { break }
                    i += 1
                    continue
                }
                let (scalar, length) = decode(i)
                let kind = ScalarClass(scalar)
                let isFirst = i == start
                guard kind.isWord, isFirst || !kind.isUnspaced else { break }
                isASCII = false
                i += length
                if isFirst, kind.isUnspaced { break }
            }
            if i == start {
                let (scalar, length) = decode(i)
                i += length
                if scalar.value == 0x2019 { skipPossessive(&i) }
                return nil
            }
            if i - start == 1, let count = initials(&i) { return Bytes(bytes: buffer, count: count, isFolded: true) }
            if isASCII { return Bytes(bytes: text + start, count: i - start, isFolded: false) }
            anchors.removeAll(keepingCapacity: true)
            var stop = min(i, start + PhraseWalk.longestFolded)
            while stop < i, text[stop] & 0xC0 == 0x80 { stop -= 1 }
            // In bounds: `longestFolded` bytes fold to less than half the buffer, or twice that and 32.
            var count = FoldTable.shared.fold(text + start, stop - start, readable: end - start, into: buffer, &anchors)
            // What was cut off makes it longer than any word of a phrase, whatever it folds to.
            while stop < i, count <= PhraseMatcher.wordByteLimit {
                buffer[count] = 0
                count += 1
            }
            return Bytes(bytes: buffer, count: count, isFolded: true)
        }

        /// Reads the letters of `U.N.` as one word into the buffer, `i` being after the first; nil when there is one only.
        private func initials(_ i: inout Int) -> Int? {
            func isCapital(_ at: Int) -> Bool { at < end && text[at] &- 65 < 26 }
            guard isCapital(i - 1) else { return nil }
            buffer[0] = text[i - 1] | 0x20
            var count = 1
            while i < end, text[i] == 0x2E, isCapital(i + 1), i + 2 >= end || !Self.isLetterOrDigit(text[i + 2]) {
                // Longer than any word of a phrase is as good as any other such length.
                if count < PhraseWalk.longestFolded {
                    buffer[count] = text[i + 1] | 0x20
                    count += 1
                }
                i += 2
                if i < end, text[i] == 0x2E, !isCapital(i + 1) {
                    i += 1
                    break
                }
            }
            return count == 1 ? nil : count
        }

        /// Steps over the `s` of `Russia's`, `i` being after the apostrophe.
        @inline(__always) func skipPossessive(_ i: inout Int) {
            guard i < end, text[i] | 0x20 == 0x73 else { return }
            if i + 1 == end || (text[i + 1] < 0x80 && !Self.isLetterOrDigit(text[i + 1])) { i += 1 }
        }

        /// The scalar at `i` and its length; a byte that begins no whole sequence is U+FFFD.
        func decode(_ i: Int) -> (scalar: Unicode.Scalar, length: Int) {
            let lead = UInt32(text[i])
            let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
            guard length > 1, i + length <= end else { return ("\u{FFFD}", 1) }
            var value = lead & (0x7F >> UInt32(length))
            for k in 1..<length { value = value << 6 | UInt32(text[i + k] & 0x3F) }
            return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
        }
    }
}
