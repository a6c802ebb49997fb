import Synchronization

/// Values that are expensive to make and used by one task at a time: taken out, used and put back.
///
/// What comes out must not depend on which value was used. `@unchecked Sendable`: the mutex guards the idle values, and a
/// value in use is known to its borrower alone.
package final class WorkPool<Value: AnyObject>: @unchecked Sendable {
    private struct Idle: @unchecked Sendable { var values: [Value] = [] }
    private struct One: @unchecked Sendable { var value: Value? }

    /// Guards the values that nobody uses.
    private let idle = Mutex(Idle())
    private let make: @Sendable () -> Value

    /// An empty pool that makes values when it has none.
    package init(_ make: @escaping @Sendable () -> Value) { self.make = make }

    /// Works with a value that nobody else has meanwhile.
    package func withValue<Result>(_ body: (Value) throws -> Result) rethrows -> Result {
        let taken = idle.withLock { One(value: $0.values.popLast()) }
        let value = taken.value ?? make()
        let back = One(value: value)
        defer { idle.withLock { if let value = back.value { $0.values.append(value) } } }
        return try body(value)
    }
}
