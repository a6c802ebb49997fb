/// Addresses of the web and of mail, @names and #tags.
extension TokenScan {
    /// The end of an address that begins at `i`; nil when none does.
    mutating func addressEnd(_ i: Int) -> Int? { urlEnd(i) ?? mailEnd(i) ?? domainEnd(i) }

    /// `https://…`, `ftp://…`, `www.…`
    private func urlEnd(_ i: Int) -> Int? {
        switch base[i] | 32 {
        case UInt8(ascii: "h"):
            let scheme = begins(i, "http") ? (at(i + 4) | 32 == UInt8(ascii: "s") ? 5 : 4) : 0
            return scheme > 0 && begins(i + scheme, "://") ? pathEnd(i, from: i + scheme + 3) : nil
        case UInt8(ascii: "f"): return begins(i, "ftp://") ? pathEnd(i, from: i + 6) : nil
        case UInt8(ascii: "w"):
            return begins(i, "www.") && (isASCIILetter(at(i + 4)) || isASCIIDigit(at(i + 4)))
                ? pathEnd(i, from: i + 4) : nil
        default: return nil
        }
    }

    /// The end of the address from `start`, of which all before `path` is sure; nil when nothing comes after that.
    private func pathEnd(_ start: Int, from path: Int) -> Int? {
        var j = path
        var open = (round: 0, square: 0)
        while j < end {
            let byte = base[j]
            if byte < 0x80 {
                if byte <= 0x20 || byte == 0x7F || Self.notInAddress.contains(byte) { break }
                open.round += byte == 0x28 ? 1 : byte == 0x29 ? -1 : 0
                open.square += byte == 0x5B ? 1 : byte == 0x5D ? -1 : 0
                j += 1
            } else {
                let (value, length) = scalar(j)
                let found = ScalarClass(bits: classes[value])
                if !found.isWord || found.isUnspaced { break }
                j += length
            }
        }
        // Marks of the sentence, and brackets that did not open inside.
        trimming: while j > path {
            switch base[j - 1] {
            case 0x29 where open.round < 0: open.round += 1
            case 0x5D where open.square < 0: open.square += 1
            case 0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F, 0x27, 0x2A, 0x5F: break
            default: break trimming
            }
            j -= 1
        }
        return j > path ? j : nil
    }

    private static let notInAddress = ByteSet("<>\"{}|\\^`".utf8)

    /// `name@example.org`
    private mutating func mailEnd(_ i: Int) -> Int? {
        guard i >= noMailBefore else { return nil }
        var j = i
        while j < end, isASCIILetter(base[j]) || isASCIIDigit(base[j]) || Self.inMailName.contains(base[j]) { j += 1 }
        noMailBefore = max(j, i + 1)
        guard at(j) == UInt8(ascii: "@") else { return nil }
        let host = j + 1
        let (last, hostEnd) = hostEnd(host)
        guard let last, hostEnd - last >= 2, (last..<hostEnd).allSatisfy({ isASCIILetter(base[$0]) }) else {
            return nil
        }
        return isWord(hostEnd) ? nil : hostEnd
    }

    private static let inMailName = ByteSet("._%+-".utf8)

    /// `example.org`, with a port and path if there are any.
    private mutating func domainEnd(_ i: Int) -> Int? {
        guard i >= noDomainBefore else { return nil }
        let (last, hostEnd) = hostEnd(i)
        noDomainBefore = max(hostEnd, i + 1)
        guard let last, hostEnd - last <= 8, !isWord(hostEnd), at(hostEnd) != UInt8(ascii: "@") else { return nil }
        let path = at(hostEnd) == UInt8(ascii: "/")
        switch TokenWords.domain(packed(last, hostEnd)) {
        case .sure: break
        case .withPath: if !path { return nil }
        case nil: return nil
        }
        return path ? pathEnd(i, from: hostEnd) ?? hostEnd : hostEnd
    }

    /// Labels with single full stops between: where the last one begins, when there are two or more, and their end.
    private func hostEnd(_ i: Int) -> (last: Int?, end: Int) {
        var last: Int?
        var j = i
        while j < end {
            let byte = base[j]
            if isASCIILetter(byte) || isASCIIDigit(byte) || byte == UInt8(ascii: "-") {
                j += 1
            } else if byte == 0x2E, isASCIILetter(at(j + 1)) || isASCIIDigit(at(j + 1)) {
                j += 1
                last = j
            } else {
                break
            }
        }
        return (last, j)
    }

    /// The end of the letters, digits and `_` from `i`, which must be some: of a `#tag` or `@name`.
    func handleEnd(_ i: Int) -> Int? {
        var j = i
        while j < end {
            if base[j] == UInt8(ascii: "_") {
                j += 1
            } else if isWord(j) {
                j = wordEnd(j)
            } else {
                break
            }
        }
        return j > i && (i..<j).contains(where: { base[$0] != UInt8(ascii: "_") }) ? j : nil
    }

    private func begins(_ i: Int, _ small: StaticString) -> Bool {
        guard end - i >= small.utf8CodeUnitCount else { return false }
        for k in 0..<small.utf8CodeUnitCount where base[i + k] | 32 != small.utf8Start[k] | 32 { return false }
        return true
    }
}
