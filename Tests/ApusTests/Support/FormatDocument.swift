import Foundation
import Testing

/// docs/FORMAT.md, with the bytes that it shows.
///
/// They stand in blocks fenced by "```hex NAME", on lines of an offset, two blanks, bytes with one blank in between, two or more blanks
/// and what the bytes mean.
struct FormatDocument {
    let text: String
    /// By name, in the order of the document.
    let dumps: [(name: String, bytes: [UInt8])]

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/FORMAT.md"), encoding: .utf8)
        self.text = text
        dumps = try text.components(separatedBy: "\n```hex ").dropFirst().map { part in
            let lines = part.components(separatedBy: "\n")
            var bytes: [UInt8] = []
            for line in lines.dropFirst().prefix(while: { $0 != "```" }) {
                let columns = line.components(separatedBy: "  ")
                #expect(Int(columns[0], radix: 16) == bytes.count, "the offset at the start of: \(line)")
                let pairs = try #require(columns.count > 1 ? columns[1] : nil, "no bytes in: \(line)").split(separator: " ")
                bytes += try pairs.map { try #require(UInt8($0, radix: 16), "no byte: \($0)") }
            }
            return (lines[0], bytes)
        }
    }

    func bytes(of name: String) throws -> [UInt8] {
        try #require(dumps.first { $0.name == name }, "docs/FORMAT.md shows no \(name)").bytes
    }
}
