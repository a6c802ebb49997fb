package import TextKernel

/// A trained tagger in memory: weights, steps, lexicon, labels and where it all comes from; used where it lies.
///
/// One block of little-endian numbers: a header, then label names, manifest, steps, rows and the lexicon. TaggerDesign.md
/// draws it. Every byte is read once when it is opened, for the checksum.
package struct EntityModel: Sendable {
    static let mark: UInt64 = 0x314C_444D_544E_4554  // "TENTMDL1"
    static let version: UInt64 = 1
    static let headerByteCount = 160

    /// The labels it can give.
    package let tags: TagSet
    /// The lexicon it was trained with.
    package let lexicon: Lexicon
    /// Who made it of what: JSON with data, hashes, licences, options and scores.
    package let manifest: [UInt8]
    /// The number of features with weights.
    package let rowCount: Int
    /// The size of the file.
    package let byteCount: Int
    let rows: WeightRows
    let steps: TagSteps
    /// What a weight of 1 in a row is worth, as a logarithm of a probability.
    let unit: Double
    /// What logarithms are divided by, so that scores are right as often as they say.
    let temperature: Double

    /// Opens a model in memory.
    ///
    /// - Throws: ``ModelFileError``.
    package init(_ memory: SharedMemory) throws(ModelFileError) {
        var header = ImageHeader(memory, 0..<memory.count)
        try header.check(mark: Self.mark, version: Self.version, kind: .model)
        let labelBytes = try header.section()
        manifest = memory.bytes(in: try header.section()) ?? []
        let steps = try header.section()
        let groups = try header.number(1 << 24)
        rowCount = try header.number(1 << 28)
        let rowOffset = try header.offset()
        let unit = Double(bitPattern: UInt64(try header.number(Int.max)))
        let temperature = Double(bitPattern: UInt64(try header.number(Int.max)))
        let lexiconRange = try header.section()
        let labels = String(decoding: memory.bytes(in: labelBytes) ?? [], as: UTF8.self)
            .split(separator: "\n").map(String.init)
        guard (1...TagSet.mostLabels).contains(labels.count), Set(labels).count == labels.count, unit > 0, unit < 1e6,
            temperature > 0, temperature < 1e6,
            let rows = WeightRows(memory, offset: rowOffset, groups: groups, labels: labels.count)
        else { throw .damaged(.model) }
        let borders = 2 * labels.count + 1
        let count = borders * borders + 4 * labels.count
        guard steps.count == 4 * count else { throw .damaged(.model) }
        var numbers: [Int32] = []
        for i in 0..<count {
            guard let number = memory.integer(Int32.self, at: steps.lowerBound + 4 * i), number.magnitude < 1 << 22
            else { throw .damaged(.model) }
            numbers.append(number)
        }
        tags = TagSet(labels)
        self.rows = rows
        self.unit = unit
        self.temperature = temperature
        self.steps = TagSteps(
            labels: labels.count, border: Array(numbers[..<(borders * borders)]),
            inside: Array(numbers[(borders * borders)...]), unit: Float(unit / 16 / temperature))
        lexicon = lexiconRange.isEmpty ? Lexicon() : try Lexicon(memory, in: lexiconRange)
        byteCount = memory.count
    }

    /// Opens a copy of `bytes`.
    ///
    /// - Throws: ``ModelFileError``.
    package init(_ bytes: [UInt8]) throws(ModelFileError) { try self.init(SharedMemory(copying: bytes)) }

    /// What a file is made of.
    struct Parts {
        var labels: [String]
        var manifest: [UInt8]
        /// In sixteenths of a row's unit, as ``TagSteps`` takes them.
        var border: [Int32]
        var inside: [Int32]
        var rows: [(hash: UInt64, weights: [Int8])]
        var unit: Double
        var temperature: Double
        var lexicon: [UInt8]
    }

    /// The bytes of a file.
    static func file(_ parts: Parts) -> [UInt8] {
        // 13 of 15 rows of a group are taken: few features are looked for in a second group.
        let groups = parts.rows.count / 13 + 1
        let table = WeightRows.layout(parts.rows, groups: groups, labels: parts.labels.count)
        var writer = ImageWriter(mark: mark, version: version, headerByteCount: headerByteCount)
        writer.add(Array(parts.labels.joined(separator: "\n").utf8), withSize: true)
        writer.add(parts.manifest, withSize: true)
        let steps = (parts.border + parts.inside).flatMap { number in
            (0..<4).map { UInt8(truncatingIfNeeded: number >> Int32(8 * $0)) }
        }
        writer.add(steps, withSize: true)
        writer.add(UInt64(groups))
        writer.add(UInt64(parts.rows.count))
        writer.add(table, withSize: false)
        writer.add(parts.unit.bitPattern)
        writer.add(parts.temperature.bitPattern)
        writer.add(parts.lexicon, withSize: true)
        return writer.finish(headerByteCount: headerByteCount)
    }
}
