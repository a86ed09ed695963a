import Glibc

/// An `apusd` that listens; it is stopped with this object.
final class RunningDaemon {
    let process: ChildProcess
    private let log: NamelessFile

    /// Starts it in a folder and waits until it listens.
    init(in place: Workplace, _ arguments: String..., environment: [String: String] = [:]) throws {
        log = try NamelessFile(in: place.path)
        let nothing = try NamelessFile(in: place.path)
        process = try place.start(
            "apusd", arguments, environment: environment, files: [nothing.descriptor, log.descriptor, log.descriptor])
        for _ in 0..<4000 where !log.content.contains("listening") {
            guard process.isRunning else { throw NotListening(log: log.content) }
            usleep(5000)
        }
    }

    struct NotListening: Error { var log: String }

    deinit { _ = stop() }

    /// What it has logged.
    var messages: String { log.content }

    /// Tells it to stop and waits until it has.
    func stop() -> ChildProcess.End {
        if process.isRunning { process.send(SIGTERM) }
        return process.wait()
    }
}
