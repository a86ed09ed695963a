/// Writes how long each document is in each text field, one byte each (`NormEncoding`); 0 where the field has no token.
///
///     content = run* entry* entries:u32 documents:u32
///     entry   = field:u32 count:u32 offset:u64          16 bytes; ascending fields, only those in which a document has a token;
///                                                       count documents have one; the run begins at offset
///     run     = norm:u8 × documents                     dense, when 8 × count ≥ documents
///             / document:u32 × count norm:u8 × count    sparse, ascending, no norm is 0
package struct NormsWriter {
    package static let entryBytes = 16

    private let file: PartWriter
    private let documentCount: Int
    private var entries = ByteWriter()
    private var entryCount: UInt32 = 0
    private var nextField = 0
    /// What the norms give to the segment's identity.
    package private(set) var identity = SegmentIdentity()

    package init(_ file: PartWriter, documentCount: Int) {
        self.file = file
        self.documentCount = documentCount
    }

    package static func isSparse(_ count: Int, of documentCount: Int) -> Bool { 8 * count < documentCount }

    /// The norms of one field, one a document. Fields come in ascending order; one without any token leaves nothing behind.
    package mutating func append(field: Int, norms: [UInt8]) throws(StorageError) {
        precondition(norms.count == documentCount, "there is one norm a document")
        let count = norms.reduce(0) { $1 == 0 ? $0 : $0 + 1 }
        guard Self.isSparse(count, of: documentCount) else { return try write(field: field, count: count, run: norms) }
        var present: (documents: [UInt32], norms: [UInt8]) = ([], [])
        for (document, norm) in norms.enumerated() where norm != 0 {
            present.documents.append(UInt32(document))
            present.norms.append(norm)
        }
        try append(field: field, documents: present.documents, norms: present.norms)
    }

    /// The norms of those documents that have a token in the field: ascending documents, no norm 0.
    package mutating func append(field: Int, documents: [UInt32], norms: [UInt8]) throws(StorageError) {
        precondition(documents.count == norms.count, "there is one norm a document")
        guard Self.isSparse(documents.count, of: documentCount) else {
            var dense = [UInt8](repeating: 0, count: documentCount)
            for (document, norm) in zip(documents, norms) { dense[Int(document)] = norm }
            return try write(field: field, count: documents.count, run: dense)
        }
        var run = ByteWriter()
        for document in documents { run.integer(document) }
        run.run(norms)
        try write(field: field, count: documents.count, run: run.bytes)
    }

    /// Writes the table; the file itself is finished by whoever made it.
    package func finish() throws(StorageError) {
        try file.append(entries.bytes)
        try file.integer(entryCount)
        try file.integer(UInt32(documentCount))
    }

    private mutating func write(field: Int, count: Int, run: [UInt8]) throws(StorageError) {
        precondition(field >= nextField, "fields come in ascending order")
        nextField = field + 1
        guard count > 0 else { return }
        entries.integer(UInt32(field))
        entries.integer(UInt32(count))
        entries.integer(file.contentOffset)
        entryCount += 1
        identity.add(UInt64(field))
        run.withUnsafeBytes { identity.add($0) }
        try file.append(run)
    }
}

extension NormsWriter {
    /// The norms of all fields of several segments, one behind the other. At most `documentCount` bytes a field are held.
    package mutating func merge(_ inputs: [MergeInput<NormsReader>]) throws {
        for field in Set(inputs.flatMap(\.reader.fields)).sorted() {
            let count = inputs.reduce(0) { $0 + $1.reader.count(ofField: field) }
            let isSparse = Self.isSparse(count, of: documentCount) && inputs.allSatisfy(\.documents.keepsOrder)
            try isSparse ? mergeSparse(field, inputs) : mergeDense(field, inputs)
        }
    }

    private mutating func mergeSparse(_ field: Int, _ inputs: [MergeInput<NormsReader>]) throws {
        var (documents, norms): ([UInt32], [UInt8]) = ([], [])
        for input in inputs {
            try input.reader.forEach(ofField: field) { document, norm in
                guard let number = input.documents[document] else { return }
                documents.append(number)
                norms.append(norm)
            }
        }
        try append(field: field, documents: documents, norms: norms)
    }

    private mutating func mergeDense(_ field: Int, _ inputs: [MergeInput<NormsReader>]) throws {
        var norms = [UInt8](repeating: 0, count: documentCount)
        for input in inputs {
            try input.reader.forEach(ofField: field) { document, norm in
                if let number = input.documents[document] { norms[Int(number)] = norm }
            }
        }
        try append(field: field, norms: norms)
    }
}
