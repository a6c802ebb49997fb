private import CKernel

/// Turns names into a ``GazetteerImage``.
///
/// The image is written in place: its size is known but for the records of names added twice, so the slots are filled
/// where they will stay. Slots lie anywhere in memory; they are asked for in groups, so that they come together.
struct GazetteerCompiler {
    typealias Name = Gazetteer.Builder.Name
    typealias Slot = GazetteerImage.Slot
    typealias Record = GazetteerImage.Record
    typealias Refusal = (name: Int, reason: Gazetteer.Builder.Refusal)

    /// A name after folding: where it is among the folded bytes, and where its first word begins.
    private struct Entry {
        var name: UInt32
        var start: UInt32
        var end: UInt32
        var core: UInt32
        var slot: UInt32 = 0
    }

    /// The end of a word or sign of a name.
    private struct Place {
        var hash: UInt64
        /// What the name does from there on.
        var flags: UInt32
    }

    private var entries: [Entry] = []
    private var refused: [Refusal] = []
    /// The most slots that may be needed.
    private var placeCount = 0
    private var longestWord = 0
    private var longestGap = 0
    private var longestProbe = 0

    static func compile(_ names: [Name], _ bytes: [UInt8]) -> (Gazetteer, [Refusal]) {
        var compiler = GazetteerCompiler()
        return bytes.withUnsafeBufferPointer { bytes in
            names.withUnsafeBufferPointer { names in compiler.compile(names, bytes) }
        }
    }

    private mutating func compile(
        _ names: UnsafeBufferPointer<Name>, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> (Gazetteer, [Refusal]) {
        // All folded names, each followed by a zero byte, with room to read beyond the last.
        let capacity = FoldTable.capacity(for: bytes.count) + names.count + 128
        let text = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        defer { text.deallocate() }
        let count = fold(names, bytes, into: text)
        // In bounds: `fold` wrote at most `capacity - 128` bytes.
        (text + count).initialize(repeating: 0, count: 128)
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: WordBits.wordCount(for: count))
        defer { words.deallocate() }
        let bits = WordBits(text, count, into: words)
        defer { bits.deallocate() }
        findCores(text, bits)
        return (assemble(names, bytes, text, bits, 0x2545_F491_4F6C_DD1D), refused)
    }

    /// Folds every name behind the one before it; returns the number of bytes written.
    private mutating func fold(
        _ names: UnsafeBufferPointer<Name>, _ bytes: UnsafeBufferPointer<UInt8>, into out: UnsafeMutablePointer<UInt8>
    ) -> Int {
        let table = FoldTable.shared
        var anchors: [FoldAnchor] = []
        entries.reserveCapacity(min(names.count, Gazetteer.mostNames))
        // One look at all names tells for most lists that none is broken.
        let isValid = UTF8Validity.isValid(bytes)
        var end = 0
        for number in 0..<names.count {
            let name = names[number]
            if entries.count == Gazetteer.mostNames {
                refused.append((number, .tooMany))
                continue
            }
            guard let base = bytes.baseAddress, name.count > 0 else {
                refused.append((number, .noWord))
                continue
            }
            // A cut character would be read together with the next name. The names of a list may also have been cut
            // where one character continues in the next.
            let after = name.start + name.count
            let isCut = base[name.start] & 0xC0 == 0x80 || (after < bytes.count && base[after] & 0xC0 == 0x80)
            if !isValid || isCut,
                !UTF8Validity.isValid(UnsafeBufferPointer(start: base + name.start, count: name.count))
            {
                refused.append((number, .notUTF8))
                continue
            }
            // Folded offsets are kept in 32 bits.
            if name.count > 4 * Gazetteer.longestName || end > 1 << 31 {
                refused.append((number, .tooLong))
                continue
            }
            let start = end
            // In bounds: the builder's ranges lie one after the other in `bytes`, and the folded form of a name fits
            // its share of `capacity(for:)`; the vectors it stores beyond are overwritten by the next.
            let length = table.fold(
                base + name.start, name.count, readable: bytes.count - name.start, into: out + start, &anchors)
            if !anchors.isEmpty { anchors.removeAll(keepingCapacity: true) }
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
            entries.append(Entry(name: UInt32(number), start: UInt32(start), end: UInt32(end), core: UInt32(start)))
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
            var core = Int(entry.core)
            let end = Int(entry.end)
            while core < end, !bits.isWord(core) { core += 1 }
            guard core < end, core - Int(entry.start) < 256 else {
                refused.append((Int(entry.name), .noWord))
                continue
            }
            var words = 0
            var i = core
            var lastWord = i
            while i < end {
                if bits.isWord(i) {
                    i = bits.wordEnd(i, limit: Gazetteer.longestName)
                    words += 1
                    lastWord = i
                } else {
                    i += 1
                }
            }
            if words > Gazetteer.mostWords {
                refused.append((Int(entry.name), .tooLong))
                continue
            }
            placeCount += words + (end - lastWord)
            entry.core = UInt32(core)
            entries[kept] = entry
            kept += 1
        }
        entries.removeLast(entries.count - kept)
        refused.sort { $0.name < $1.name }
    }

    /// Writes the image.
    ///
    /// Two different beginnings of names with one 64-bit hash would share a slot and the records in it. That is as
    /// unlikely as it is harmless: names are found by their hash and told apart by their bytes.
    private mutating func assemble(
        _ names: UnsafeBufferPointer<Name>, _ bytes: UnsafeBufferPointer<UInt8>, _ text: UnsafePointer<UInt8>,
        _ bits: WordBits, _ seed: UInt64
    ) -> Gazetteer {
        let slotCount = max(16, placeCount + placeCount / 2)
        // Sixteen bits and more for each name keep words that begin no name out, in at most 1 MB.
        var filterBits = 12
        while filterBits < 23, 1 << filterBits < 16 * entries.count { filterBits += 1 }
        // The most there can be: every record, and every name's bytes with those for the case of its letters.
        let nameBytes = entries.reduce(0) { sum, entry in
            let name = names[Int(entry.name)]
            return sum + Int(entry.end - entry.start) + (name.rule == .any ? 0 : 3 + name.count / 8)
        }
        let most = GazetteerImage.sizes(
            filterBits: filterBits, slots: slotCount, records: entries.count, nameBytes: nameBytes)
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: most.reduce(GazetteerImage.headerByteCount, +), alignment: 64)
        memory.initializeMemory(
            as: UInt8.self, repeating: 0, count: GazetteerImage.headerByteCount + most[0] + most[1])
        let filter = (memory + GazetteerImage.headerByteCount).assumingMemoryBound(to: UInt64.self)
        let slotMemory = memory + GazetteerImage.headerByteCount + most[0]
        let slots = slotMemory.assumingMemoryBound(to: Slot.self)
        fillFilter(filter, filterBits, text, bits)
        fillSlots(slots, slotCount, text, bits, seed)
        let recordMemory = slotMemory + most[1]
        let recordCount = startRecords(slots, slotCount)
        // Records of names that were added twice leave room behind; the names' bytes follow all the same.
        let nameMemory = recordMemory + most[2]
        let nameByteCount = fillRecords(
            recordMemory.assumingMemoryBound(to: Record.self), nameMemory.assumingMemoryBound(to: UInt8.self), slots,
            names,
            bytes, text)
        let sizes = GazetteerImage.sizes(
            filterBits: filterBits, slots: slotCount, records: recordCount, nameBytes: nameByteCount)
        let total = sizes.reduce(GazetteerImage.headerByteCount, +)
        (nameMemory + nameByteCount).initializeMemory(as: UInt8.self, repeating: 0, count: sizes[3] - nameByteCount)
        let fields: [(GazetteerImage.Field, UInt64)] = [
            (.mark, GazetteerImage.mark), (.version, GazetteerImage.version), (.seed, seed),
            (.filterBits, UInt64(filterBits)), (.slotCount, UInt64(slotCount)), (.recordCount, UInt64(recordCount)),
            (.nameByteCount, UInt64(nameByteCount)), (.longestWord, UInt64(longestWord)),
            (.longestGap, UInt64(longestGap)), (.longestProbe, UInt64(longestProbe)),
            (.nameCount, UInt64(entries.count)), (.byteCount, UInt64(total)),
        ]
        for (field, value) in fields { memory.storeBytes(of: value, toByteOffset: 8 * field.rawValue, as: UInt64.self) }
        guard let storage = Gazetteer.Storage(memory, total, owned: memory, owner: nil) else {
            preconditionFailure("a compiled gazetteer that does not fit its own header")
        }
        memory.storeBytes(
            of: storage.image.checksum(), toByteOffset: 8 * GazetteerImage.Field.checksum.rawValue, as: UInt64.self)
        return Gazetteer(storage)
    }

    private func fillFilter(
        _ filter: UnsafeMutablePointer<UInt64>, _ filterBits: Int, _ text: UnsafePointer<UInt8>, _ bits: WordBits
    ) {
        let shift = UInt64(64 - (filterBits - 6))
        for entry in entries {
            let core = Int(entry.core)
            let end = bits.wordEnd(core, limit: Gazetteer.longestName)
            var key = ckernel_word_key(NameHash.load(text + core) & NameHash.mask(end - core))
            var second = end
            while second < Int(entry.end), !bits.isWord(second) { second += 1 }
            if second < Int(entry.end) {
                let length = bits.wordEnd(second, limit: 8) - second
                key = ckernel_pair_key(key, NameHash.load(text + second) & NameHash.mask(length))
            }
            filter[Int(key >> shift)] |= ckernel_filter_bits(key)
        }
    }

    /// Enters the places of all names.
    private mutating func fillSlots(
        _ slots: UnsafeMutablePointer<Slot>, _ slotCount: Int, _ text: UnsafePointer<UInt8>, _ bits: WordBits,
        _ seed: UInt64
    ) {
        var places: [Place] = []
        var ends: [Int] = []
        let group = 32
        var first = 0
        while first < entries.count {
            let last = min(first + group, entries.count)
            places.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
            for number in first..<last {
                appendPlaces(of: entries[number], text, bits, seed, &places)
                ends.append(places.count)
            }
            for place in places { ckernel_prefetch(slots + NameHash.place(place.hash, UInt64(slotCount))) }
            var k = 0
            for number in first..<last {
                var slot = 0
                while k < ends[number - first] {
                    slot = enter(places[k].hash, slots, slotCount)
                    slots[slot].info |= places[k].flags
                    k += 1
                }
                let entry = entries[number]
                slots[slot].info += 1 << Slot.flagBits
                if entry.core > entry.start { slots[slot].info |= Slot.beginsWithSigns }
                entries[number].slot = UInt32(slot)
            }
            first = last
        }
    }

    /// Appends the places of a name; the last one is its end.
    private mutating func appendPlaces(
        of entry: Entry, _ text: UnsafePointer<UInt8>, _ bits: WordBits, _ seed: UInt64, _ places: inout [Place]
    ) {
        let end = Int(entry.end)
        var hash = seed
        var i = Int(entry.core)
        while i < end {
            let wordEnd = bits.wordEnd(i, limit: Gazetteer.longestName)
            hash = NameHash.word(hash, text + i, wordEnd - i)
            longestWord = max(longestWord, wordEnd - i)
            i = wordEnd
            var next = i
            while next < end, !bits.isWord(next) { next += 1 }
            longestGap = max(longestGap, next - i)
            if next < end {
                places.append(Place(hash: hash, flags: Slot.goesOn))
                while i < next {
                    hash = NameHash.sign(hash, text[i])
                    i += 1
                }
            } else {
                places.append(Place(hash: hash, flags: i < end ? Slot.endsWithSigns : 0))
                while i < end {
                    hash = NameHash.sign(hash, text[i])
                    i += 1
                    places.append(Place(hash: hash, flags: i < end ? Slot.endsWithSigns : 0))
                }
            }
        }
    }

    /// The slot of a hash, taken if it is new. There is always a free one: there are more slots than places.
    private mutating func enter(_ hash: UInt64, _ slots: UnsafeMutablePointer<Slot>, _ slotCount: Int) -> Int {
        var i = NameHash.place(hash, UInt64(slotCount))
        var probes = 0
        while slots[i].info != 0 {
            if slots[i].hash == hash { return i }
            i += 1
            probes += 1
            if i == slotCount { i = 0 }
        }
        slots[i] = Slot(hash: hash, firstRecord: 0, info: Slot.used)
        longestProbe = max(longestProbe, probes)
        return i
    }

    /// Gives each slot the range of its records and empties it; returns the number of records.
    private func startRecords(_ slots: UnsafeMutablePointer<Slot>, _ slotCount: Int) -> Int {
        var total = 0
        for i in 0..<slotCount where slots[i].info != 0 {
            slots[i].firstRecord = UInt32(total)
            total += slots[i].recordCount
            slots[i].info &= (1 << Slot.flagBits) - 1
        }
        return total
    }

    /// Writes the records of all names, those of one slot together in the order of adding, and the names' bytes.
    ///
    /// Returns the number of name bytes.
    private func fillRecords(
        _ records: UnsafeMutablePointer<Record>, _ nameBytes: UnsafeMutablePointer<UInt8>,
        _ slots: UnsafeMutablePointer<Slot>, _ names: UnsafeBufferPointer<Name>, _ bytes: UnsafeBufferPointer<UInt8>,
        _ text: UnsafePointer<UInt8>
    ) -> Int {
        (UnsafeMutableRawPointer(records)).initializeMemory(
            as: UInt8.self, repeating: 0, count: (entries.count * MemoryLayout<Record>.stride + 63) & ~63)
        var used = 0
        for number in entries.indices {
            if number + 16 < entries.count { ckernel_prefetch(slots + Int(entries[number + 16].slot)) }
            let entry = entries[number]
            let name = names[Int(entry.name)]
            let slot = slots + Int(entry.slot)
            let first = Int(slot.pointee.firstRecord)
            let known = slot.pointee.recordCount
            if known >= Gazetteer.mostValues { continue }
            let length = Int(entry.end - entry.start)
            let shape = UInt32(length) | (entry.core - entry.start) << 16 | UInt32(name.rule.rawValue) << 24
            let folded = text + Int(entry.start)
            let capitals =
                name.rule == .any
                ? [] : LetterCase.bits(UnsafeBufferPointer(rebasing: bytes[name.start..<(name.start + name.count)]))
            // The same name again: its bytes are there already, and so may be the value.
            var offset: UInt32?
            var isKnown = false
            for i in first..<(first + known) where records[i].shape == shape {
                let other = nameBytes + Int(records[i].nameOffset)
                guard (0..<length).allSatisfy({ other[$0] == folded[$0] }),
                    capitals.indices.allSatisfy({ other[length + $0] == capitals[$0] })
                else { continue }
                offset = records[i].nameOffset
                if records[i].value == name.value { isKnown = true }
            }
            if isKnown { continue }
            records[first + known] = Record(value: name.value, nameOffset: offset ?? UInt32(used), shape: shape)
            slot.pointee.info += 1 << Slot.flagBits
            if offset == nil {
                (nameBytes + used).update(from: folded, count: length)
                used += length
                for byte in capitals {
                    nameBytes[used] = byte
                    used += 1
                }
            }
        }
        return used
    }
}
