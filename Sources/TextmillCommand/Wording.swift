/// Numbers as people read them.
enum Wording {
    /// `1 document`, `2 documents`.
    static func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// `0.31 s`, `12.0 s`, `3 min 20 s`.
    static func seconds(_ duration: Duration) -> String {
        let seconds = max(0, duration / .seconds(1))
        if seconds >= 120 { return "\(Int(seconds) / 60) min \(Int(seconds) % 60) s" }
        return "\(decimal(seconds, places: seconds < 10 ? 2 : 1)) s"
    }

    /// `512 bytes`, `3.4 kB`, `1.2 GB`, in powers of a thousand.
    static func size(_ bytes: Int) -> String {
        var number = Double(bytes)
        if bytes < 1000 { return counted(bytes, "byte") }
        var unit = ""
        for name in ["kB", "MB", "GB", "TB"] where number >= 999.95 || unit.isEmpty {
            number /= 1000
            unit = name
        }
        return "\(decimal(number, places: 1)) \(unit)"
    }

    /// A number with so many digits after the point.
    static func decimal(_ number: Double, places: Int) -> String {
        let factor = (0..<places).reduce(1) { factor, _ in factor * 10 }
        let scaled = Int((number * Double(factor)).rounded())
        let digits = "\(scaled % factor)"
        return "\(scaled / factor).\(String(repeating: "0", count: places - digits.count))\(digits)"
    }
}
