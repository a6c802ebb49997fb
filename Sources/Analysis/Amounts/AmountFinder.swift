package import DocumentModel

/// Finds sums of money, shares, quantities, ordinals and plain numbers in one pass over the bytes of a text.
///
/// Reading starts only where a number can begin: at digits, and at words whose first three letters begin number words.
/// Digits that belong to a name (`COVID-19`, `G20`, `F-16`) are passed over.
package struct AmountFinder: Sendable {
    /// What is looked for.
    package struct Wanted: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }
        package static let money = Wanted(rawValue: 1)
        package static let percent = Wanted(rawValue: 2)
        package static let quantities = Wanted(rawValue: 4)
        package static let ordinals = Wanted(rawValue: 8)
        package static let cardinals = Wanted(rawValue: 16)
        /// Names of currencies without a number, as sums without a value.
        package static let currencyNames = Wanted(rawValue: 32)
    }

    private let currencies: Currencies
    private let wanted: Wanted
    private let stage: String

    /// A finder; `stage` is the name that provenance gives.
    package init(_ wanted: Wanted, currencies: Currencies, stage: String) {
        self.wanted = wanted
        self.currencies = currencies
        self.stage = stage
    }

    /// Finds everything wanted, in text order; nothing overlaps.
    ///
    /// - Complexity: O(*n*) for *n* bytes.
    package func find(in bytes: [UInt8]) -> [Amount] {
        if wanted.isEmpty { return [] }
        let reader = AmountReader(ASCIIReader(bytes: bytes), currencies, wanted)
        var amounts: [Amount] = []
        var end = 0
        var i = 0
        let span = bytes.span
        var isInWord = false
        while i < span.count {
            let byte = span[i]
            // Small letters first: most bytes are.
            if ASCIIReader.isLetter(byte) {
                if isInWord {
                    i += 1
                    continue
                }
                isInWord = true
                guard i + 2 < span.count,
                    AmountReader.mayBegin(byte, span[i + 1], span[i + 2]) || wanted.contains(.currencyNames)
                else {
                    i += 1
                    continue
                }
            } else if !ASCIIReader.isDigit(byte), byte != 0xC2, byte != 0xE2 {
                isInWord = byte >= 0x80
                i += 1
                continue
            } else {
                isInWord = true
            }
            let step = reader.read(at: i, from: end)
            if let found = step.found {
                // The name of a currency may belong to the number behind it.
                if let last = amounts.last, last.span.end > found.start { amounts.removeLast() }
                if found.value != nil { end = found.end }
                if isWanted(found.label) {
                    amounts.append(found.amount(stage: stage))
                    for other in found.others {
                        amounts.append(other.amount(stage: stage))
                        end = other.end
                    }
                }
            }
            if step.next > i {
                i = step.next
                isInWord = i > 0 && ASCIIReader.isWord(bytes[i - 1])
            } else {
                isInWord = byte < 0x80 || !reader.text.isWordEnd(i)
                i += 1
            }
        }
        return amounts
    }

    private func isWanted(_ label: Label) -> Bool {
        switch label {
        case .money: wanted.contains(.money)
        case .percent: wanted.contains(.percent)
        case .quantity: wanted.contains(.quantities)
        case .ordinal: wanted.contains(.ordinals)
        default: wanted.contains(.cardinals)
        }
    }
}
