import Apus

/// Reads a whole source as one document: plain text, or Markdown with its title.
struct TextReader {
    let id: String
    let isMarkdown: Bool
    private(set) var replacementCount = 0

    init(id: String, isMarkdown: Bool) {
        self.id = id
        self.isMarkdown = isMarkdown
    }

    /// When the source fails in its middle, what came before is a document all the same.
    mutating func read(_ stream: any ByteStream, _ consume: (InputEvent) throws -> Void) throws {
        var bytes: [UInt8] = []
        var failure: InputFailure?
        do throws(InputFailure) { try Self.append(stream, to: &bytes) } catch { failure = error }
        if let failure, failure == .tooLarge || bytes.isEmpty { throw failure }
        let repaired = RepairedText(bytes)
        replacementCount += repaired.replacementCount
        try consume(.document(InputDocument(document: document(repaired.text), file: id)))
        if let failure { throw failure }
    }

    private func document(_ text: String) -> Document {
        var fields = [Document.Field(name: "text", values: [.string(text)])]
        if isMarkdown, let title = MarkdownTitle.find(in: text) {
            fields.insert(Document.Field(name: "title", values: [.string(title)]), at: 0)
        }
        return Document(id: id, fields: fields)
    }

    private static func append(_ stream: any ByteStream, to bytes: inout [UInt8]) throws(InputFailure) {
        var chunk = [UInt8](repeating: 0, count: InputLimits.chunkBytes)
        while true {
            let count = try chunk.withUnsafeMutableBufferPointer { (buffer) throws(InputFailure) in try stream.read(into: buffer)
            }
            guard count > 0 else { return }
            guard bytes.count + count <= InputLimits.documentBytes else { throw .tooLarge }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
