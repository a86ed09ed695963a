import Glibc

/// The editor of whoever sits before the terminal: `$VISUAL`, else `$EDITOR`, else `vi`, called as `EDITOR +LINE PATH`.
enum Editor {
    /// Becomes the editor, which then has the terminal. - Parameter id: a document's, which is the path of its file, or `FILE:LINE` of a
    /// line that is a document.
    static func open(id: String, line: Int) throws -> Never {
        let (path, line) = try place(ofID: id, line: line)
        try Output.shared.flush()
        // Editors are commands with arguments of their own, which the shell parts.
        let command = "exec ${VISUAL:-${EDITOR:-vi}} \"$@\""
        let arguments = ["sh", "-c", command, "sh", "+\(line)", path]
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        pointers.append(nil)
        execv("/bin/sh", pointers)
        throw CommandFailure(.unavailable, "/bin/sh: \(SystemMessage.text(errno))")
    }

    private static func place(ofID id: String, line: Int) throws -> (path: String, line: Int) {
        if isFile(id) { return (argument(id), line) }
        if let colon = id.lastIndex(of: ":"), let number = Int(id[id.index(after: colon)...]), isFile(String(id[..<colon])) {
            return (argument(String(id[..<colon])), number)
        }
        throw CommandFailure(.unavailable, "\(Style.safe(id)) is no file here")
    }

    /// A path that no editor takes for an option.
    private static func argument(_ path: String) -> String { path.hasPrefix("-") || path.hasPrefix("+") ? "./" + path : path }

    private static func isFile(_ path: String) -> Bool { access(path, R_OK) == 0 }
}
