/// A fuzz target: what must hold for every input.
///
/// ```swift
/// @main struct FuzzJSON: FuzzTarget {
///     static func run(_ bytes: [UInt8]) { … }
/// }
/// ```
public protocol FuzzTarget {
    /// Does with `bytes` what an outsider could make the program do; stops the process when something is wrong.
    static func run(_ bytes: [UInt8])
}

extension FuzzTarget {
    /// Hands the command line to libFuzzer.
    public static func main() {
        runCurrent = run
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        _ = libFuzzerMain(&count, &arguments, testOneInput)
    }
}

/// Set once, before libFuzzer starts, which calls it on one thread.
nonisolated(unsafe) private var runCurrent: ([UInt8]) -> Void = { _ in }

@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    runCurrent(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
private func libFuzzerMain(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
