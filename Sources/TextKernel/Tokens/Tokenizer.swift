/// Divides a text into tokens by the rules of Documentation/Tokens.md, at several hundred MB/s.
///
/// Most of a text is words of ASCII letters between spaces, some with a comma or full stop behind: those are cut by
/// looking at 64 bytes at once. The rest, a sixth of the words of English news, goes through ``TokenScan``.
package enum Tokenizer {
    /// The longest text that is divided; what lies behind has no tokens.
    package static let byteLimit = Int(Int32.max)

    /// The tokens of a text, in text order; they do not overlap, and only white space, controls and characters without
    /// width lie between them.
    ///
    /// Any bytes will do: what is no UTF-8 becomes tokens of its own. In valid UTF-8 tokens lie on scalar boundaries.
    ///
    /// - Complexity: O(*n*), whatever the text.
    package static func tokens(of bytes: [UInt8]) -> [Token] {
        let count = min(bytes.count, byteLimit)
        return Array(unsafeUninitializedCapacity: count) { buffer, used in
            guard let start = buffer.baseAddress else { return }
            used = write(tokensOf: bytes, count, to: start)
        }
    }

    /// Appends the tokens of a text, so that one array serves for many texts.
    package static func append(tokensOf bytes: [UInt8], to tokens: inout [Token]) {
        let count = min(bytes.count, byteLimit)
        withUnsafeTemporaryAllocation(of: Token.self, capacity: count) { buffer in
            guard let start = buffer.baseAddress else { return }
            tokens.append(contentsOf: buffer[..<write(tokensOf: bytes, count, to: start)])
        }
    }

    /// Writes the tokens of the first `count` bytes, and returns how many there are.
    ///
    /// `start` has room for `count`: no token is empty and none overlaps another.
    private static func write(tokensOf bytes: [UInt8], _ count: Int, to start: UnsafeMutablePointer<Token>) -> Int {
        let text = count == bytes.count ? bytes : Array(bytes[..<count])
        let notSpace = ByteMarks(spaces.inverted, in: text).words
        let odd = ByteMarks(plain.inverted, in: text).words
        var tokens = TokenBuffer(start)
        text.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            var scan = TokenScan(base, count)
            odd.withUnsafeBufferPointer { odd in
                forEachChunk(notSpace, count: count) { start, end in
                    let length = end - start
                    guard length < 64 else { return scan.append(start, end, to: &tokens) }
                    // The bits of the chunk, from one word or two. In bounds: the chunk lies in the text.
                    let shift = UInt64(truncatingIfNeeded: start & 63)
                    var bits = odd[start >> 6] &>> shift
                    if (start & 63) + length > 64 { bits |= odd[(start >> 6) + 1] &<< (64 &- shift) }
                    let all: UInt64 = (1 &<< UInt64(truncatingIfNeeded: length)) &- 1
                    bits &= all
                    if bits == 0 {
                        tokens.append(Token(start, end))
                    } else if length > 1, bits == 1 &<< UInt64(truncatingIfNeeded: length &- 1),
                        simpleEnds.contains(base[end - 1])
                    {
                        if base[end - 1] == 0x2E, scan.keepsFullStop(from: start, at: end - 1) {
                            tokens.append(Token(start, end))
                        } else {
                            tokens.append(Token(start, end - 1))
                            tokens.append(Token(end - 1, end))
                        }
                    } else if bits == all, scan.isNumber(start, end) {
                        tokens.append(Token(start, end))
                    } else {
                        scan.append(start, end, to: &tokens)
                    }
                }
            }
        }
        return tokens.count
    }

    /// White space and controls of ASCII; a chunk is what lies between.
    private static let spaces = ByteSet(Array(0...0x20) + [0x7F])
    /// What needs no second look.
    private static let plain = ByteSet(Array(0...0x20) + Array(0x41...0x5A) + Array(0x61...0x7A) + [0x7F])
    /// A mark that, last in a chunk of letters, is a token of its own; a full stop may be.
    private static let simpleEnds = ByteSet(",.;:!?)]\"".utf8)

    /// Calls `body` with the runs of ones in `bits`.
    @inline(__always)
    private static func forEachChunk(_ bits: [UInt64], count: Int, _ body: (Int, Int) -> Void) {
        var before: UInt64 = 0
        var start = 0
        var isOpen = false
        for (block, word) in bits.enumerated() {
            var changes = word ^ (word &<< 1 | before)
            before = word &>> 63
            let base = block &<< 6
            while changes != 0 {
                let edge = base &+ changes.trailingZeroBitCount
                changes &= changes &- 1
                if isOpen { body(start, edge) } else { start = edge }
                isOpen.toggle()
            }
        }
        if isOpen { body(start, count) }
    }
}

/// Where tokens are written; whoever makes it has room for all that will come.
struct TokenBuffer {
    private let start: UnsafeMutablePointer<Token>
    private(set) var count = 0

    init(_ start: UnsafeMutablePointer<Token>) { self.start = start }

    /// Writes the next token. In bounds: a text has no more tokens than bytes, and there is room for those.
    @inline(__always)
    mutating func append(_ token: Token) {
        (start + count).initialize(to: token)
        count &+= 1
    }
}
