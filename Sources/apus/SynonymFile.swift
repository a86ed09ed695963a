import Apus
import ApusWire
import ArgumentParser
import Glibc

/// `--synonyms FILE`, which the commands that take a query share.
struct SynonymFile: ParsableArguments {
    @Option(help: ArgumentHelp("Words that stand for others, a line each: a, b, c or a => b, c.", valueName: "file"))
    var synonyms: String?

    /// What a request takes along: the text of the file. A line that cannot be read is told by file and number.
    func options() throws(CommandFailure) -> [Request.Option] {
        guard let synonyms else { return [] }
        let text = String(decoding: try Self.bytes(of: synonyms), as: UTF8.self)
        do throws(Synonyms.BadLine) { _ = try Synonyms(text) } catch {
            throw CommandFailure(.usage, "\(Style.safe(synonyms)):\(error.line): \(error.reason)")
        }
        return [.init(.synonyms, text)]
    }

    private static func bytes(of path: String) throws(CommandFailure) -> [UInt8] {
        func failure() -> CommandFailure { CommandFailure(.unavailable, "\(Style.safe(path)): \(SystemMessage.text(errno))") }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure() }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }
}
