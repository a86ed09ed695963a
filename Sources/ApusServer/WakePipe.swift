import ApusSocket
import Glibc

/// A pipe that makes a thread's `poll` return.
final class WakePipe: Sendable {
    let reading: Int32
    private let writing: Int32

    init() throws(SocketFailure) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw .last("pipe", "") }
        (reading, writing) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// A full pipe has rung already.
    func ring() {
        var byte: UInt8 = 1
        while write(writing, &byte, 1) < 0, errno == EINTR {}
    }

    func hush() {
        var bytes: UInt64 = 0
        while read(reading, &bytes, 8) > 0 {}
    }
}
