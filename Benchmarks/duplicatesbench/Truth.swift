import Foundation
import TextKernel

/// What is right, by strings and without any hash: all pairs of texts whose sets of five words resemble each other by half.
struct Truth {
    /// The folded words of each text.
    let words: [[String]]
    /// Pairs of numbers, the smaller first.
    let pairs: Set<[Int]>

    /// Compares every two texts. Those that have no shingle in common need no look, which leaves the result as it is.
    init(_ texts: [[UInt8]], threshold: Double) {
        words = texts.map(Self.words)
        let shingles = words.map { words -> Set<String> in
            guard words.count > 5 else { return words.isEmpty ? [] : [words.joined(separator: " ")] }
            return Set((0...words.count - 5).map { words[$0..<$0 + 5].joined(separator: " ") })
        }
        var holders: [String: [Int]] = [:]
        var pairs: Set<[Int]> = []
        for (number, set) in shingles.enumerated() {
            var common: [Int: Int] = [:]
            for shingle in set {
                for other in holders[shingle] ?? [] { common[other, default: 0] += 1 }
                holders[shingle, default: []].append(number)
            }
            for (other, both) in common {
                let either = set.count + shingles[other].count - both
                if Double(both) >= threshold * Double(either) { pairs.insert([other, number]) }
            }
        }
        self.pairs = pairs
    }

    /// Runs of letters, marks and digits, by the standard library's tables and not the kernel's.
    private static func words(_ text: [UInt8]) -> [String] {
        String(decoding: Folding.folded(text), as: UTF8.self).unicodeScalars.split { scalar in
            let properties = scalar.properties
            switch properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: return false
            default: return !properties.isAlphabetic && properties.numericType == nil
            }
        }.map { String(String.UnicodeScalarView($0)) }
    }
}
