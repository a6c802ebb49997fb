import Testing

@testable import Analysis

@Suite struct NumberReaderTests {
    /// The number at the start of `text` as `surface = value`, with a sign for ordinals; empty when there is none.
    private static func read(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard let number = NumberReader(text: ASCIIReader(bytes: bytes)).number(at: 0) else { return "" }
        let surface = String(decoding: bytes[number.start..<number.end], as: UTF8.self)
        return "\(surface) = \(number.value.text)\(number.isOrdinal ? "." : "")"
    }

    @Test(arguments: [
        "2,000 = 2000", "4.7 = 4.7", "1.000.000 = 1000000", "1\u{A0}000\u{A0}000 = 1000000", "4,7 = 4.7",
        "12,34,567 = 1234567", "1,00,000 = 100000", ".8 = 0.8", "40\u{202F}000 = 40000", "0.50 = 0.5", "007 = 7",
        "4 billion = 4000000000", "4bn = 4000000000", "10k = 10000", "10-million = 10000000",
        "3 lakh crore = 3000000000000", "2.12 hundred = 212", "4 thousand 3 hundred and 21 = 4321",
        "2 1/2 = 2.5", "1/2 = 0.5", "2½ = 2.5", "¾ = 0.75", "⅓ = 0.333333333333333", "3 million and a half = 3500000",
        "75th = 75.", "1,000th = 1000.", "3 dozen = 36",
        "99999999999999999999999999999999999999 = 99999999999999999999999999999999999999",
    ])
    func `reads digits`(line: String) {
        #expect(Self.read(String(line.prefix { $0 != "=" }.dropLast())) == line)
    }

    @Test(arguments: [
        "three = 3", "Twenty-six = 26", "forty two = 42", "ninety - five = 95", "one hundred and six = 106",
        "two hundred and fifty-three = 253", "a hundred = 100", "twelve hundred = 1200",
        "two hundred and two thousand = 202000", "twenty-one trillion and three hundred = 21000000000300",
        "one thousand five hundred = 1500", "hundred thousand = 100000", "three lakh crore = 3000000000000",
        "two thousand million = 2000000000", "five dozen = 60", "a dozen = 12", "half a dozen = 6",
        "nine point nought four = 9.04", "two hundred point seventy-one = 200.71", "two point five million = 2500000",
        "one and a half = 1.5", "two and a half million = 2500000", "two-and-a-half million = 2500000",
        "five and a quarter = 5.25",
        "one billion and a half million = 1000500000", "five billion and three quarters = 5750000000",
        "one billion and three quarters million = 1000750000", "three and one fourth = 3.25",
        "twenty and three fifths = 20.6", "half a million = 500000", "half million = 500000",
        "quarter million = 250000", "a quarter of a million = 250000", "three quarters of a billion = 750000000",
        "three quarters billion = 750000000", "half = 0.5", "a half = 0.5", "two-thirds = 0.666666666666667",
        "three fifths = 0.6", "one - fourth = 0.25", "zero = 0",
        "first = 1.", "twenty-first = 21.", "twentieth = 20.", "one hundred twenty-fifth = 125.",
        "three trillionth = 3000000000000.", "a hundred trillionth = 100000000000000.", "hundredth = 100.",
        "twenty-one trillion and three hundred twenty second = 21000000000322.",
    ])
    func `reads words`(line: String) {
        #expect(Self.read(String(line.prefix { $0 != "=" }.dropLast())) == line)
    }

    @Test(arguments: [
        ("one hundred and two hundred", "one hundred = 100"), ("one million and two million", "one million = 1000000"),
        ("five and six", "five = 5"), ("a two", ""), ("quarter of 2020", ""), ("three quarters", "three = 3"),
        ("two and a third party", "two = 2"), ("two and a previous", "two = 2"), ("1.2.3", "1 = 1"),
        ("4,12,19", "4 = 4"), ("24/7", "24 = 24"), ("9/11/2001", "9 = 9"), ("1m long", "1 = 1"),
        ("5 people", "5 = 5"), ("3 million 300 people", "3 million = 3000000"), ("tension", ""), ("onerous", ""),
        ("seven-day", "seven = 7"), ("a second term", ""), ("thirty-seconds", "thirty = 30"),
        ("999999999999999999999999999999999999999", ""),
    ])
    func `stops where the number stops`(text: String, expected: String) {
        #expect(Self.read(text) == expected)
    }

    @Test func `holds whatever words follow each other`() {
        let words = [
            "one", "two", "twenty", "hundred", "thousand", "million", "lakh", "and", "a", "half", "quarter", "thirds",
            "-", "5", "1/2", "½", "point", "of", "dozen", "first", "billionth", ",", ".", "k", "bn", "999",
        ]
        var generator = SplitMix(state: 7)
        for _ in 0..<800 {
            let text = (0..<Int(generator.next() % 9)).map { _ in words[Int(generator.next() % UInt64(words.count))] }
                .joined(separator: generator.next() % 4 == 0 ? "-" : " ")
            let bytes = Array(text.utf8)
            let reader = NumberReader(text: ASCIIReader(bytes: bytes))
            for i in bytes.indices {
                guard let number = reader.number(at: i) else { continue }
                #expect(number.start <= i && number.end > i && number.end <= bytes.count, "\(text)")
            }
        }
    }
}

@Suite struct DecimalNumberTests {
    @Test func `computes exactly, and not at all where there is no room`() throws {
        let number = try #require(DecimalNumber(text: "-12.50"))
        #expect(number.text == "-12.5")
        #expect(number.adding(DecimalNumber(text: "12.6")!)?.text == "0.1")
        #expect(number.times(DecimalNumber(text: "-2")!)?.text == "25")
        #expect(DecimalNumber(2).divided(by: 3)?.text == "0.666666666666667")
        #expect(DecimalNumber(1).divided(by: 8)?.text == "0.125")
        #expect(DecimalNumber(text: "1e5") == nil)
        #expect(DecimalNumber(digits: Array(repeating: UInt8(ascii: "9"), count: 40)) == nil)
        #expect(DecimalNumber(1, exponent: 90).scaled(by: 20) == nil)
        #expect(DecimalNumber(1, exponent: 90).adding(.one) == nil)
        #expect(DecimalNumber(1, exponent: 90) > .one)
        #expect(DecimalNumber(1, exponent: 90).negated < .one)
        #expect(DecimalNumber.half < .one && .zero < DecimalNumber.half)
    }
}
