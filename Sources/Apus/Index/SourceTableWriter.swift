/// Writes a source table from rising paths, in memory that grows by 8 bytes for 16 entries only.
struct SourceTableWriter {
    private static let bufferBytes = 256 << 10

    private let generation: UInt64
    private let file: any StorageFile
    private var buffer = ByteWriter()
    private var written = 0
    private var checksum = Checksum()
    private var offsets: [UInt64] = []
    private var count: UInt32 = 0
    private var previous: [UInt8] = []

    init(generation: UInt64, in storage: any Storage) throws(StorageError) {
        self.generation = generation
        file = try storage.create(IndexFileName.sources(generation: generation))
        buffer.run(SourceTable.magic)
        buffer.integer(SourceTable.version)
    }

    /// `path` must be above the one before.
    mutating func append(_ path: [UInt8], _ entry: SourceTable.Entry) throws(StorageError) {
        var shared = 0
        if Int(count) % SourceTable.blockEntries == 0 {
            offsets.append(UInt64(written + buffer.count))
        } else {
            shared = zip(previous, path).prefix { $0 == $1 }.count
        }
        buffer.varint(shared)
        buffer.counted(path[shared...])
        buffer.varint(entry.size)
        buffer.integer(entry.modified)
        buffer.integer(entry.hash)
        previous = path
        count += 1
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    /// Makes the file durable.
    mutating func finish() throws(StorageError) -> Manifest.SourcesRecord {
        for offset in offsets { buffer.integer(offset) }
        buffer.integer(UInt32(offsets.count))
        buffer.integer(count)
        let length = UInt64(written + buffer.count + SourceTable.footerBytes)
        buffer.integer(length)
        try flush()
        let checksum = checksum.value
        buffer.integer(checksum)
        try flush()
        try file.synchronize()
        try file.close()
        return Manifest.SourcesRecord(generation: generation, length: length, checksum: checksum)
    }

    private mutating func flush() throws(StorageError) {
        let run = buffer.bytes
        try withUnsafeBytesTyped(of: run) { (bytes) throws(StorageError) in try file.append(bytes) }
        run.withUnsafeBytes { checksum.update($0) }
        written += run.count
        buffer.removeAll()
    }
}
