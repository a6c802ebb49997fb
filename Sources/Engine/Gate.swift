/// Lets batches through one at a time in the order of their numbers.
///
/// Every batch passes every gate, also one that has nothing left to do there; so the oldest batch never waits, and
/// the others wait only for older ones.
final class Gate: Sendable {
    private struct State {
        var next = 0
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Guarded(State())

    /// Whether it is this batch's turn.
    func isOpen(for number: Int) -> Bool { state.withLock { $0.next == number } }

    /// Suspends until it is this batch's turn.
    func turn(_ number: Int) async {
        if isOpen(for: number) { return }
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if state.next != number { state.waiting[number] = continuation }
                return state.next == number
            }
            if isOpen { continuation.resume() }
        }
    }

    /// Ends the turn of the batch that has it.
    func pass() {
        let next = state.withLock { state in
            state.next += 1
            return state.waiting.removeValue(forKey: state.next)
        }
        next?.resume()
    }
}

/// Bounds how many batches are worked on at once; of those that wait the oldest goes first.
///
/// A batch gives its slot back while it waits at a ``Gate``: otherwise younger batches could hold all slots while the
/// oldest, for which they wait, has none.
final class Slots: Sendable {
    private struct State {
        var free: Int
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state: Guarded<State>

    /// So many slots, at least one.
    init(_ count: Int) { state = Guarded(State(free: max(1, count))) }

    /// Suspends until a slot is free for this batch.
    func enter(_ number: Int) async {
        if tryEnter() { return }
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free == 0 else {
                    state.free -= 1
                    return true
                }
                state.waiting[number] = continuation
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    /// Gives the slot back, or to the oldest batch that waits for one.
    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard let oldest = state.waiting.keys.min() else {
                state.free += 1
                return nil
            }
            return state.waiting.removeValue(forKey: oldest)
        }
        next?.resume()
    }

    private func tryEnter() -> Bool {
        state.withLock { state in
            guard state.free > 0 else { return false }
            state.free -= 1
            return true
        }
    }
}
