import FuzzSupport
import TextKernel

/// Whatever the bytes are: no crash, and pieces and tokens lie in order inside the text; in valid text they lie on scalar
/// boundaries, and a folded piece comes from a range of the text.
@main struct FuzzTokenizer: FuzzTarget {
    static func run(_ bytes: [UInt8]) {
        let isValid = UTF8Validity.isValid(bytes)
        if isValid != (String(validating: bytes, as: UTF8.self) != nil) { fatalError("what is valid UTF-8") }
        var last = 0
        for piece in Pieces.of(bytes) {
            if piece.start < last || piece.end <= piece.start || piece.end > bytes.count {
                fatalError("pieces overlap")
            }
            last = piece.end
            if isValid,
                !UTF8Kernel.isScalarBoundary(piece.start, in: bytes)
                    || !UTF8Kernel.isScalarBoundary(piece.end, in: bytes)
            {
                fatalError("a piece inside a character")
            }
        }
        last = 0
        for token in Tokenizer.tokens(of: bytes) {
            let range = token.range
            if range.lowerBound < last || range.isEmpty || range.upperBound > bytes.count {
                fatalError("tokens overlap")
            }
            if bytes[last..<range.lowerBound].contains(where: { $0 > 0x20 && $0 < 0x7F }) {
                fatalError("something between tokens")
            }
            last = range.upperBound
            if isValid,
                !UTF8Kernel.isScalarBoundary(range.lowerBound, in: bytes)
                    || !UTF8Kernel.isScalarBoundary(range.upperBound, in: bytes)
            {
                fatalError("a token inside a character")
            }
        }
        let folded = FoldedText(bytes)
        for i in folded.bytes.indices {
            let range = folded.originalRange(of: i..<(i + 1))
            if range.upperBound > bytes.count { fatalError("a folded byte from nowhere") }
        }
        if isValid, Folding.folded(folded.bytes) != folded.bytes { fatalError("folding twice is another thing") }
        _ = NFCKernel.firstDoubt(in: bytes)
        _ = UTF8Kernel.wordCount(of: bytes)
        if Lines.ranges(in: bytes).contains(where: { $0.upperBound > bytes.count }) {
            fatalError("a line beyond the end")
        }
    }
}
