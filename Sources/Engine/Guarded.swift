import Synchronization

/// A value behind a lock.
///
/// A `Mutex` that the thread sanitizer can see. The standard library waits for a contended `Mutex` in code that is not
/// instrumented, so the sanitizer would report every access that came after a wait as a race. Each holder therefore
/// also releases to the next through an atomic of our own: two plain moves.
package struct Guarded<Value>: ~Copyable, Sendable {
    private let mutex: Mutex<Value>
    private let turn = Atomic<Bool>(false)

    /// Guards `value`.
    package init(_ value: consuming sending Value) { mutex = Mutex(value) }

    /// Calls `body` with the value, while nobody else has it.
    package borrowing func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try mutex.withLock { value throws(Failure) in
            _ = turn.load(ordering: .acquiring)
            defer { turn.store(true, ordering: .releasing) }
            return try body(&value)
        }
    }
}
