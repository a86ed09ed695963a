/// Paths as bytes, which need not be UTF-8.
enum FilePath {
    private static let slash = UInt8(ascii: "/")

    /// Without doubled slashes, `.`, and each `..` with the name before it. What is nothing then is `.`.
    ///
    /// Only the text counts: a link in front of `..` is not looked at.
    static func normalized(_ path: [UInt8]) -> [UInt8] {
        let isAbsolute = path.first == slash
        let parent = Array("..".utf8)[...]
        var names: [ArraySlice<UInt8>] = []
        for name in path.split(separator: slash) where name != Array(".".utf8)[...] {
            if name != parent {
                names.append(name)
            } else if let last = names.last, last != parent {
                names.removeLast()
            } else if !isAbsolute {
                names.append(name)
            }
        }
        let joined = Array(names.joined(separator: [slash]))
        if isAbsolute { return [slash] + joined }
        return joined.isEmpty ? Array(".".utf8) : joined
    }

    /// The path of a name within a normalised folder; what lies in `.` is called by its name alone.
    static func joined(_ folder: [UInt8], _ name: [UInt8]) -> [UInt8] {
        if folder == Array(".".utf8) { return name }
        return folder.last == slash ? folder + name : folder + [slash] + name
    }

    /// The folder of a normalised path and the name in it: of `a` they are `.` and `a`, of `/` and `.` itself and nothing.
    static func split(_ path: [UInt8]) -> (folder: [UInt8], name: [UInt8]) {
        guard path != [slash], path != Array(".".utf8) else { return (path, []) }
        guard let place = path.lastIndex(of: slash) else { return (Array(".".utf8), path) }
        return (place == 0 ? [slash] : Array(path[..<place]), Array(path[(place + 1)...]))
    }

    static func withCString<R>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> R) -> R {
        // A String would change what is no UTF-8.
        (path + [0]).withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // There is at least the NUL.
                body(characters.baseAddress.unsafelyUnwrapped)
            }
        }
    }
}
