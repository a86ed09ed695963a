import Glibc

/// A program that runs beside the test, with what it has written so far; it is killed with this object.
final class RunningProgram {
    let process: ChildProcess
    private let written: NamelessFile
    private let told: NamelessFile

    init(in place: Workplace, _ program: String, _ arguments: [String], input: Int32? = nil) throws {
        (written, told) = (try NamelessFile(in: place.path), try NamelessFile(in: place.path))
        let nothing = try NamelessFile(in: place.path)
        let files = [input ?? nothing.descriptor, written.descriptor, told.descriptor]
        process = try place.start(program, arguments, files: files)
    }

    var output: String { written.content }
    var errors: String { told.content }
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// Sends a signal and waits for the end.
    func end(by signal: Int32) -> ChildProcess.End {
        process.send(signal)
        return process.wait()
    }
}
