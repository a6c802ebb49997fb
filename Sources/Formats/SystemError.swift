import Glibc

/// An error of the operating system, with the name under which its manual lists it.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The number, `errno`.
    package let number: Int32

    /// Keeps `number`.
    package init(_ number: Int32) { self.number = number }

    /// The error of the system call that has just failed.
    package static var last: SystemError { SystemError(errno) }

    /// Whether the reader of a pipe has gone away.
    package var isBrokenPipe: Bool { number == EPIPE }

    /// `no space left on device (ENOSPC)`.
    package var description: String {
        guard let known = Self.known[number] else {
            return "\(String(cString: strerror(number)).lowercased()) (errno \(number))"
        }
        return "\(known.words) (\(known.name))"
    }

    /// The errors that reading and writing files can meet, in our words.
    private static let known: [Int32: (name: String, words: String)] = [
        EACCES: ("EACCES", "permission denied"),
        EAGAIN: ("EAGAIN", "not ready now"),
        EBADF: ("EBADF", "it is not open"),
        EBUSY: ("EBUSY", "in use by something else"),
        EDQUOT: ("EDQUOT", "disk quota exceeded"),
        EEXIST: ("EEXIST", "it exists already"),
        EFBIG: ("EFBIG", "larger than files may be here"),
        EINVAL: ("EINVAL", "not possible for this file"),
        EIO: ("EIO", "the device failed"),
        EISDIR: ("EISDIR", "it is a folder"),
        ELOOP: ("ELOOP", "symbolic links go in a circle"),
        EMFILE: ("EMFILE", "too many open files in this process"),
        ENAMETOOLONG: ("ENAMETOOLONG", "the name is too long"),
        ENFILE: ("ENFILE", "too many open files in the system"),
        ENODEV: ("ENODEV", "no such device"),
        ENOENT: ("ENOENT", "no such file or folder"),
        ENOMEM: ("ENOMEM", "out of memory"),
        ENOSPC: ("ENOSPC", "no space left on device"),
        ENOTDIR: ("ENOTDIR", "a part of the path is not a folder"),
        ENXIO: ("ENXIO", "no such device or address"),
        EPERM: ("EPERM", "not allowed"),
        EPIPE: ("EPIPE", "the reader has gone away"),
        EROFS: ("EROFS", "read-only file system"),
        ESTALE: ("ESTALE", "the network file has gone"),
        ETIMEDOUT: ("ETIMEDOUT", "timed out"),
        ETXTBSY: ("ETXTBSY", "a program is running from it"),
    ]
}
