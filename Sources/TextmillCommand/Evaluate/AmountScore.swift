import Engine
import StageKit

/// What a run over cases found, compared with what they expect.
struct AmountScore {
    /// A case with what was found in it.
    struct Outcome {
        var one: AmountCase
        var found: [AmountCase.Expected]
        var isRight: Bool
    }

    private(set) var outcomes: [Outcome] = []
    private(set) var expectedCount = 0
    private(set) var foundCount = 0
    private(set) var surfaceCount = 0
    private(set) var valueCount = 0
    private(set) var unitCount = 0

    /// The share of cases that are right.
    var share: Double { outcomes.isEmpty ? 1 : Double(rightCount) / Double(outcomes.count) }
    private var rightCount: Int { outcomes.count { $0.isRight } }

    /// Runs the stages over the cases.
    ///
    /// - Throws: ``Diagnostics`` when a document fails.
    init(_ cases: [AmountCase], _ stages: [StageInstance]) async throws {
        let units = Set(cases.flatMap { $0.expected.compactMap(\.unit) }).sorted()
        let documents =
            cases.map { Document(id: "case \($0.id)", $0.input) }
            // What a unit is called here is asked of the stages themselves: `1,000,000 Cent` is 10,000 USD.
            + units.map { Document(id: "unit \($0)", "It cost 1,000,000 \($0).") }
        let run = try await TextRun(documents, through: stages)
        var scales: [String: (code: String?, factor: Double)] = [:]
        for unit in units {
            let amount = run.documents["unit \(unit)"]?.amounts.first
            let value = amount.flatMap { Double($0.value) } ?? 1_000_000
            scales[unit] = (amount?.unit ?? unit, value / 1_000_000)
        }
        for one in cases {
            let document = run.documents["case \(one.id)"]
            let found = (document?.amounts ?? []).map { amount in
                AmountCase.Expected(
                    surface: document?.text[amount.span].lowercased() ?? "", value: Double(amount.value),
                    unit: amount.unit)
            }
            add(one, found, scales)
        }
    }

    private mutating func add(
        _ one: AmountCase, _ found: [AmountCase.Expected], _ scales: [String: (code: String?, factor: Double)]
    ) {
        let expected = one.expected.map { expected in
            let scale = expected.unit.flatMap { scales[$0] }
            return AmountCase.Expected(
                surface: expected.surface, value: expected.value.map { $0 * (scale?.factor ?? 1) },
                unit: expected.unit.map { scale?.code ?? $0 })
        }
        expectedCount += expected.count
        foundCount += found.count
        var left = found
        var right = 0
        for expected in expected {
            guard let index = left.firstIndex(where: { $0.surface == expected.surface }) else { continue }
            let one = left.remove(at: index)
            let hasValue = Self.isSame(one.value, expected.value)
            let hasUnit = one.unit == expected.unit || expected.unit == nil
            surfaceCount += 1
            valueCount += hasValue ? 1 : 0
            unitCount += hasUnit ? 1 : 0
            right += hasValue && hasUnit ? 1 : 0
        }
        outcomes.append(Outcome(one: one, found: found, isRight: right == expected.count && left.isEmpty))
    }

    /// Whether two values are the same as far as the data write them: with 15 digits.
    private static func isSame(_ a: Double?, _ b: Double?) -> Bool {
        guard let a, let b else { return a == nil && b == nil }
        return abs(a - b) <= 1e-12 * max(abs(a), abs(b))
    }

    // MARK: Printing

    /// The result as JSON.
    var value: Value {
        [
            "cases": .object([
                "count": .init(outcomes.count), "right": .init(rightCount), "share": .number(share.formattedShare),
            ]),
            "amounts": .object([
                "expected": .init(expectedCount), "found": .init(foundCount), "surface": .init(surfaceCount),
                "value": .init(valueCount), "unit": .init(unitCount),
            ]),
            "misses": .list(
                outcomes.filter { !$0.isRight }.map { outcome in
                    .object([
                        "case": .string(outcome.one.id), "text": .string(outcome.one.input),
                        "expected": .list(outcome.one.expected.map(Self.value)),
                        "found": .list(outcome.found.map(Self.value)),
                    ])
                }),
        ]
    }

    private static func value(_ amount: AmountCase.Expected) -> Value {
        .object([
            "text": .string(amount.surface), "value": amount.value.map { .number("\($0)") } ?? .null,
            "unit": amount.unit.map { .string($0) } ?? .null,
        ])
    }

    /// The result for people.
    func text(_ files: [String], by name: String, misses: Int) -> String {
        func line(_ name: String, _ count: Int, _ of: Int) -> String {
            let share = of == 0 ? "-" : (Double(count) / Double(of)).formattedShare
            return "\(Self.padded(name, 20))\(Self.padded("\(count)", 6))of \(Self.padded("\(of)", 6))\(share)"
        }
        var lines = [
            "gold   \(Wording.counted(outcomes.count, "case")) of \(files.joined(separator: ", "))",
            "found  \(Wording.counted(foundCount, "amount")) by \(name)", "",
            line("cases fully right", rightCount, outcomes.count), line("surfaces", surfaceCount, expectedCount),
            line("values", valueCount, expectedCount), line("units", unitCount, expectedCount),
        ]
        let wrong = outcomes.filter { !$0.isRight }
        for outcome in wrong.prefix(misses) {
            lines += ["", "\(outcome.one.id): \(Visible.line(outcome.one.input, longest: 200))"]
            lines.append("  expected  \(outcome.one.expected.map(Self.shown).joined(separator: "; "))")
            lines.append("  found     \(outcome.found.map(Self.shown).joined(separator: "; "))")
        }
        if wrong.count > misses, misses > 0 { lines += ["", "and \(wrong.count - misses) more"] }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func shown(_ amount: AmountCase.Expected) -> String {
        "\"\(amount.surface)\" = \(amount.value.map { "\($0)" } ?? "open") \(amount.unit ?? "")"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}

extension Value {
    fileprivate init(_ count: Int) { self = .number("\(count)") }
}
