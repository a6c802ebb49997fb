import Synchronization

/// Values that are expensive to make and used by one task at a time: taken out, used and put back.
///
/// What comes out must not depend on which value was used. `@unchecked Sendable`: the mutex guards the idle values, and a
/// value in use is known to its borrower alone.
package final class WorkPool<Value: AnyObject>: @unchecked Sendable {
    private struct Idle: @unchecked Sendable { var values: [Value] = [] }

    /// Guards the values that nobody uses.
    private let idle = Mutex(Idle())
    private let make: @Sendable () -> Value

    /// An empty pool that makes values when it has none.
    package init(_ make: @escaping @Sendable () -> Value) { self.make = make }

    /// Works with a value that nobody else has meanwhile.
    package func withValue<Result>(_ body: (Value) throws -> Result) rethrows -> Result {
        let taken = idle.withLock { idle in Idle(values: idle.values.popLast().map { [$0] } ?? []) }
        let value = taken.values.first ?? make()
        let back = Idle(values: [value])
        defer { idle.withLock { $0.values += back.values } }
        return try body(value)
    }
}
