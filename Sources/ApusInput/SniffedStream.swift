/// A source laid open: decompressed, in UTF-8 without a byte order mark, and with the format that its beginning shows.
struct SniffedStream {
    let format: InputFormat
    let bytes: any ByteStream
    /// What makes UTF-8 of the source, where that is needed.
    let transcoder: UTF16Stream?

    /// - Throws: `binary` for what nothing else tells to be text, when there is a NUL byte at its beginning.
    init(_ file: FileStream, of source: InputSource, forced: InputFormat?) throws(InputFailure) {
        let raw = PrefixedStream(file)
        let isGzip = source.kind == .standardInput ? raw.peek(2) == [0x1F, 0x8B] : InputFormat.isGzip(fileName: source.pathBytes)
        let plain = isGzip ? PrefixedStream(GzipStream(raw)) : raw
        let encoding = ByteOrderMark(plain.peek(4))
        plain.skip(encoding.byteCount)
        transcoder = encoding.isUTF16 ? UTF16Stream(plain, isBigEndian: encoding == .utf16BigEndian) : nil
        let text = transcoder.map { PrefixedStream($0) } ?? plain
        bytes = text
        let known = forced ?? (source.kind == .standardInput ? nil : InputFormat(fileName: source.pathBytes))
        if let known {
            format = known
            return
        }
        let beginning = text.peek(InputLimits.sniffedBytes)
        guard !beginning.contains(0) else { throw .binary }
        format = source.kind == .standardInput && beginning.first == UInt8(ascii: "{") ? .jsonl : .text
    }
}
