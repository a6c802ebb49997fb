import Foundation
import Synchronization

/// A web server of one page on the loopback interface: it keeps what it is sent and answers with one status.
final class LoopbackServer: Sendable {
    /// A request: its first line, its header and its body.
    struct Request: Sendable {
        var line: String
        var header: String
        var body: String
    }

    let port: Int
    private let descriptor: Int32
    private let received = Mutex<[Request]>([])

    /// What came so far.
    var requests: [Request] { received.withLock { $0 } }

    /// Listens on a free port.
    ///
    /// - Parameter status: what it answers, such as `200 OK`; nil to take the request and never answer.
    init(status: String?) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        guard isBound == 0, listen(descriptor, 8) == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        var length = size
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { return }
                if let request = Self.read(connection) { received.withLock { $0.append(request) } }
                guard let status else { continue }
                let answer = Array("HTTP/1.1 \(status)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
                _ = send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
                close(connection)
            }
        }
    }

    /// Ends the server.
    func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private static func read(_ connection: Int32) -> Request? {
        var bytes = Data()
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let header = String(text[..<end.lowerBound])
            if header.lowercased().contains("expect: 100-continue"), text[end.upperBound...].isEmpty {
                let answer = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
                _ = send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
            }
            let length = header.lowercased().firstMatch(of: /content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
            let body = String(text[end.upperBound...])
            guard body.utf8.count >= length else { continue }
            return Request(line: String(header.prefix { $0 != "\r\n" }), header: header, body: body)
        }
    }
}
