/// One line of the text dialect, taken apart.
///
///     request = [ "@" tag SP ] verb *( SP option ) [ SP "--" ] [ SP tail ]
///     option  = key "=" value                   ; value: bare, or "quoted" with \" \\ \t \n \r \xHH
///     tail    = the raw rest                    ; or only after add: "{" n "}", a counted body
struct RequestLine {
    /// Known as soon as it could be read, so that an error can carry it.
    var tag: String?
    var outcome: Result<Request, WireError>
    /// How many bytes of body follow the line, also where the line is refused otherwise.
    var bodyCount: Int?

    init(_ line: UnsafeBufferPointer<UInt8>) {
        var parser = RequestLineParser(line)
        do throws(WireError) {
            let request = try parser.request()
            bodyCount = request.verb == .add ? BodyCount.of(request.tail) : nil
            outcome = .success(request)
        } catch {
            bodyCount = parser.verb == .add ? BodyCount.atEnd(of: line) : nil
            outcome = .failure(error)
        }
        if bodyCount != nil, case .success(var request) = outcome {
            request.tail = []
            outcome = .success(request)
        }
        tag = parser.tag
    }

    /// The tag of a line of which only the beginning is there.
    static func tag(atStartOf line: UnsafeBufferPointer<UInt8>) -> String? {
        var parser = RequestLineParser(line)
        try? parser.readTag()
        return parser.tag
    }
}

/// `{n}`: how many bytes follow.
enum BodyCount {
    /// The count when `tail` is just that; a number beyond 64 bits is the largest there is. `{n}` is never JSON.
    static func of(_ tail: some BidirectionalCollection<UInt8>) -> Int? {
        guard tail.count >= 3, tail.first == UInt8(ascii: "{"), tail.last == UInt8(ascii: "}") else { return nil }
        var count = 0
        for byte in tail.dropFirst().dropLast() {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            let (tenfold, isTooLarge) = count.multipliedReportingOverflow(by: 10)
            let (sum, isSumTooLarge) = tenfold.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            count = isTooLarge || isSumTooLarge ? .max : sum
        }
        return count
    }

    /// The count when the last word of a line is one.
    static func atEnd(of line: UnsafeBufferPointer<UInt8>) -> Int? {
        of(line.suffix(24).reversed().prefix { $0 != UInt8(ascii: " ") }.reversed())
    }
}
