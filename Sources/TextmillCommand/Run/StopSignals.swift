import Dispatch
import Glibc
import Synchronization

/// Watches for SIGINT and SIGTERM during a run: the first asks for a clean end, the second ends the process at once.
final class StopSignals {
    private let first = FirstSignal()
    /// One for each signal; watching ends with their life.
    private var sources: [any DispatchSourceSignal] = []

    /// Starts watching; `onFirst` is called with the signal's number, on a thread of its own.
    init(onFirst: @escaping @Sendable (Int32) -> Void) {
        let queue = DispatchQueue(label: "textmill.signals")
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [first] in
                // The second says that waiting is no use; what is unfinished stays under its temporary name.
                guard first.take(number) else { _exit(ExitStatus.signalled(number).code) }
                onFirst(number)
            }
            source.resume()
            sources.append(source)
        }
    }

    /// The signal that came first, if one came.
    var received: Int32? { first.number }
    /// The same, for others to ask later.
    var asked: @Sendable () -> Int32? { { [first] in first.number } }
}

/// Remembers the signal that came first.
private final class FirstSignal: Sendable {
    /// Guards the number.
    private let state = Mutex<Int32?>(nil)

    var number: Int32? { state.withLock { $0 } }

    /// Whether `number` is the first.
    func take(_ number: Int32) -> Bool {
        state.withLock { state in
            if state != nil { return false }
            state = number
            return true
        }
    }
}
