import Glibc

/// What the process does about signals.
enum Signals {
    /// A reader that goes away ends the process quietly, as it does `cat`.
    static func prepare() { signal(SIGPIPE, SIG_DFL) }
}

/// SIGINT and SIGTERM as a wish that is seen when it is looked for. A second one ends the process at once, as it would have without this.
final class TerminationWish {
    /// Readable once there is the wish.
    let descriptor: Int32

    // Written once, before the signals are handled.
    private nonisolated(unsafe) static var writing: Int32 = -1

    /// To be made once in a process.
    init() throws(CommandFailure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw CommandFailure(.unavailable, "pipe: \(SystemMessage.text(errno))") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        descriptor = ends[0]
        Self.writing = ends[1]
        for number in [SIGINT, SIGTERM] {
            var action = sigaction()
            action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND) | UInt32(SA_RESTART))
            action.__sigaction_handler.sa_handler = { _ in
                let code = errno
                var byte: UInt8 = 1
                _ = write(TerminationWish.writing, &byte, 1)
                errno = code
            }
            sigaction(number, &action, nil)
        }
    }

    var isThere: Bool { Poll.wait(for: [descriptor], until: .now) }
}

/// Waiting for what can be read.
enum Poll {
    /// Whether one of the descriptors became readable before the moment; nil waits for as long as it takes.
    static func wait(for descriptors: [Int32], until moment: ContinuousClock.Instant?) -> Bool {
        var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while true {
            let count = poll(&polled, nfds_t(polled.count), milliseconds(until: moment))
            if count > 0 { return true }
            if count < 0, errno != EINTR { return false }
            if count == 0, let moment, ContinuousClock.now >= moment { return false }
        }
    }

    /// Rounded up, so that the moment has come afterwards; -1 is for ever.
    private static func milliseconds(until moment: ContinuousClock.Instant?) -> Int32 {
        guard let moment else { return -1 }
        let (seconds, attoseconds) = (moment - .now).components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let parts = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(clamping: min(seconds, 86_400) * 1000 + parts)
    }
}
