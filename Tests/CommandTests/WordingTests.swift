import Engine
import Testing

@testable import TextmillCommand

@Suite struct WordingTests {
    @Test(arguments: [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (1050, "1.1 kB"), (999_949, "999.9 kB"),
        (999_950, "1.0 MB"), (1_200_000_000, "1.2 GB"), (Int.max, "9223372.0 TB"),
    ])
    func `sizes are in powers of a thousand`(bytes: Int, text: String) {
        #expect(Wording.size(bytes) == text)
    }

    @Test(arguments: [
        (Duration.zero, "0.00 s"), (.milliseconds(1234), "1.23 s"), (.milliseconds(9999), "10.00 s"),
        (.seconds(12), "12.0 s"), (.seconds(119), "119.0 s"), (.seconds(200), "3 min 20 s"), (.seconds(-5), "0.00 s"),
    ])
    func `times are in seconds, then in minutes`(duration: Duration, text: String) {
        #expect(Wording.seconds(duration) == text)
    }

    @Test func `the live line shows what is known and fits the terminal`() {
        var progress = RunProgress()
        #expect(ProgressReporter.line(progress, "news", columns: 80) == "news: 0 documents, 0 bytes")
        progress.read = 1200
        progress.bytesRead = 3_000_000
        progress.elapsed = .seconds(2)
        #expect(ProgressReporter.line(progress, "news", columns: 80) == "news: 1200 documents, 600/s, 3.0 MB")
        progress.totalBytes = 4_000_000
        progress.dropped = 3
        progress.quarantined = 1
        #expect(
            ProgressReporter.line(progress, "news", columns: 80)
                == "news: 1200 documents, 600/s, 75 %, 3 dropped, 1 quarantined")
        #expect(ProgressReporter.line(progress, "news", columns: 20) == "news: 1200 document")
        progress.totalBytes = 0
        #expect(ProgressReporter.line(progress, "news", columns: 80).hasPrefix("news: 1200 documents, 600/s, 3.0 MB"))
    }
}
