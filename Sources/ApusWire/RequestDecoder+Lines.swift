extension RequestDecoder {
    /// The event of the next line (none for an empty line or a comment), or nil when it is not all there.
    mutating func nextLine() -> (event: Event?, Void)? {
        guard let end = endOfLine() ?? (isFinished && waitingCount > 0 ? buffer.count : nil) else {
            guard waitingCount > longestLine else { return nil }
            let event = refusalOfLongLine()
            state = .skippingLine
            return (event, ())
        }
        let contentEnd = end > start && buffer[end - 1] == 0x0D ? end - 1 : end
        defer { consume(min(end + 1, buffer.count) - start) }
        guard contentEnd - start <= limits.line else { return (refusalOfLongLine(), ()) }
        return (event(ofLine: start..<contentEnd), ())
    }

    private mutating func event(ofLine range: Range<Int>) -> Event? {
        guard let first = buffer[range].first(where: { $0 != UInt8(ascii: " ") }), buffer[range.lowerBound] != UInt8(ascii: "#")
        else {
            return nil
        }
        // The range lies within the buffer: it ends at the line's end.
        if first == UInt8(ascii: "{") {
            let object = buffer.withUnsafeBufferPointer { RequestObject(UnsafeBufferPointer(rebasing: $0[range])) }
            return Self.event(object.outcome, tag: object.tag, dialect: .json)
        }
        let line = buffer.withUnsafeBufferPointer { RequestLine(UnsafeBufferPointer(rebasing: $0[range])) }
        guard let count = line.bodyCount else { return Self.event(line.outcome, tag: line.tag, dialect: .text) }
        return event(of: line, bodyCount: count)
    }

    /// What a line with a counted body begins; nil where the body decides.
    private mutating func event(of line: RequestLine, bodyCount count: Int) -> Event? {
        guard count <= limits.body, case .success(let request) = line.outcome else {
            state = .skippingBody(count: count)
            let error = count > limits.body ? WireError.tooLarge("body", maximum: limits.body) : nil
            return Self.event(error.map { .failure($0) } ?? line.outcome, tag: line.tag, dialect: .text)
        }
        state = .body(request, count: count)
        return nil
    }

    private static func event(_ outcome: Result<Request, WireError>, tag: String?, dialect: Request.Dialect) -> Event {
        switch outcome {
        case .success(let request): .request(request)
        case .failure(let error): .refusal(Refusal(tag: tag, dialect: dialect, error: error))
        }
    }

    /// Comments may be of any length.
    private func refusalOfLongLine() -> Event? {
        let head = buffer[start...].prefix(min(limits.line, 2 * WireLimits.tagBytes))
        guard head.first != UInt8(ascii: "#") else { return nil }
        let isJSON = head.first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "{")
        let tag = isJSON ? nil : head.withUnsafeBufferPointer { RequestLine.tag(atStartOf: $0) }
        return .refusal(Refusal(tag: tag, dialect: isJSON ? .json : .text, error: .tooLarge("line", maximum: limits.line)))
    }

    /// Steps over the rest of a line; false when it is not all there.
    mutating func skipLine() -> Bool {
        guard let end = endOfLine() else {
            consume(waitingCount)
            return false
        }
        consume(end + 1 - start)
        state = .line
        return true
    }
}
