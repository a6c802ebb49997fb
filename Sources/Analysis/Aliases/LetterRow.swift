import TextKernel

/// The letters, numbers and Greek letters of a few words, in a row, as short forms are made of them.
///
/// A number of several digits is one element, and so is a Greek letter however it is written; words that stand for a
/// number or a Greek letter (`two`, `II`, `alpha`) have it beside their first letter.
struct LetterRow {
    /// What an element is; a letter is 0 to 25.
    typealias Code = Int32

    /// One element.
    struct Element {
        var code: Code
        /// What else it may stand for; -1 for nothing.
        var alternative: Code = -1
        /// The number of the word it is in.
        var word: Int32
        /// The offset of its first byte.
        var offset: Int32
        /// The offset of the first byte of the part of the word it is in.
        var partStart: Int32
        /// Begins a word.
        var isStart: Bool
        /// Begins a part of a word: after a hyphen or a digit, or as an inner capital.
        var isPart: Bool
        var isCapital: Bool
    }

    /// One word, between spaces.
    struct Word {
        enum Weight { case full, light, stop }
        var start: Int
        var end: Int
        var weight: Weight
        var endsWithComma: Bool
    }

    private(set) var elements: [Element] = []
    private(set) var words: [Word] = []

    static let firstNumber: Code = 1000
    static let firstGreek: Code = 100

    static func isNumber(_ code: Code) -> Bool { code >= firstNumber }

    /// Reads the words of `range`, passing over what stands in round and square brackets.
    mutating func read(_ bytes: [UInt8], _ range: Range<Int>) {
        elements.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        var i = range.lowerBound
        var depth = 0
        while i < range.upperBound {
            while i < range.upperBound, AliasText.isSpace(bytes, i) { i += 1 }
            guard i < range.upperBound else { break }
            let start = i
            let isOutside = depth == 0
            let wordStartsBracket = bytes[i] == UInt8(ascii: "(") || bytes[i] == UInt8(ascii: "[")
            while i < range.upperBound, !AliasText.isSpace(bytes, i) {
                if bytes[i] == UInt8(ascii: "(") || bytes[i] == UInt8(ascii: "[") { depth += 1 }
                if bytes[i] == UInt8(ascii: ")") || bytes[i] == UInt8(ascii: "]") { depth = max(0, depth - 1) }
                i += 1
            }
            // A word that only holds brackets inside, `poly(A)`, is one all the same.
            if isOutside, !wordStartsBracket || depth == 0 && AliasText.isLocant(bytes, start..<i) {
                word(bytes, start..<i)
            }
        }
    }

    private mutating func word(_ bytes: [UInt8], _ range: Range<Int>) {
        let number = Int32(words.count)
        var i = range.lowerBound
        var isFirst = true
        var before: UInt8 = 0  // 0 nothing, 1 small letter, 2 capital, 3 digit
        var part = (start: i, element: elements.count)
        func add(_ code: Code, _ offset: Int, isPart: Bool, isCapital: Bool, alternative: Code = -1) -> Element {
            Element(
                code: code, alternative: alternative, word: number, offset: Int32(truncatingIfNeeded: offset),
                partStart: Int32(truncatingIfNeeded: part.start), isStart: isFirst, isPart: isPart, isCapital: isCapital
            )
        }
        while i < range.upperBound {
            let byte = bytes[i]
            let small = byte | 32
            if small &- 97 < 26 {
                let isCapital = byte < 97
                let isPart = before == 0 || before == 3 || (isCapital && before == 1)
                if isPart {
                    nameLastPart(bytes, part.start..<i, part.element)
                    part = (i, elements.count)
                }
                // British spelling: `oestradiol` with an E.
                let isBritish =
                    isPart && i + 1 < range.upperBound && bytes[i + 1] | 32 == UInt8(ascii: "e")
                    && (small == UInt8(ascii: "o") || small == UInt8(ascii: "a"))
                elements.append(
                    add(
                        Code(small &- 97), i, isPart: isPart, isCapital: isCapital, alternative: isBritish ? 4 : -1))
                before = isCapital ? 2 : 1
                isFirst = false
                i += 1
            } else if byte &- 48 < 10 {
                nameLastPart(bytes, part.start..<i, part.element)
                var value: Code = 0
                let start = i
                while i < range.upperBound, bytes[i] &- 48 < 10 {
                    if value < 1_000_000 { value = value * 10 + Code(bytes[i] &- 48) }
                    i += 1
                }
                elements.append(add(Self.firstNumber + value, start, isPart: true, isCapital: false))
                part = (i, elements.count)
                before = 3
                isFirst = false
            } else if byte < 0x80 {
                nameLastPart(bytes, part.start..<i, part.element)
                i += 1
                part = (i, elements.count)
                before = 0
            } else {
                let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                let end = min(i + length, range.upperBound)
                if let greek = AliasText.greek(bytes, i) {
                    nameLastPart(bytes, part.start..<i, part.element)
                    elements.append(
                        add(
                            Self.firstGreek + Code(greek), i, isPart: true, isCapital: false,
                            alternative: AliasWords.latinInitial(ofGreek: greek)))
                    before = 3
                    isFirst = false
                    part = (end, elements.count)
                } else if let letter = Folding.folded(Array(bytes[i..<end])).first, letter &- 97 < 26 {
                    elements.append(add(Code(letter &- 97), i, isPart: before == 0, isCapital: false))
                    before = 1
                    isFirst = false
                } else {
                    nameLastPart(bytes, part.start..<i, part.element)
                    part = (end, elements.count)
                    before = 0
                }
                i = end
            }
        }
        nameLastPart(bytes, part.start..<i, part.element)
        let key = WordKey(bytes, range)
        let weight: Word.Weight =
            AliasWords.stops.contains(key)
            ? .stop : isFirst || AliasWords.lights.contains(key) || AliasText.isLocant(bytes, range) ? .light : .full
        words.append(
            Word(
                start: range.lowerBound, end: range.upperBound, weight: weight,
                endsWithComma: bytes[range.upperBound - 1] == UInt8(ascii: ",")))
    }

    /// Gives the first element of a part that is a word for a Greek letter or a number what it stands for.
    private mutating func nameLastPart(_ bytes: [UInt8], _ range: Range<Int>, _ element: Int) {
        guard element < elements.count, !range.isEmpty, range.count <= 7 else { return }
        if let greek = AliasWords.greekNames[WordKey(bytes, range)] {
            elements[element].alternative = Self.firstGreek + Code(greek)
        } else if let number = AliasWords.numbers[WordKey(bytes, range)] {
            elements[element].alternative = Self.firstNumber + Code(number)
        } else if range.count <= 4, bytes[range.lowerBound] < 97, let number = AliasText.roman(bytes, range) {
            elements[element].alternative = Self.firstNumber + Code(number)
        }
    }

    /// The elements of a short form: words for Greek letters as those, numbers as they are.
    func shortForm() -> [(code: Code, isCapital: Bool)] {
        var codes: [(code: Code, isCapital: Bool)] = []
        var i = 0
        while i < elements.count {
            let element = elements[i]
            if element.alternative >= Self.firstGreek, element.alternative < Self.firstNumber, element.code < 26 {
                codes.append((element.alternative, false))
                i += 1
                while i < elements.count, !elements[i].isPart { i += 1 }
            } else {
                codes.append((element.code, element.isCapital))
                i += 1
            }
        }
        return codes
    }
}
