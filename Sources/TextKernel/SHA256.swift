private import CKernel

/// The SHA-256 digest of some bytes.
///
/// - SeeAlso: FIPS 180-4, "Secure Hash Standard".
public struct SHA256Digest: Hashable, Sendable, CustomStringConvertible {
    /// The 32 bytes of the digest.
    public let bytes: [UInt8]

    /// Computes the digest of `bytes`.
    ///
    /// - Complexity: O(*n*); about 1.5 GB/s where the processor has SHA instructions.
    public init(of bytes: UnsafeRawBufferPointer) {
        self.bytes = [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            guard let base = digest.baseAddress else { return }
            let input = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            cdigest_sha256(input, bytes.count, base)
            count = 32
        }
    }

    /// Computes the digest of `bytes`.
    public init(of bytes: [UInt8]) { self.init(of: bytes, 0..<bytes.count) }

    /// Computes the digest of a part of `bytes`.
    public init(of bytes: [UInt8], _ range: Range<Int>) {
        self = bytes.withUnsafeBytes { SHA256Digest(of: UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// 64 lower-case hexadecimal digits.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 64) { out in
            for (i, byte) in bytes.enumerated() {
                out[2 * i] = digits[Int(byte >> 4)]
                out[2 * i + 1] = digits[Int(byte & 15)]
            }
            return 64
        }
    }
}
