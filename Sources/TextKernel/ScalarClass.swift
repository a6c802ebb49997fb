/// What kind of character a Unicode scalar is, in one byte.
public struct ScalarClass: Hashable, Sendable {
    /// The kinds of scalar; each scalar has one.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// Controls, format characters, unassigned and private scalars.
        case other = 0
        /// Letters of all scripts, and Roman numerals.
        case letter = 1
        /// Marks that combine with the scalar before them.
        case mark = 2
        /// Decimal digits of all scripts.
        case digit = 3
        /// Other numbers: fractions, superscripts, circled digits.
        case number = 4
        case punctuation = 5
        case symbol = 6
        /// White space, line ends included.
        case space = 7
    }

    @usableFromInline let bits: UInt8

    @inlinable init(bits: UInt8) { self.bits = bits }

    /// The class of `scalar`.
    public init(_ scalar: Unicode.Scalar) { bits = ScalarClasses.shared[scalar.value] }

    /// The kind.
    @inlinable public var kind: Kind { Kind(rawValue: bits & 7) ?? .other }
    /// Whether it is a capital letter (title case counts).
    @inlinable public var isUppercase: Bool { bits & 8 != 0 }
    /// Whether it is a small letter.
    @inlinable public var isLowercase: Bool { bits & 16 != 0 }
    /// Whether it is a letter of a script without spaces between words: Han, Hiragana, Thai, Khmer …
    @inlinable public var isUnspaced: Bool { bits & 32 != 0 }
    /// Whether words are made of it: a letter, a digit or a mark.
    @inlinable public var isWord: Bool { bits & 7 != 0 && bits & 7 <= 3 }
    /// Whether text with it may not be in NFC, because NFC never has it or may join it to the scalar before it.
    package var mayChangeInNFC: Bool { bits & 64 != 0 }
    /// Whether its canonical combining class is not 0.
    package var isReordered: Bool { bits & 128 != 0 }
}

/// The classes of all scalars as a two-stage table, about 30 kB, unpacked once from ``UnicodeTables``.
///
/// `@unchecked Sendable`: the memory is written only in `init`, before anybody else sees it, and never freed.
final class ScalarClasses: @unchecked Sendable {
    static let shared = ScalarClasses()

    /// For each 128 scalars the start of their block in `classes`.
    let blocks: UnsafePointer<UInt16>
    /// The class bits, by block.
    let classes: UnsafePointer<UInt8>

    private init() {
        var all = [UInt8](repeating: 0, count: 0x110000)
        let runs = UnicodeTables.classRuns
        for (i, run) in runs.enumerated() {
            let end = i + 1 < runs.count ? Int(runs[i + 1] >> 8) : all.count
            let bits = UInt8(truncatingIfNeeded: run)
            if bits != 0 { for scalar in Int(run >> 8)..<end { all[scalar] = bits } }
        }
        var starts: [ArraySlice<UInt8>: UInt16] = [:]
        var stored: [UInt8] = []
        let blocks = UnsafeMutablePointer<UInt16>.allocate(capacity: 0x110000 / 128)
        for block in 0..<(0x110000 / 128) {
            let slice = all[(block * 128)..<(block * 128 + 128)]
            // Most blocks are like the one before (Han, unassigned); comparing costs a tenth of hashing.
            if block > 0, slice == all[(block * 128 - 128)..<(block * 128)] {
                blocks[block] = blocks[block - 1]
            } else if let start = starts[slice] {
                blocks[block] = start
            } else {
                starts[slice] = UInt16(stored.count)
                blocks[block] = UInt16(stored.count)
                stored += slice
            }
        }
        let classes = UnsafeMutablePointer<UInt8>.allocate(capacity: stored.count)
        classes.initialize(from: stored, count: stored.count)
        self.blocks = UnsafePointer(blocks)
        self.classes = UnsafePointer(classes)
    }

    /// The class bits of a scalar value; 0 above U+10FFFF.
    @inline(__always) subscript(_ value: UInt32) -> UInt8 {
        if value > 0x10FFFF { return 0 }
        return classes[Int(blocks[Int(value >> 7)]) + Int(value & 127)]
    }
}
