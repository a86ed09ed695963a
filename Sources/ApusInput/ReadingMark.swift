import Apus

/// The way in which a file is read, as it stands in what is noted of the file: the low bits of the hash.
///
/// So a file that is to be read in another way (as another format, with other ids) counts as changed. Types of fields are no part of
/// it: a field keeps its type once a document has it.
struct ReadingMark: Equatable {
    private static let mask: UInt64 = (1 << 24) - 1
    private let bits: UInt64

    init(_ source: InputSource, _ options: InputOptions) {
        let format = options.format ?? InputFormat(fileName: source.pathBytes)
        var hash = ContentHash()
        func add(_ text: String) { Array(text.utf8 + [0]).withUnsafeBytes { hash.update($0) } }
        add(format?.rawValue ?? "")
        switch format {
        case .text, .markdown: break
        case .jsonl, .csv, .tsv, nil: if let idField = options.idField { add(idField) }
        }
        bits = hash.value & Self.mask
    }

    /// The mark in what is noted of a file.
    init(of entry: SourceTable.Entry) { bits = entry.hash & Self.mask }

    /// What is noted of a file of this content.
    func marking(_ content: SourceTable.Entry) -> SourceTable.Entry {
        var entry = content
        entry.hash = content.hash & ~Self.mask | bits
        return entry
    }
}
