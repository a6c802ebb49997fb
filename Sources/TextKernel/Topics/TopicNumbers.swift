/// Logarithms and powers that come out alike on every machine, so that models and scores do.
package enum TopicNumbers {
    private static let ln2 = 0.693_147_180_559_945_3

    /// The natural logarithm of a positive, finite number; the error is below 1e-12.
    @inline(__always)
    package static func logarithm(_ x: Double) -> Double {
        var exponent = Double(x.exponent)
        var mantissa = x.significand
        if mantissa > 1.414_213_562_373_095 {
            mantissa *= 0.5
            exponent += 1
        }
        // The area hyperbolic tangent as a series: |s| is at most 0.172.
        let s = (mantissa - 1) / (mantissa + 1)
        let q = s * s
        var sum = 1.0 / 17
        sum = sum * q + 1.0 / 15
        sum = sum * q + 1.0 / 13
        sum = sum * q + 1.0 / 11
        sum = sum * q + 1.0 / 9
        sum = sum * q + 1.0 / 7
        sum = sum * q + 1.0 / 5
        sum = sum * q + 1.0 / 3
        return exponent * ln2 + 2 * s * (1 + sum * q)
    }

    /// 1 / 11!, 1 / 10! … 1 / 0!.
    private static let reciprocals: [Double] = [
        1 / 39_916_800.0, 1 / 3_628_800.0, 1 / 362_880.0, 1 / 40_320.0, 1 / 5_040.0, 1 / 720.0, 1 / 120.0, 1 / 24.0,
        1 / 6.0, 0.5, 1, 1,
    ]

    /// *e* to the power of `x`, which is cut to −700…700; the relative error is below 1e-12.
    package static func exponential(_ x: Double) -> Double {
        let x = min(max(x, -700), 700)
        let whole = (x / ln2).rounded()
        let rest = x - whole * ln2
        var sum = 1 / 479_001_600.0
        for reciprocal in reciprocals { sum = sum * rest + reciprocal }
        return sum * Double(sign: .plus, exponent: Int(whole), significand: 1)
    }

    /// The logistic function.
    package static func logistic(_ x: Double) -> Double { 1 / (1 + exponential(-x)) }

    /// What `count` mentions of a feature count: 1 + ln `count`, up to 255 mentions.
    package static func mentions(_ count: Int32) -> Float { worths[Int(min(max(count, 0), 255))] }

    private static let worths: [Float] = (0...255).map { $0 == 0 ? 0 : Float(1 + logarithm(Double($0))) }
}
