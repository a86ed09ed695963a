import Glibc

/// One client of a crowd.
final class CrowdMember {
    private let client: SocketLines
    /// What is sent at once: pieces of whole lines.
    private let pieces: [[UInt8]]
    private let ahead: Int
    private var next: Int
    private var begin = 0.0
    private var end = 0.0
    /// How long the answers to each piece took, in microseconds.
    private(set) var times: [Double] = []

    init(_ client: SocketLines, _ lines: [[UInt8]], _ ahead: Int, from first: Int) {
        self.client = client
        self.ahead = ahead
        pieces = lines.indices.map { start in Array((0..<ahead).map { lines[(start + $0) % lines.count] }.joined()) }
        next = first * 37
    }

    /// Its thread, which waits until `begin`; `times` may be read once that has ended.
    func start(from begin: Double, until end: Double) -> pthread_t {
        (self.begin, self.end) = (begin, end)
        times.reserveCapacity(1 << 16)
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<CrowdMember>.fromOpaque(context).takeUnretainedValue().run() }
                return nil
            }, Unmanaged.passUnretained(self).toOpaque())
        precondition(code == 0, "the system has no thread left")
        return thread
    }

    private func run() {
        usleep(UInt32(max(0, begin - Figures.microseconds())))
        var now = Figures.microseconds()
        while now < end {
            do {
                try client.send(pieces[next % pieces.count])
                for _ in 0..<ahead { try client.skipReply() }
            } catch { return }
            next += ahead
            let answered = Figures.microseconds()
            times.append(answered - now)
            now = answered
        }
    }
}
