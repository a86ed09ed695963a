import Glibc

/// A program that was started with a folder, an environment and three open files of its own. It inherits nothing else: what other
/// tests have open stays theirs.
final class ChildProcess {
    struct Failure: Error {
        var program: String
        var code: Int32
    }

    /// How a program ended.
    enum End: Equatable {
        case exit(Int32)
        case signal(Int32)
        /// It was still running when the patience was over, and was killed.
        case tooLong
    }

    let processID: pid_t
    private var end: End?

    /// - Parameter files: descriptors that become standard input, output and error.
    init(_ program: String, _ arguments: [String], in folder: String, environment: [String: String], files: [Int32]) throws {
        let actions = SpawnActions()
        actions.changeFolder(to: folder)
        actions.keep(files)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var number: pid_t = 0
        let code = posix_spawn(&number, program, actions.actions, &attributes, &words, &variables)
        guard code == 0 else { throw Failure(program: program, code: code) }
        processID = number
    }

    deinit {
        guard end == nil else { return }
        kill(processID, SIGKILL)
        waitpid(processID, nil, 0)
    }

    func send(_ signal: Int32) { kill(processID, signal) }

    /// Whether it has not ended yet.
    var isRunning: Bool {
        look(0)
        return end == nil
    }

    /// Waits for the end.
    func wait() -> End {
        // A minute: far more than any of them takes on a busy machine, but under a sanitizer. Most end soon.
        for _ in 0..<20 where isRunning { usleep(1000) }
        for _ in 0..<(Sanitizer.isThere ? 120_000 : 12_000) where isRunning { usleep(5000) }
        if let end { return end }
        kill(processID, SIGKILL)
        waitpid(processID, nil, 0)
        end = .tooLong
        return .tooLong
    }

    private func look(_ flags: Int32) {
        guard end == nil else { return }
        var status: Int32 = 0
        guard waitpid(processID, &status, flags | WNOHANG) == processID else { return }
        let signal = status & 0x7F
        end = signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
    }
}
