import Glibc

/// Places between the steps of a checkpoint where a test lets the process die, to show that it does no harm.
///
/// Only debug builds have them: `TEXTMILL_FAULT=after-sinks:3` kills the process, as `kill -9` does, when it comes to the
/// place `after-sinks` for the third time.
package enum FaultPoint {
    /// Comes to a place; the names are those that `Tests/CommandTests/Nights` asks for.
    package static func reach(_ name: StaticString) {
        #if DEBUG
            guard let fault else { return }
            let parts = fault.split(separator: ":")
            guard parts.first.map(String.init) == "\(name)" else { return }
            let wanted = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
            if count.add() == wanted { kill(getpid(), SIGKILL) }
        #endif
    }

    #if DEBUG
        private static let fault = getenv("TEXTMILL_FAULT").map { String(cString: $0) }
        private static let count = Count()

        private final class Count: Sendable {
            private let value = Atomic(0)
            func add() -> Int { value.add(1, ordering: .relaxed).newValue }
        }
    #endif
}

#if DEBUG
    import Synchronization
#endif
