/// The handle on a run from outside: asks it to end, and looks at how far it is. Any thread may use it.
package final class RunControl: Sendable {
    private enum Request: Int {
        case none, drain, stop
    }

    /// Guards what was asked before the run began, and the belt from then on.
    private let state = Guarded<(request: Request, belt: Belt?)>((.none, nil))

    /// A handle for one run.
    package init() {}

    /// Ends reading; what has been read is finished. Does not wait for a read that blocks.
    ///
    /// With a ledger the run ends with a checkpoint, from which the next run goes on; without one the sinks take back
    /// what is not whole.
    package func drain() { ask(.drain) }

    /// Ends the run as soon as every worker comes out of the stage it is in.
    package func stopNow() { ask(.stop) }

    /// How far the run is.
    package var progress: RunProgress { state.withLock { $0.belt }?.progress ?? RunProgress() }

    private func ask(_ request: Request) {
        let belt = state.withLock { state in
            if request.rawValue > state.request.rawValue { state.request = request }
            return state.belt
        }
        if let belt { Self.pass(request, to: belt) }
    }

    /// Connects the run.
    func attach(_ belt: Belt) {
        let request = state.withLock { state in
            state.belt = belt
            return state.request
        }
        Self.pass(request, to: belt)
    }

    private static func pass(_ request: Request, to belt: Belt) {
        switch request {
        case .none: break
        case .drain: belt.close(.interrupted)
        case .stop: belt.stopNow()
        }
    }
}

/// How far a run is.
package struct RunProgress: Hashable, Sendable {
    /// Documents read so far, written or not.
    package var read = 0
    /// Documents that reached every sink.
    package var exported = 0
    package var dropped = 0
    package var quarantined = 0
    package var unchanged = 0
    /// Bytes of input read so far.
    package var bytesRead = 0
    /// Bytes of input in all, when every source knows.
    package var totalBytes: Int?
    /// Since the run began.
    package var elapsed = Duration.zero

    /// Nothing yet.
    package init() {}
}
