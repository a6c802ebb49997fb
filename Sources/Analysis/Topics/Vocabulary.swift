/// The words that terms are made of, as a double-array trie over the folded bytes.
///
/// A walk over one word of text gives the number of a *set* of symbols: every pattern word which that word matches,
/// whole or by its beginning. So a word costs the same, however many terms there are.
///
/// - SeeAlso: Aoe, "An Efficient Digital Search Algorithm by Using a Double-Array Structure", IEEE TSE 15(9), 1989.
struct Vocabulary: Sendable {
    /// A slot of the double array: the child of a node by column `c` lies at `base ^ c`, and its parent is that node.
    struct Slot: Sendable {
        var base: UInt32 = 0
        /// The parent's slot plus one; 0 when the slot is free.
        var parent: UInt32 = 0
    }

    /// What a word is that ends at a slot.
    struct Ending: Sendable {
        /// The set of a word that ends here.
        var whole: UInt32 = 0
        /// The set of a word that goes on from here where no child is.
        var begun: UInt32 = 0
    }

    /// The column of each byte of a word, from 1; 0 for bytes that are no letters or digits of ASCII.
    let columns: [UInt8]
    private(set) var slots: [Slot]
    /// By slot; apart from the slots, which are asked for every letter and stay in the nearest cache so.
    private(set) var endings: [Ending] = []
    /// The symbols of all sets, one set after the other.
    private(set) var symbols: [Int32] = []
    /// Where each set begins in `symbols`, and an end; set 0 is empty.
    private var setStarts: [Int32] = [0, 0]

    /// The column of a byte of a folded word; non-ASCII bytes have their own.
    static func column(of byte: UInt8) -> UInt8 {
        switch byte {
        case 97...122: byte - 96
        case 65...90: byte - 64
        case 48...57: byte - 48 + 27
        case 0x80...: byte
        default: 37
        }
    }

    /// Builds the trie of words with their symbols; `begins` are symbols of words that may go on.
    ///
    /// - Complexity: O(*n* log *n*) for *n* bytes of words.
    init(_ words: [(bytes: [UInt8], symbol: Int32, isPrefix: Bool)]) {
        columns = (0...255).map { byte in
            let byte = UInt8(byte)
            let isWord = byte &- 48 < 10 || (byte | 32) &- 97 < 26
            return isWord ? Self.column(of: byte) : 0
        }
        slots = [Slot](repeating: Slot(), count: 256)
        var known: [[Int32]: UInt32] = [:]
        let sorted = words.map { (path: $0.bytes.map(Self.column), symbol: $0.symbol, isPrefix: $0.isPrefix) }
            .sorted { $0.path.lexicographicallyPrecedes($1.path) }
        var queue = [(range: 0..<sorted.count, depth: 0, slot: 0, begun: [Int32]())]
        var firstFree = 1
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            var i = node.range.lowerBound
            var here: [Int32] = []
            var begun = node.begun
            while i < node.range.upperBound, sorted[i].path.count == node.depth {
                if sorted[i].isPrefix { begun.append(sorted[i].symbol) } else { here.append(sorted[i].symbol) }
                i += 1
            }
            let whole = number(of: here + begun, &known)
            let ending = Ending(whole: whole, begun: here.isEmpty ? whole : number(of: begun, &known))
            while endings.count <= node.slot { endings.append(Ending()) }
            endings[node.slot] = ending
            var children: [(column: UInt8, range: Range<Int>)] = []
            while i < node.range.upperBound {
                let column = sorted[i].path[node.depth]
                let start = i
                while i < node.range.upperBound, sorted[i].path[node.depth] == column { i += 1 }
                children.append((column, start..<i))
            }
            guard !children.isEmpty else { continue }
            let base = place(children.map(\.column), &firstFree)
            slots[node.slot].base = UInt32(base)
            for child in children {
                let slot = base ^ Int(child.column)
                slots[slot].parent = UInt32(node.slot + 1)
                queue.append((child.range, node.depth + 1, slot, begun))
            }
        }
        while endings.count < slots.count { endings.append(Ending()) }
    }

    /// How many sets there are.
    var setCount: Int { setStarts.count - 1 }

    /// The range in ``symbols`` of a set.
    @inline(__always)
    func symbols(of set: UInt32) -> Range<Int> { Int(setStarts[Int(set)])..<Int(setStarts[Int(set) + 1]) }

    /// The set of a whole word; 0 when it is not known.
    func set(of word: [UInt8]) -> UInt32 {
        var node = 0
        for byte in word {
            let next = Int(slots[node].base) ^ Int(Self.column(of: byte))
            guard slots[next].parent == UInt32(node + 1) else { return 0 }
            node = next
        }
        return endings[node].whole
    }

    private mutating func number(of set: [Int32], _ known: inout [[Int32]: UInt32]) -> UInt32 {
        if set.isEmpty { return 0 }
        if let number = known[set] { return number }
        symbols += set
        setStarts.append(Int32(symbols.count))
        known[set] = UInt32(setCount - 1)
        return UInt32(setCount - 1)
    }

    /// A base whose slots for all `columns` are free, growing the array when none is near.
    private mutating func place(_ columns: [UInt8], _ firstFree: inout Int) -> Int {
        while firstFree < slots.count, slots[firstFree].parent != 0 { firstFree += 1 }
        var slot = firstFree
        var tries = 0
        while true {
            if slot >= slots.count { slots += [Slot](repeating: Slot(), count: 256) }
            // Slot 0 is the root, which is nobody's child.
            if slots[slot].parent == 0, slot != 0 {
                let base = slot ^ Int(columns[0])
                if columns.allSatisfy({ base ^ Int($0) != 0 && slots[base ^ Int($0)].parent == 0 }) { return base }
                tries += 1
                // Give up on crowded stretches, so that building stays linear.
                if tries == 400 { firstFree = slot }
            }
            slot += 1
        }
    }
}
