import Foundation
import Testing

@testable import Scheduling

/// Time zones of the machine, and moments written as people write them.
enum Zones {
    /// Summer time in Europe and America, none at all, half an hour of it, and half an hour off.
    static let names = [
        "Europe/Berlin", "America/New_York", "Asia/Ho_Chi_Minh", "UTC", "Australia/Lord_Howe", "Asia/Kolkata",
    ]

    static func rules(_ name: String) throws -> TimeZoneRules {
        let path = "/usr/share/zoneinfo/\(name)"
        let data = try Data(contentsOf: URL(filePath: path))
        return try TimeZoneRules(name: name, bytes: Array(data), file: path)
    }

    /// Seconds since 1970 of a UTC time: `2026-03-29 01:00`.
    static func moment(_ text: String) throws -> Int {
        let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
        try #require(numbers.count == 5)
        return LocalTime(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]).minute * 60
    }
}

/// Numbers that are the same at every run of a test.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
