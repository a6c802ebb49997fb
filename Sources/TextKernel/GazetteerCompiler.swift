private import CKernel

/// Turns names into a ``GazetteerImage``.
struct GazetteerCompiler {
    typealias Name = Gazetteer.Builder.Name
    typealias Slot = GazetteerImage.Slot
    typealias Record = GazetteerImage.Record

    /// A name after folding: where it is among the folded bytes, and where its first word begins.
    private struct Entry {
        var name: Int
        var start: Int
        var end: Int
        var core: Int
        var slot: Int
    }

    /// A name whose bytes up to some place gave a slot its hash, to tell equal hashes from equal bytes.
    private struct Witness {
        var start: UInt32
        var count: UInt32
    }

    private var entries: [Entry] = []
    private var refused: [(name: Int, reason: Gazetteer.Builder.Refusal)] = []
    /// The most slots that may be needed.
    private var placeCount = 0

    static func compile(_ names: [Name], _ bytes: [UInt8]) -> (Gazetteer, [(Int, Gazetteer.Builder.Refusal)]) {
        var compiler = GazetteerCompiler()
        return compiler.compile(names, bytes)
    }

    private mutating func compile(
        _ names: [Name], _ bytes: [UInt8]
    ) -> (Gazetteer, [(Int, Gazetteer.Builder.Refusal)]) {
        // All folded names, each followed by a zero byte, with room to read beyond the last.
        let capacity = FoldTable.capacity(for: bytes.count) + names.count + 128
        let folded = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        defer { folded.deallocate() }
        let count = bytes.withUnsafeBufferPointer { fold(names, $0, into: folded) }
        // In bounds: `fold` wrote at most `capacity - 128` bytes.
        (folded + count).initialize(repeating: 0, count: 128)
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: WordBits.wordCount(for: count))
        defer { words.deallocate() }
        let bits = WordBits(folded, count, into: words)
        defer { bits.deallocate() }
        findCores(folded, bits)
        var seed: UInt64 = 0x2545_F491_4F6C_DD1D
        while true {
            if let gazetteer = bytes.withUnsafeBufferPointer({ assemble(names, $0, folded, count, bits, seed) }) {
                return (gazetteer, refused.map { ($0.name, $0.reason) })
            }
            // Two different beginnings of names had one 64-bit hash: as likely as a lost lottery ticket that wins.
            seed = seed &* 0xD134_2543_DE82_EF95 &+ 1
        }
    }

    /// Folds every name behind the one before it; returns the number of bytes written.
    private mutating func fold(
        _ names: [Name], _ bytes: UnsafeBufferPointer<UInt8>, into out: UnsafeMutablePointer<UInt8>
    ) -> Int {
        let table = FoldTable.shared
        var anchors: [FoldAnchor] = []
        entries.reserveCapacity(min(names.count, Gazetteer.mostNames))
        var end = 0
        for (number, name) in names.enumerated() {
            if entries.count == Gazetteer.mostNames {
                refused.append((number, .tooMany))
                continue
            }
            guard let base = bytes.baseAddress, name.count > 0 else {
                refused.append((number, .noWord))
                continue
            }
            if name.count > 4 * Gazetteer.longestName {
                refused.append((number, .tooLong))
                continue
            }
            let start = end
            // In bounds: the builder's ranges lie one after the other in `bytes`, and the folded form of a name fits
            // its share of `capacity(for:)`; the vectors it stores beyond are overwritten by the next.
            let length = table.fold(
                base + name.start, name.count, readable: bytes.count - name.start, into: out + start, &anchors)
            anchors.removeAll(keepingCapacity: true)
            for i in start..<(start + length) where out[i] != 0x20 || (end > start && out[end - 1] != 0x20) {
                out[end] = out[i]
                end += 1
            }
            if end > start, out[end - 1] == 0x20 { end -= 1 }
            if end - start > Gazetteer.longestName {
                refused.append((number, .tooLong))
                end = start
                continue
            }
            entries.append(Entry(name: number, start: start, end: end, core: start, slot: -1))
            out[end] = 0
            end += 1
        }
        return end
    }

    /// Finds each name's first word, and counts the places where its words and signs end.
    private mutating func findCores(_ text: UnsafePointer<UInt8>, _ bits: WordBits) {
        var kept = 0
        for number in entries.indices {
            var entry = entries[number]
            while entry.core < entry.end, !bits.isWord(entry.core) { entry.core += 1 }
            guard entry.core < entry.end, entry.core - entry.start < 256 else {
                refused.append((entry.name, .noWord))
                continue
            }
            var words = 0
            var i = entry.core
            var lastWord = i
            while i < entry.end {
                if bits.isWord(i) {
                    i = min(bits.wordEnd(i, limit: entry.end), entry.end)
                    words += 1
                    lastWord = i
                } else {
                    i += 1
                }
            }
            if words > Gazetteer.mostWords {
                refused.append((entry.name, .tooLong))
                continue
            }
            placeCount += words + (entry.end - lastWord)
            entries[kept] = entry
            kept += 1
        }
        entries.removeLast(entries.count - kept)
        refused.sort { $0.name < $1.name }
    }

    /// Writes the image; nil when two different beginnings of names have one hash.
    private mutating func assemble(
        _ names: [Name], _ bytes: UnsafeBufferPointer<UInt8>, _ text: UnsafePointer<UInt8>, _ count: Int,
        _ bits: WordBits, _ seed: UInt64
    ) -> Gazetteer? {
        let slotCount = max(16, placeCount + placeCount / 2)
        let slots = UnsafeMutablePointer<Slot>.allocate(capacity: slotCount)
        slots.initialize(repeating: Slot(hash: 0, firstRecord: 0, info: 0), count: slotCount)
        defer { slots.deallocate() }
        let witnesses = UnsafeMutablePointer<Witness>.allocate(capacity: slotCount)
        defer { witnesses.deallocate() }
        let table = Table(slots: slots, witnesses: witnesses, count: slotCount, text: text)
        var longest = Longest()
        for number in entries.indices {
            let entry = entries[number]
            guard let last = table.insert(entry.core, entry.end, bits, seed, &longest) else { return nil }
            if slots[last].recordCount < 1 << 24 { slots[last].info += 1 << Slot.flagBits }
            if entry.core > entry.start { slots[last].info |= Slot.beginsWithSigns }
            entries[number].slot = last
        }
        let (records, nameBytes) = gatherRecords(names, bytes, text, slots, slotCount)
        return write(names, text, slots, slotCount, records, nameBytes, longest, seed, bits)
    }

    private struct Longest {
        var word = 0
        var gap = 0
        var probe = 0
    }

    /// The slots while they are filled.
    private struct Table {
        let slots: UnsafeMutablePointer<Slot>
        let witnesses: UnsafeMutablePointer<Witness>
        let count: Int
        let text: UnsafePointer<UInt8>

        /// Enters all places of the name `core..<end`; returns its last slot, nil when a hash is taken by other bytes.
        func insert(_ core: Int, _ end: Int, _ bits: WordBits, _ seed: UInt64, _ longest: inout Longest) -> Int? {
            var hash = seed
            var i = core
            var slot = -1
            while i < end {
                let wordEnd = min(bits.wordEnd(i, limit: end), end)
                hash = NameHash.word(hash, text + i, wordEnd - i)
                longest.word = max(longest.word, wordEnd - i)
                i = wordEnd
                guard let found = place(hash, core, i - core, &longest) else { return nil }
                slot = found
                var next = i
                while next < end, !bits.isWord(next) { next += 1 }
                longest.gap = max(longest.gap, next - i)
                if next < end {
                    slots[slot].info |= Slot.goesOn
                    while i < next {
                        hash = NameHash.sign(hash, text[i])
                        i += 1
                    }
                } else {
                    while i < end {
                        slots[slot].info |= Slot.endsWithSigns
                        hash = NameHash.sign(hash, text[i])
                        i += 1
                        guard let found = place(hash, core, i - core, &longest) else { return nil }
                        slot = found
                    }
                }
            }
            return slot
        }

        /// The slot of the beginning of a name, taken if it is new.
        private func place(_ hash: UInt64, _ start: Int, _ length: Int, _ longest: inout Longest) -> Int? {
            var i = NameHash.place(hash, UInt64(count))
            var probes = 0
            while slots[i].info != 0 {
                if slots[i].hash == hash {
                    let witness = witnesses[i]
                    guard Int(witness.count) == length else { return nil }
                    let other = text + Int(witness.start)
                    for k in 0..<length where other[k] != text[start + k] { return nil }
                    return i
                }
                i += 1
                probes += 1
                if i == count { i = 0 }
            }
            slots[i] = Slot(hash: hash, firstRecord: 0, info: Slot.used)
            witnesses[i] = Witness(start: UInt32(start), count: UInt32(length))
            longest.probe = max(longest.probe, probes)
            return i
        }
    }

    /// The records of all names, those of one slot together and in the order of adding.
    private func gatherRecords(
        _ names: [Name], _ bytes: UnsafeBufferPointer<UInt8>, _ text: UnsafePointer<UInt8>,
        _ slots: UnsafeMutablePointer<Slot>, _ slotCount: Int
    ) -> (records: [Record], nameBytes: [UInt8]) {
        var total = 0
        for i in 0..<slotCount {
            slots[i].firstRecord = UInt32(total)
            total += slots[i].recordCount
            slots[i].info &= (1 << Slot.flagBits) - 1
        }
        var records = [Record](repeating: Record(value: 0, nameOffset: 0, shape: 0), count: total)
        var nameBytes: [UInt8] = []
        nameBytes.reserveCapacity(entries.reduce(0) { $0 + $1.end - $1.start })
        for entry in entries {
            let name = names[entry.name]
            let first = Int(slots[entry.slot].firstRecord)
            let known = slots[entry.slot].recordCount
            if known >= Gazetteer.mostValues { continue }
            let shape =
                UInt32(entry.end - entry.start) | UInt32(entry.core - entry.start) << 16 | UInt32(name.rule.rawValue)
                << 24
            let given = UnsafeBufferPointer(rebasing: bytes[name.start..<(name.start + name.count)])
            let capitals = name.rule == .any ? [] : LetterCase.bits(given)
            // The same name again: its bytes are there already, and so may be the value.
            var offset: UInt32?
            var isKnown = false
            for i in first..<(first + known) where records[i].shape == shape {
                let other = Int(records[i].nameOffset)
                let same = (0..<(entry.end - entry.start)).allSatisfy {
                    nameBytes[other + $0] == text[entry.start + $0]
                }
                let after = other + entry.end - entry.start
                guard same, nameBytes[after..<(after + capitals.count)].elementsEqual(capitals) else { continue }
                offset = records[i].nameOffset
                if records[i].value == name.value { isKnown = true }
            }
            if isKnown { continue }
            if offset == nil {
                offset = UInt32(nameBytes.count)
                nameBytes.append(
                    contentsOf: UnsafeBufferPointer(start: text + entry.start, count: entry.end - entry.start))
                nameBytes.append(contentsOf: capitals)
            }
            records[first + known] = Record(value: name.value, nameOffset: offset ?? 0, shape: shape)
            slots[entry.slot].info += 1 << Slot.flagBits
        }
        return (records, nameBytes)
    }

    private func write(
        _ names: [Name], _ text: UnsafePointer<UInt8>, _ slots: UnsafeMutablePointer<Slot>, _ slotCount: Int,
        _ records: [Record], _ nameBytes: [UInt8], _ longest: Longest, _ seed: UInt64, _ bits: WordBits
    ) -> Gazetteer? {
        // Sixteen bits and more for each name keep words that begin no name out, in at most 1 MB.
        var filterBits = 12
        while filterBits < 23, 1 << filterBits < 16 * entries.count { filterBits += 1 }
        let sizes = GazetteerImage.sizes(
            filterBits: filterBits, slots: slotCount, records: records.count, nameBytes: nameBytes.count)
        let total = sizes.reduce(GazetteerImage.headerByteCount, +)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: total, alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: GazetteerImage.headerByteCount + sizes[0])
        func set(_ field: GazetteerImage.Field, _ value: Int) {
            memory.storeBytes(of: UInt64(value), toByteOffset: 8 * field.rawValue, as: UInt64.self)
        }
        memory.storeBytes(of: GazetteerImage.mark, as: UInt64.self)
        memory.storeBytes(of: seed, toByteOffset: 8 * GazetteerImage.Field.seed.rawValue, as: UInt64.self)
        set(.version, Int(GazetteerImage.version))
        set(.filterBits, filterBits)
        set(.slotCount, slotCount)
        set(.recordCount, records.count)
        set(.nameByteCount, nameBytes.count)
        set(.longestWord, longest.word)
        set(.longestGap, longest.gap)
        set(.longestProbe, longest.probe)
        set(.nameCount, entries.count)
        set(.byteCount, total)
        let filter = (memory + GazetteerImage.headerByteCount).assumingMemoryBound(to: UInt64.self)
        let shift = UInt64(64 - (filterBits - 6))
        for entry in entries {
            let end = min(bits.wordEnd(entry.core, limit: Gazetteer.longestName), entry.end)
            var key = ckernel_word_key(NameHash.load(text + entry.core) & NameHash.mask(end - entry.core))
            var second = end
            while second < entry.end, !bits.isWord(second) { second += 1 }
            if second < entry.end {
                let length = bits.wordEnd(second, limit: 8) - second
                key = ckernel_pair_key(key, NameHash.load(text + second) & NameHash.mask(length))
            }
            filter[Int(key >> shift)] |= ckernel_filter_bits(key)
        }
        var part = memory + GazetteerImage.headerByteCount + sizes[0]
        func copy(_ source: UnsafeRawBufferPointer, _ size: Int) {
            if let base = source.baseAddress { part.copyMemory(from: base, byteCount: source.count) }
            (part + source.count).initializeMemory(as: UInt8.self, repeating: 0, count: size - source.count)
            part += size
        }
        copy(UnsafeRawBufferPointer(start: slots, count: slotCount * MemoryLayout<Slot>.stride), sizes[1])
        records.withUnsafeBytes { copy($0, sizes[2]) }
        nameBytes.withUnsafeBytes { copy($0, sizes[3]) }
        guard let storage = Gazetteer.Storage(memory, total, owned: memory, owner: nil) else {
            preconditionFailure("a compiled gazetteer that does not fit its own header")
        }
        memory.storeBytes(
            of: storage.image.checksum(), toByteOffset: 8 * GazetteerImage.Field.checksum.rawValue, as: UInt64.self)
        return Gazetteer(storage)
    }
}
