import Synchronization

/// A value that is made when it is first asked for, once, whoever asks.
///
/// A stage holds what takes long to make in one of these, so that checking a pipeline file does not wait for it. What a
/// user may have got wrong is still checked when the stage is made; here belongs what cannot fail, such as compiling
/// what was checked, or data of the stage's own.
///
/// ```swift
/// private let words: OnDemand<WordList>
/// init(_ options: Options, _ setup: StageSetup) throws {
///     let text = try setup.bundled("CountWords/words.txt")
///     words = OnDemand { WordList(text) }
/// }
/// ```
public final class OnDemand<Value: Sendable>: Sendable {
    private enum State {
        case waiting(@Sendable () throws -> Value)
        case made(Result<Value, any Error>)
    }

    /// Guards the making: the first to ask makes the value, others wait for it.
    private let state: Mutex<State>

    /// Waits to be asked.
    public init(_ make: @escaping @Sendable () throws -> Value) { state = Mutex(.waiting(make)) }

    /// The value, made now when nobody has asked before.
    ///
    /// - Throws: what making it threw, each time.
    public var value: Value {
        get throws {
            try state.withLock { state in
                switch state {
                case .made(let result): return try result.get()
                case .waiting(let make):
                    let result = Result { try make() }
                    state = .made(result)
                    return try result.get()
                }
            }
        }
    }
}
