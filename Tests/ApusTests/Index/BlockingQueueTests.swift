import Testing

@testable import Apus

@Suite("A queue between threads")
struct BlockingQueueTests {
    private final class Parcel: Sendable {}

    @Test("First in, first out, and nothing more once it is closed")
    func order() {
        let queue = BlockingQueue<Int>(limit: 100)
        var taken: [Int] = []
        for number in 0..<50 {
            queue.add(number, weight: 1)
            if number % 3 == 0, let next = queue.next() { taken.append(next) }
        }
        queue.close()
        while let next = queue.next() { taken.append(next) }
        #expect(taken == Array(0..<50))
        #expect(queue.next() == nil)
    }

    @Test("What was taken is let go, though the queue is never empty")
    func memory() {
        let queue = BlockingQueue<Parcel>(limit: 100)
        weak var first: Parcel?
        do {
            let parcel = Parcel()
            first = parcel
            queue.add(parcel, weight: 1)
        }
        for _ in 0..<3 { queue.add(Parcel(), weight: 1) }
        #expect(first != nil)
        _ = queue.next()
        #expect(first == nil)
    }
}
