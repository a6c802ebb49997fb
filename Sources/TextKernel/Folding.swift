private import CKernel

/// Folds text so that the spellings of one name become the same bytes.
///
/// Case, accents and other marks go; `đ ł ø æ œ ß ı` and their like become plain letters; all hyphens and dashes become
/// `-`, apostrophes and single quotes `'`, double quotes `"`, every white-space character one space; soft hyphens,
/// zero-width and other format characters are dropped. Full-width letters and the `fi` ligatures become plain. Vowel
/// signs of Indic scripts and Hangul syllables stay (text in NFC and in NFD fold alike but for Hangul).
public enum Folding {
    /// `text` folded.
    ///
    /// - Complexity: O(*n*).
    public static func folded(_ text: [UInt8]) -> [UInt8] { FoldedText(text).bytes }
}

/// A text and its folded form, with the way back from folded offsets.
public struct FoldedText: Sendable {
    /// The folded bytes.
    public let bytes: [UInt8]
    private let original: [UInt8]
    private let anchors: [FoldAnchor]

    /// Folds valid UTF-8; other bytes give some bytes, but nothing is read or written out of bounds.
    public init(_ text: [UInt8]) {
        var anchors: [FoldAnchor] = []
        bytes = text.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return [] }
            return [UInt8](unsafeUninitializedCapacity: FoldTable.capacity(for: source.count)) { target, count in
                guard let out = target.baseAddress else { return }
                count = FoldTable.shared.fold(base, source.count, readable: source.count, into: out, &anchors)
            }
        }
        self.anchors = anchors
        original = text
    }

    /// The range of the original text that was folded to `range`, on scalar boundaries.
    ///
    /// Marks that belong to the last letter are inside; characters dropped before the first one are not.
    ///
    /// - Complexity: O(log *a*) for *a* characters whose folded form has another length.
    public func originalRange(of range: Range<Int>) -> Range<Int> {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range outside the folded text")
        return original.withUnsafeBufferPointer { source in
            anchors.withUnsafeBufferPointer { anchors in
                var low = 0
                var high = anchors.count
                while low < high {
                    let middle = (low + high) / 2
                    if anchors[middle].folded <= range.lowerBound { low = middle + 1 } else { high = middle }
                }
                var cursor = low
                return FoldAnchor.original(of: range, anchors, &cursor, source)
            }
        }
    }
}

/// After a character whose folded form has another length: where the two texts run in step again.
struct FoldAnchor: Sendable {
    /// The folded offset after the character.
    var folded: Int
    /// The original offset after it.
    var original: Int
    /// Whether the character was dropped.
    var isDropped: Bool

    /// The original range of a folded one.
    ///
    /// `cursor` is the number of anchors at or before the start of an earlier range (0 at first), and is moved on;
    /// so the ranges of a whole text are mapped in one walk over the anchors.
    static func original(
        of range: Range<Int>, _ anchors: UnsafeBufferPointer<FoldAnchor>, _ cursor: inout Int,
        _ source: UnsafeBufferPointer<UInt8>
    ) -> Range<Int> {
        while cursor < anchors.count, anchors[cursor].folded <= range.lowerBound { cursor += 1 }
        var start = place(range.lowerBound, cursor, anchors, source.count)
        while start > 0, start < source.count, source[start] & 0xC0 == 0x80 { start -= 1 }
        var last = cursor
        while last < anchors.count,
            anchors[last].folded < range.upperBound
                || (anchors[last].folded == range.upperBound && !anchors[last].isDropped)
        { last += 1 }
        // An empty range may stand after dropped characters.
        var end = max(place(range.upperBound, last, anchors, source.count), start)
        while end < source.count, source[end] & 0xC0 == 0x80 { end += 1 }
        if let base = source.baseAddress, !range.isEmpty {
            let classes = ScalarClasses.shared
            while end < source.count, source[end] >= 0xC0 {
                let (value, length) = UTF8Kernel.decode(base + end, source.count - end)
                if ScalarClass(bits: classes[value]).kind != .mark { break }
                end += length
            }
        }
        return start..<end
    }

    /// The original offset of a folded one, when `passed` anchors lie before it.
    private static func place(
        _ folded: Int, _ passed: Int, _ anchors: UnsafeBufferPointer<FoldAnchor>, _ count: Int
    ) -> Int {
        let before = passed > 0 ? anchors[passed - 1] : FoldAnchor(folded: 0, original: 0, isDropped: false)
        let limit = passed < anchors.count ? anchors[passed].original : count
        return min(before.original + (folded - before.folded), limit)
    }
}

/// What every scalar folds to, unpacked once from ``UnicodeTables``.
///
/// `@unchecked Sendable`: the memory is written only in `init`, before anybody else sees it, and never freed.
final class FoldTable: @unchecked Sendable {
    static let shared = FoldTable()

    /// Scalars from here on fold to themselves, but for variation selectors and tags, which are dropped.
    static let end: UInt32 = 0x30000

    /// For each 64 scalars the start of their block in `entries`.
    private let blocks: UnsafePointer<UInt16>
    /// The number of a scalar's folded form in `forms`; 0 for the scalar itself.
    private let entries: UnsafePointer<UInt16>
    /// Up to 7 bytes of UTF-8, lowest byte first, and their number in the highest byte.
    private let forms: UnsafePointer<UInt64>

    private init() {
        var all = [UInt16](repeating: 0, count: Int(Self.end))
        var forms: [UInt64] = [0]
        var known: [UInt64: UInt16] = [:]
        let folds = UnicodeTables.folds
        var i = 0
        while i < folds.count {
            let scalar = folds[i] & 0xFF_FFFF
            let count = Int(folds[i] >> 24)
            var form: UInt64 = 0
            var length: UInt64 = 0
            for value in folds[(i + 1)...].prefix(count) {
                for byte in Unicode.Scalar(value).map({ Array(String($0).utf8) }) ?? [] where length < 7 {
                    form |= UInt64(byte) << (8 * length)
                    length += 1
                }
            }
            form |= length << 56
            i += 1 + count
            // The empty form is all zero and cannot be found as 0, "itself": it gets a number of its own.
            let number = known[form] ?? UInt16(forms.count)
            if known[form] == nil {
                known[form] = number
                forms.append(form)
            }
            if scalar < Self.end { all[Int(scalar)] = number }
        }
        var starts: [ArraySlice<UInt16>: UInt16] = [:]
        var stored: [UInt16] = []
        let blocks = UnsafeMutablePointer<UInt16>.allocate(capacity: all.count / 64)
        for block in 0..<(all.count / 64) {
            let slice = all[(block * 64)..<(block * 64 + 64)]
            // Many blocks are like the one before; comparing costs a tenth of hashing.
            if block > 0, slice == all[(block * 64 - 64)..<(block * 64)] {
                blocks[block] = blocks[block - 1]
                continue
            }
            let start = starts[slice] ?? UInt16(stored.count)
            if starts[slice] == nil {
                starts[slice] = start
                stored += slice
            }
            blocks[block] = start
        }
        let entries = UnsafeMutablePointer<UInt16>.allocate(capacity: stored.count)
        entries.initialize(from: stored, count: stored.count)
        let formMemory = UnsafeMutablePointer<UInt64>.allocate(capacity: forms.count)
        formMemory.initialize(from: forms, count: forms.count)
        self.blocks = UnsafePointer(blocks)
        self.entries = UnsafePointer(entries)
        self.forms = UnsafePointer(formMemory)
    }

    /// The bytes that must be writable to fold `count` bytes: no character grows to more than twice its bytes (a test
    /// holds the table to that), and vectors are stored whole.
    static func capacity(for count: Int) -> Int { 2 * count + 32 }

    /// Folds `count` bytes at `source`, of which `readable >= count` may be read, into `out`, and returns their number.
    ///
    /// `out` has room for `capacity(for: count)` bytes. Each step reads `count - i` bytes at most (sixteen at once only
    /// where `readable` allows), writes at most 16 bytes at `w`, and moves `w` by at most twice what it moves `i`.
    @inline(__always)
    func fold(
        _ source: UnsafePointer<UInt8>, _ count: Int, readable: Int, into out: UnsafeMutablePointer<UInt8>,
        _ anchors: inout [FoldAnchor]
    ) -> Int {
        var i = 0
        var w = 0
        while i < count {
            if readable - i >= 16 {
                // Long runs of ASCII at once, once one of them has begun.
                if count - i >= 64, source[i] < 0x80 {
                    let run = ckernel_fold_ascii(source + i, count - i, out + w)
                    i += run
                    w += run
                    if run >= 32 { continue }
                }
                let high = ckernel_fold16(source + i, out + w)
                let run = min(high == 0 ? 16 : high.trailingZeroBitCount, count - i)
                i += run
                w += run
                if high == 0 || i >= count { continue }
            } else {
                let byte = source[i]
                if byte < 0x80 {
                    out[w] = byte &- 65 < 26 ? byte | 32 : byte &- 9 < 5 ? 32 : byte
                    i += 1
                    w += 1
                    continue
                }
            }
            let (value, length) = UTF8Kernel.decode(source + i, count - i)
            let number = value < Self.end ? entries[Int(blocks[Int(value >> 6)]) + Int(value & 63)] : 0
            i += length
            if number == 0 {
                if value < 0xE0000 || value > 0xE0FFF {
                    for k in 0..<length { out[w + k] = source[i - length + k] }
                    w += length
                } else {
                    anchors.append(FoldAnchor(folded: w, original: i, isDropped: true))
                }
                continue
            }
            let form = forms[Int(number)]
            UnsafeMutableRawPointer(out + w).storeBytes(of: form.littleEndian, as: UInt64.self)
            let formLength = Int(form >> 56)
            w += formLength
            if formLength != length {
                anchors.append(FoldAnchor(folded: w, original: i, isDropped: formLength == 0))
            }
        }
        return w
    }
}
