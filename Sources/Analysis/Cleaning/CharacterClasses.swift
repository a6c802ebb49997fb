import TextKernel

/// What the cleaner must know of a character, in one byte.
struct CharacterClass: OptionSet, Sendable {
    let rawValue: UInt8

    /// To be removed or replaced, at least in some places.
    static let dirty = CharacterClass(rawValue: 1)
    /// Text with it may not be in NFC.
    static let mayChangeInNFC = CharacterClass(rawValue: 2)
    /// Its combining class is not 0.
    static let isReordered = CharacterClass(rawValue: 4)
    /// What a leading byte of UTF-8 becomes when it is read in one of the single-byte sets.
    static let lead = CharacterClass(rawValue: 8)
    /// What a continuation byte becomes.
    static let continuation = CharacterClass(rawValue: 16)
}

/// The classes of all scalars for one set of options.
///
/// A flat table for the Basic Multilingual Plane: 64 kB, of which a text touches a few lines. Built once for a cleaner.
struct CharacterClasses: Sendable {
    /// The class bits of scalars up to U+FFFF.
    let basic: [UInt8]
    private let normalises: Bool

    init(_ options: CleaningOptions) {
        var basic = options.normalise ? Self.composition : [UInt8](repeating: 0, count: 0x10000)
        normalises = options.normalise
        for value in Array(UInt32(0x80)...0x3000) + Array(0xFDD0...0xFFFF) {
            if CharacterCleaning.isDirty(value, options) { basic[Int(value)] |= CharacterClass.dirty.rawValue }
        }
        if options.repairMojibake {
            for value in MojibakeSequence.leads { basic[Int(value)] |= CharacterClass.lead.rawValue }
            for value in MojibakeSequence.continuations { basic[Int(value)] |= CharacterClass.continuation.rawValue }
        }
        self.basic = basic
    }

    /// The bits that NFC needs, the same for all options.
    private static let composition: [UInt8] = (0..<0x10000).map { value in
        guard let scalar = Unicode.Scalar(UInt32(value)) else { return 0 }
        let known = ScalarClass(scalar)
        let bits = (known.mayChangeInNFC ? CharacterClass.mayChangeInNFC.rawValue : 0)
        return bits | (known.isReordered ? CharacterClass.isReordered.rawValue : 0)
    }

    /// The class of any scalar that is not ASCII.
    func callAsFunction(_ value: UInt32) -> CharacterClass {
        if value < 0x10000 { return CharacterClass(rawValue: basic[Int(value)]) }
        var bits: CharacterClass = []
        guard normalises, let scalar = Unicode.Scalar(value) else { return bits }
        let known = ScalarClass(scalar)
        if known.mayChangeInNFC { bits.insert(.mayChangeInNFC) }
        if known.isReordered { bits.insert(.isReordered) }
        if CharacterCleaning.isTag(value) || value & 0xFFFE == 0xFFFE { bits.insert(.dirty) }
        return bits
    }
}
