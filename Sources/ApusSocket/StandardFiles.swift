import Glibc

/// Standard input, output and error.
package enum StandardFiles {
    /// Puts something in place of those that a process was started without. To be called before anything is opened.
    ///
    /// Else the next file or socket that is opened would be one of the three, and what is printed would be written into it. Reading from
    /// standard input and writing to the other two fails as it would have on what is closed (`EBADF`); only messages are lost in silence.
    package static func fillGaps() {
        let modes = [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)]
        for (descriptor, mode) in modes where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
            let file = open("/dev/null", mode)
            // The lowest free number is given, so it is this one as those below are open.
            if file >= 0, file != descriptor { close(file) }
        }
    }
}
