import StageKit
import Synchronization
import Testing

@Suite struct OnDemandTests {
    private struct Broken: Error {}

    private final class Counter: Sendable {
        let count = Atomic(0)
    }

    @Test func `is made once, when somebody asks, however many do`() async throws {
        let counter = Counter()
        let made = OnDemand { counter.count.add(1, ordering: .relaxed).newValue }
        #expect(counter.count.load(ordering: .relaxed) == 0)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try made.value } }
            for try await value in group { #expect(value == 1) }
        }
    }

    @Test func `a failure is the same for all who ask`() {
        let counter = Counter()
        let made = OnDemand<Int> {
            counter.count.add(1, ordering: .relaxed)
            throw Broken()
        }
        for _ in 0..<3 { #expect(throws: Broken.self) { try made.value } }
        #expect(counter.count.load(ordering: .relaxed) == 1)
    }
}
