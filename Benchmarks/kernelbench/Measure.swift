#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Seconds of processor time this process has used.
func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The least of several runs of `body`, in seconds of processor time, and what it returned.
func best<T>(of runs: Int = 5, _ body: () -> T) -> (seconds: Double, result: T) {
    var result = body()
    var least = Double.infinity
    for _ in 0..<runs {
        let start = cpuSeconds()
        result = body()
        least = min(least, cpuSeconds() - start)
    }
    return (least, result)
}

/// The bytes of memory in use now, from /proc; 0 where there is none.
func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var size = 0
    var resident = 0
    guard
        withUnsafeMutablePointer(
            to: &size,
            { a in
                withUnsafeMutablePointer(to: &resident) { b in withVaList([a, b]) { vfscanf(file, "%ld %ld", $0) } }
            }) == 2
    else { return 0 }
    return resident * Int(sysconf(Int32(_SC_PAGESIZE)))
}

/// `value` with `digits` after the point, `width` wide.
func format(_ value: Double, _ digits: Int = 0, width: Int = 0) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((value * scale).rounded())
    var text = String(abs(scaled))
    while text.count <= digits { text = "0" + text }
    if digits > 0 { text.insert(".", at: text.index(text.endIndex, offsetBy: -digits)) }
    if scaled < 0 { text = "-" + text }
    return String(repeating: " ", count: max(0, width - text.count)) + text
}
