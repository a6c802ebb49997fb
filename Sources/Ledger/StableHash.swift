import TextKernel

/// The first eight bytes of the SHA-256 of a name: the same in every process, unlike `Hasher`'s.
package func stableHash(_ name: String) -> UInt64 {
    SHA256Digest(of: Array(name.utf8)).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
}
