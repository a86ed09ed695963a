extension RequestDecoder {
    /// The request with its body, once body and line end are there; nil before.
    mutating func nextBody(of request: Request, count: Int) -> Event? {
        guard waitingCount > count else { return isFinished ? lastBody(of: request, count: count) : nil }
        let end = start + count
        var lineEnd = 1
        if buffer[end] == 0x0D {
            guard waitingCount > count + 1 || isFinished else { return nil }
            if waitingCount > count + 1, buffer[end + 1] == 0x0A { lineEnd = 2 }
        }
        guard buffer[end + lineEnd - 1] == 0x0A else {
            consume(count)
            state = .skippingLine
            return refusal(of: request, "a line end must follow the \(count) bytes of the body")
        }
        return event(of: request, count: count, lineEnd: lineEnd)
    }

    /// What there is when the connection ends within or right after a body.
    private mutating func lastBody(of request: Request, count: Int) -> Event? {
        guard waitingCount < count else { return event(of: request, count: count, lineEnd: 0) }
        let arrived = waitingCount
        consume(arrived)
        state = .line
        return refusal(of: request, "the connection ended after \(arrived) of the \(count) bytes of the body")
    }

    private mutating func event(of request: Request, count: Int, lineEnd: Int) -> Event {
        var request = request
        request.body = Array(buffer[start..<start + count])
        consume(count + lineEnd)
        state = .line
        return .request(request)
    }

    private func refusal(of request: Request, _ text: String) -> Event {
        .refusal(Refusal(tag: request.tag, dialect: request.dialect, error: WireError(.badRequest, text: text)))
    }

    /// Steps over what is there of a body; false when it is not all there.
    mutating func skipBody(_ count: Int) -> Bool {
        let step = min(count, waitingCount)
        consume(step)
        state = step == count ? .skippingLine : .skippingBody(count: count - step)
        return step == count
    }
}
