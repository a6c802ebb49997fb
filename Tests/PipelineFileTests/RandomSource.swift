/// Random numbers that come again for the same seed (SplitMix64); a test prints its seed when it fails.
struct RandomSource: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A seed for this run of the tests, or the one given in SEED.
    static func seed(_ given: String?) -> UInt64 { given.flatMap(UInt64.init) ?? UInt64.random(in: 0...999_999_999) }
}
