/// Puts words into classes so that the class of a word says as much as it can about the class of the next.
///
/// Every word is moved to the class where the likelihood of a class bigram model of the text is largest, again and again;
/// then the classes whose union loses least are joined. The same counts give the same classes on every machine: logarithms
/// are worked out here, in a fixed order.
///
/// - SeeAlso: Kneser and Ney, "Improved clustering techniques for class-based statistical language modelling",
///   Eurospeech 1993; Martin, Liermann and Ney, "Algorithms for bigram and trigram word clustering", 1998.
package final class WordExchange {
    /// A word that stands beside another, and how often.
    package struct Neighbour: Sendable {
        package var word: Int32
        package var count: Int32

        /// Counts a neighbour.
        package init(word: Int32, count: Int32) {
            self.word = word
            self.count = count
        }
    }

    /// How many classes the words are put into.
    package let classCount: Int
    /// The class of each word; the last one, the border of a sentence, has a class of its own.
    package private(set) var classes: [Int32]
    private let after: [[Neighbour]]
    private let before: [[Neighbour]]
    /// Classes with that of the border.
    private let size: Int
    /// How often a class stands before another, by rows of the first and by rows of the second.
    private let pairs: UnsafeMutablePointer<Int32>
    private let turned: UnsafeMutablePointer<Int32>
    /// How often the words of a class have a word after and before them.
    private var afterTotal: [Int]
    private var beforeTotal: [Int]
    private let gains: UnsafeMutablePointer<Double>
    private let products: UnsafeMutablePointer<Double>
    private static let productCount = 1 << 16

    /// Begins with the most frequent words in classes of their own.
    ///
    /// - Parameters:
    ///   - after: for each word, most frequent first, and at last for the border, the words behind it, in order of
    ///     their numbers.
    ///   - before: the same counts seen from the second word.
    package init(after: [[Neighbour]], before: [[Neighbour]], classCount: Int) {
        precondition(after.count == before.count && !after.isEmpty && classCount > 0, "counts for each word")
        self.after = after
        self.before = before
        self.classCount = classCount
        size = classCount + 1
        let words = after.count - 1
        classes = (0..<words).map { Int32($0 % classCount) } + [Int32(classCount)]
        pairs = .allocate(capacity: size * size)
        pairs.initialize(repeating: 0, count: size * size)
        turned = .allocate(capacity: size * size)
        turned.initialize(repeating: 0, count: size * size)
        gains = .allocate(capacity: size)
        gains.initialize(repeating: 0, count: size)
        products = .allocate(capacity: Self.productCount)
        products.initialize(repeating: 0, count: Self.productCount)
        for i in 2..<Self.productCount { products[i] = Double(i) * Self.logarithm(Double(i)) }
        afterTotal = [Int](repeating: 0, count: size)
        beforeTotal = [Int](repeating: 0, count: size)
        for word in after.indices {
            for next in after[word] {
                precondition(next.word >= 0 && Int(next.word) <= words && next.count >= 0, "a neighbour that is a word")
                add(Int(classes[word]), Int(classes[Int(next.word)]), next.count)
                afterTotal[Int(classes[word])] += Int(next.count)
                beforeTotal[Int(classes[Int(next.word)])] += Int(next.count)
            }
        }
    }

    deinit {
        pairs.deallocate()
        turned.deallocate()
        gains.deallocate()
        products.deallocate()
    }

    /// In bounds: classes are at most `classCount`, below `size`.
    @inline(__always) private func add(_ first: Int, _ second: Int, _ count: Int32) {
        pairs[first * size + second] &+= count
        turned[second * size + first] &+= count
    }

    /// x · log x.
    @inline(__always) private func product(_ x: Int) -> Double {
        if x < 2 { return 0 }
        return x < Self.productCount ? products[x] : Double(x) * Self.logarithm(Double(x))
    }

    /// The natural logarithm of a number from 1 on, by additions and multiplications alone.
    package static func logarithm(_ x: Double) -> Double {
        var mantissa = x.significand
        var exponent = Double(x.exponent)
        if mantissa > 1.4142135623730951 {
            mantissa *= 0.5
            exponent += 1
        }
        // log m = 2 artanh((m - 1) / (m + 1)), whose argument is below 0.172.
        let z = (mantissa - 1) / (mantissa + 1)
        let square = z * z
        var sum = 0.0
        for divisor in [21.0, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1] { sum = sum * square + 1 / divisor }
        return exponent * 0.6931471805599453 + 2 * z * sum
    }

    /// Goes through all words once and moves each to its best class; says how many moved.
    package func exchange() -> Int {
        var moved = 0
        for word in 0..<(after.count - 1) {
            let old = Int(classes[word])
            let (next, selfCount) = byClass(after[word], except: word)
            let (previous, _) = byClass(before[word], except: word)
            let afterCount = after[word].reduce(0) { $0 + Int($1.count) }
            let beforeCount = before[word].reduce(0) { $0 + Int($1.count) }
            for (other, count) in next { add(old, other, -count) }
            for (other, count) in previous { add(other, old, -count) }
            add(old, old, -selfCount)
            afterTotal[old] -= afterCount
            beforeTotal[old] -= beforeCount
            for k in 0..<classCount {
                let own = Int(pairs[k * size + k])
                gains[k] =
                    product(own + Int(selfCount)) - product(own) - product(afterTotal[k] + afterCount)
                    + product(afterTotal[k]) - product(beforeTotal[k] + beforeCount) + product(beforeTotal[k])
            }
            for (other, count) in next { addGains(turned + other * size, Int(count)) }
            for (other, count) in previous { addGains(pairs + other * size, Int(count)) }
            var best = old
            for k in 0..<classCount where gains[k] > gains[best] + 1e-9 { best = k }
            for (other, count) in next { add(best, other, count) }
            for (other, count) in previous { add(other, best, count) }
            add(best, best, selfCount)
            afterTotal[best] += afterCount
            beforeTotal[best] += beforeCount
            if best != old {
                classes[word] = Int32(best)
                moved += 1
            }
        }
        return moved
    }

    private func addGains(_ row: UnsafeMutablePointer<Int32>, _ count: Int) {
        for k in 0..<classCount {
            let now = Int(row[k])
            gains[k] += product(now + count) - product(now)
        }
    }

    /// Neighbours counted by class, in the order in which classes first come; the word itself apart.
    private func byClass(_ neighbours: [Neighbour], except word: Int) -> ([(Int, Int32)], Int32) {
        var counts: [(Int, Int32)] = []
        var own: Int32 = 0
        for neighbour in neighbours {
            if Int(neighbour.word) == word {
                own = neighbour.count
                continue
            }
            let number = Int(classes[Int(neighbour.word)])
            let place = places[number]
            if place < counts.count, counts[Int(place)].0 == number {
                counts[Int(place)].1 += neighbour.count
            } else {
                places[number] = counts.count
                counts.append((number, neighbour.count))
            }
        }
        return (counts, own)
    }

    private lazy var places = [Int](repeating: 0, count: size)

    /// Joins classes until there are as many as the smallest of `counts`; for each of these the union of each class.
    ///
    /// The exchange is over after that.
    package func join(_ counts: [Int]) -> [[Int32]] {
        var unions = (0..<classCount).map { Int32($0) }
        var isAlive = [Bool](repeating: true, count: classCount)
        var alive = classCount
        var losses = [Double](repeating: 0, count: classCount * classCount)
        for i in 0..<classCount {
            for j in (i + 1)..<max(classCount, i + 1) { losses[i * classCount + j] = loss(i, j, isAlive) }
        }
        var results = [[Int32]](repeating: unions, count: counts.count)
        for (place, count) in counts.enumerated() where count >= alive { results[place] = unions }
        while alive > max(counts.min() ?? 1, 1) {
            var best = (loss: Double.infinity, first: 0, second: 0)
            for i in 0..<classCount where isAlive[i] {
                for j in (i + 1)..<classCount where isAlive[j] && losses[i * classCount + j] < best.loss {
                    best = (losses[i * classCount + j], i, j)
                }
            }
            merge(best.first, best.second)
            isAlive[best.second] = false
            alive -= 1
            for k in unions.indices where unions[k] == Int32(best.second) { unions[k] = Int32(best.first) }
            for k in 0..<classCount where isAlive[k] && k != best.first {
                losses[min(k, best.first) * classCount + max(k, best.first)] = loss(
                    min(k, best.first), max(k, best.first), isAlive)
            }
            for (place, count) in counts.enumerated() where count == alive { results[place] = unions }
        }
        return results
    }

    /// What the likelihood loses when two classes become one.
    private func loss(_ i: Int, _ j: Int, _ isAlive: [Bool]) -> Double {
        var sum = 0.0
        let (iRow, jRow) = (pairs + i * size, pairs + j * size)
        let (iColumn, jColumn) = (turned + i * size, turned + j * size)
        for k in 0..<size {
            if k == i || k == j { continue }
            if iRow[k] != 0, jRow[k] != 0 {
                sum += product(Int(iRow[k])) + product(Int(jRow[k])) - product(Int(iRow[k]) + Int(jRow[k]))
            }
            if iColumn[k] != 0, jColumn[k] != 0 {
                sum += product(Int(iColumn[k])) + product(Int(jColumn[k])) - product(Int(iColumn[k]) + Int(jColumn[k]))
            }
        }
        let (ii, jj, ij, ji) = (Int(iRow[i]), Int(jRow[j]), Int(iRow[j]), Int(jRow[i]))
        sum += product(ii) + product(jj) + product(ij) + product(ji) - product(ii + jj + ij + ji)
        sum -= product(afterTotal[i]) + product(afterTotal[j]) - product(afterTotal[i] + afterTotal[j])
        sum -= product(beforeTotal[i]) + product(beforeTotal[j]) - product(beforeTotal[i] + beforeTotal[j])
        return sum
    }

    private func merge(_ i: Int, _ j: Int) {
        for k in 0..<size { pairs[i * size + k] &+= pairs[j * size + k] }
        for k in 0..<size { pairs[k * size + i] &+= pairs[k * size + j] }
        for k in 0..<size {
            pairs[j * size + k] = 0
            pairs[k * size + j] = 0
        }
        for k in 0..<size {
            turned[k * size + i] = pairs[i * size + k]
            turned[i * size + k] = pairs[k * size + i]
            turned[k * size + j] = 0
            turned[j * size + k] = 0
        }
        afterTotal[i] += afterTotal[j]
        beforeTotal[i] += beforeTotal[j]
        afterTotal[j] = 0
        beforeTotal[j] = 0
    }
}
