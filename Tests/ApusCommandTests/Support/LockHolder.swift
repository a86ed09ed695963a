import Glibc
import Testing

/// An `apus index -` that has begun to read a pipe and so holds the writer's lock until it is ended.
final class LockHolder {
    let process: ChildProcess
    private let running: RunningProgram
    private let pipe: Int32

    init(in place: Workplace) throws {
        var ends: [Int32] = [-1, -1]
        try #require(Glibc.pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        running = try RunningProgram(in: place, "apus", ["index", "--direct", "--format", "jsonl", "-"], input: ends[0])
        process = running.process
        pipe = ends[1]
        close(ends[0])
        let line = Array("{\"id\":\"held\",\"text\":\"never committed\"}\n".utf8)
        _ = write(pipe, line, line.count)
        let number = process.processID
        #expect(try Patience.until { try place.content(of: "index/lock").hasPrefix("\(number) ") })
    }

    deinit { close(pipe) }

    func end(by signal: Int32) -> ChildProcess.End { running.end(by: signal) }
}
