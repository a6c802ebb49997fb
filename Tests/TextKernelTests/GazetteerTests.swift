import Testing

@testable import TextKernel

private func gazetteer(_ names: [String], _ rule: Gazetteer.CaseRule = .any) -> Gazetteer {
    var builder = Gazetteer.Builder()
    for (i, name) in names.enumerated() { builder.add(name, value: UInt32(i), case: rule) }
    return builder.build().gazetteer
}

private func surfaces(_ gazetteer: Gazetteer, _ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return gazetteer.matches(in: bytes).map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
}

struct GazetteerTests {
    @Test(
        arguments: [
            (["Vietnam"], "Vietnam, VIETNAM's Vietnamese vietnam", ["Vietnam", "VIETNAM", "vietnam"]),
            (["Vietnam", "Russia"], "Vietnam-Russia", ["Vietnam", "Russia"]),
            (["Asia-Pacific", "Asia", "Pacific"], "Asia–Pacific, Asia Pacific", ["Asia–Pacific", "Asia", "Pacific"]),
            (
                ["New York", "New York Times"], "the New York Times in New York Timesquare",
                ["New York Times", "New York"]
            ),
            (
                ["Viet Nam"], "Việt Nam, VIỆT\u{A0}NAM, Vie\u{323}\u{302}t\nNam",
                ["Việt Nam", "VIỆT\u{A0}NAM", "Vie\u{323}\u{302}t\nNam"]
            ),
            (["Hanoi"], "Ha\u{AD}noi\u{301} and \u{200B}HANOI", ["Ha\u{AD}noi\u{301}", "HANOI"]),
            (["U.S.", "U.S. Senate", "US"], "U.S. and the U.S. Senate; US", ["U.S.", "U.S. Senate", "US"]),
            (["Yahoo!", "Yahoo", "C++", "AT&T"], "Yahoo! yahoo? C++, AT&T", ["Yahoo!", "yahoo", "C++", "AT&T"]),
            (["$AAPL", "AAPL Inc", "AAPL"], "$AAPL Inc, AAPL Inc, x $$AAPL.", ["$AAPL", "AAPL Inc", "$AAPL"]),
            (["Straße"], "STRASSE straße", ["STRASSE", "straße"]),
            (["Đà Nẵng", "Łódź", "Malmö"], "DA NANG; Lodz; Malmo", ["DA NANG", "Lodz", "Malmo"]),
            (["越南", "俄羅斯"], "越南和俄羅斯。", ["越南", "俄羅斯"]),
            (["N'Djamena"], "N’Djamena", ["N’Djamena"]),
            (["Россия"], "РОССИЯ и россия-", ["РОССИЯ", "россия"]),
            (["a b c d", "a b", "c"], "a b c e", ["a b", "c"]),
            (["b"], "ab b", ["b"]),
            (["New York"], "New\n\nYork", []),
            (["€", "…"], "€ …", []),  // names without a word are refused
            ([" New  York "], "New York", ["New York"]),
            ([], "nothing", []),
            (["x"], "", []),
        ] as [([String], String, [String])])
    func `finds whole words, leftmost and longest`(names: [String], text: String, expected: [String]) {
        #expect(surfaces(gazetteer(names), text) == expected)
    }

    @Test(arguments: [
        (Gazetteer.CaseRule.capitals, "WHO who Who Bush bush BUSH", ["WHO", "Bush", "BUSH"]),
        (Gazetteer.CaseRule.exact, "WHO who Who Bush bush BUSH", ["WHO", "Bush"]),
        (Gazetteer.CaseRule.any, "WHO who Who Bush bush BUSH", ["WHO", "who", "Who", "Bush", "bush", "BUSH"]),
    ])
    func `obeys the case rule of a name`(rule: Gazetteer.CaseRule, text: String, expected: [String]) {
        #expect(surfaces(gazetteer(["WHO", "Bush"], rule), text) == expected)
    }

    @Test func `a name of the wrong case gives way to a shorter one`() {
        var builder = Gazetteer.Builder()
        builder.add("New York", value: 1)
        builder.add("New York IT", value: 2, case: .exact)
        let gazetteer = builder.build().gazetteer
        #expect(
            surfaces(gazetteer, "New York it and new york IT, New York IT") == ["New York", "new york", "New York IT"])
    }

    @Test func `a name with several values gives them all, each once`() {
        var builder = Gazetteer.Builder()
        for value in [7, 8, 7, 9] as [UInt32] { builder.add("Georgia", value: value) }
        builder.add("GEORGIA", value: 10, case: .exact)
        let found = builder.build().gazetteer.matches(in: Array("Georgia GEORGIA".utf8))
        #expect(found.map(\.value) == [7, 8, 9, 7, 8, 9, 10])
    }

    @Test func `the joined form of a name is found too`() {
        var builder = Gazetteer.Builder()
        builder.addWithJoinedForm("Viet Nam", value: 1)
        #expect(surfaces(builder.build().gazetteer, "Viet Nam, Việt Nam, VIỆT NAM, Vietnam, Vietnamese").count == 4)
    }

    @Test func `refuses names that could never be found`() {
        var builder = Gazetteer.Builder()
        for name in ["", " — ", String(repeating: "x", count: 501), String(repeating: "x ", count: 65), "fine"] {
            builder.add(name, value: 0)
        }
        let (gazetteer, refused) = builder.build()
        #expect(refused.map(\.name) == [0, 1, 2, 3])
        #expect(refused.map(\.reason) == [.noWord, .noWord, .tooLong, .tooLong])
        #expect(gazetteer.nameCount == 1)
        var broken = Gazetteer.Builder()
        // The second begins in the middle of the character that the first is cut in.
        broken.add([0x61, 0xC3], value: 0)
        broken.add([0xA9, 0x62], value: 1)
        broken.add([0x61, 0xC3, 0xA9], value: 2)
        #expect(broken.build().refused.map(\.reason) == [.notUTF8, .notUTF8])
    }

    @Test(arguments: UInt64(1)...60)
    func `agrees with the obvious gazetteer on random names and texts`(seed: UInt64) throws {
        var random = Seeded(seed)
        for _ in 0..<6 {
            let pieces = (0..<6).map { _ in random.pick(oddPieces) } + [" ", " ", "a", "b"]
            var names: [(name: String, value: UInt32, rule: Gazetteer.CaseRule)] = []
            for value in 0..<UInt32(12) {
                names.append((randomText(&random, 5, from: pieces), value, random.pick(Gazetteer.CaseRule.allCases)))
            }
            var builder = Gazetteer.Builder()
            for name in names { builder.add(name.name, value: name.value, case: name.rule) }
            let built = builder.build().gazetteer
            let mapped = try Gazetteer(compiled: built.serialized())
            let obvious = ObviousGazetteer(names)
            for _ in 0..<4 {
                let text = randomText(&random, 150, from: pieces)
                let expected = obvious.matches(in: text)
                let found = built.matches(in: Array(text.utf8))
                #expect(found == expected, "seed \(seed): \(names.map(\.name)) in \(text.debugDescription)")
                #expect(mapped.matches(in: Array(text.utf8)) == expected)
            }
        }
    }

    @Test func `a damaged or cut image is refused, and one with a right checksum cannot lead outside`() throws {
        var builder = Gazetteer.Builder()
        for (i, name) in ["New York", "New York Times", "U.S.", "WHO"].enumerated() {
            builder.add(name, value: UInt32(i), case: i == 3 ? .exact : .any)
        }
        let image = builder.build().gazetteer.serialized()
        let text = Array("The New York Times of the U.S. asked WHO, New York.".utf8)
        #expect(try Gazetteer(compiled: image).matches(in: text).count == 4)
        #expect(throws: Gazetteer.ImageError.notAGazetteer) { try Gazetteer(compiled: []) }
        #expect(throws: Gazetteer.ImageError.notAGazetteer) { try Gazetteer(compiled: Array(image.dropLast())) }
        var random = Seeded(5)
        for _ in 0..<400 {
            var broken = image
            let i = random.below(broken.count)
            broken[i] ^= UInt8(1 << random.below(8))
            #expect(throws: Gazetteer.ImageError.self) { try Gazetteer(compiled: broken) }
            // Now with the checksum that somebody who means harm would write.
            let sum: UInt64? = broken.withUnsafeBytes { raw in
                guard let base = raw.baseAddress, Int(bitPattern: base) % 16 == 0 else { return nil }
                return GazetteerImage(base, raw.count)?.checksum()
            }
            if let sum {
                let place = 8 * GazetteerImage.Field.checksum.rawValue
                withUnsafeBytes(of: sum) { broken.replaceSubrange(place..<(place + 8), with: $0) }
                _ = try Gazetteer(compiled: broken).matches(in: text)
            }
        }
    }

    @Test func `broken bytes are searched without harm`() {
        var random = Seeded(11)
        for _ in 0..<150 {
            func broken() -> [UInt8] {
                (0..<random.below(120)).map { _ in
                    random.pick([0x20, 0x61, 0x80, 0xC3, 0xE8, 0xB6, 0x8A, 0xF0, 0xFF, 0xCC])
                }
            }
            var builder = Gazetteer.Builder()
            for value in 0..<UInt32(20) { builder.add(Array(broken().prefix(6)), value: value, case: .capitals) }
            let text = broken()
            for match in builder.build().gazetteer.matches(in: text) {
                #expect(match.start >= 0 && match.start < match.end && match.end <= text.count)
            }
        }
    }

    @Test func `hostile texts and names take time in proportion to their size`() {
        var names = (1...64).map { String(repeating: "a ", count: $0) + "b" }
        names.append(String(repeating: "a", count: 500))
        let gazetteer = gazetteer(names)
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(gazetteer.matches(in: Array(repeating: UInt8(ascii: "a"), count: 500_000)).isEmpty)
            #expect(gazetteer.matches(in: Array(String(repeating: "a ", count: 3_000).utf8)).isEmpty)
            #expect(gazetteer.matches(in: Array(repeating: UInt8(ascii: "."), count: 500_000)).isEmpty)
        }
        #expect(time < .seconds(20))
    }
}
