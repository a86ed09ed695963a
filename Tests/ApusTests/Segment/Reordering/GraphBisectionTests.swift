import Testing

@testable import Apus

@Suite("Recursive graph bisection")
struct GraphBisectionTests {
    /// Documents of several topics that take turns; each has the words of its topic, some of its own and some that all have.
    private static func index(documents: Int, topics: Int, seed: UInt64) -> ForwardIndex {
        var random = SeededRandom(seed: seed)
        let words = 20
        let texts = (0..<documents).map { document -> [UInt32] in
            let topic = document % topics
            let own = (0..<words).filter { _ in Int.random(in: 0..<3, using: &random) > 0 }.map { UInt32(topic * words + $0) }
            let common = (0..<words).filter { _ in Bool.random(using: &random) }.map { UInt32(topics * words + $0) }
            return own + common
        }
        let index = ForwardIndex(counts: texts.map { UInt32($0.count) }, termCount: (topics + 1) * words)
        for (document, text) in texts.enumerated() {
            for term in text { #expect(index.append(term, to: UInt32(document))) }
        }
        return index
    }

    private static func order(_ index: ForwardIndex, threads: Int = 1) throws -> [UInt32] {
        let bisection = GraphBisection(
            index,
            fork: { one, other in
                let thread = WorkerThread(one)
                other()
                thread.join()
            }, isCancelled: { false })
        return try bisection.run(threads: threads)
    }

    private static let oneByOne: GraphBisection.Fork = { one, other in
        one()
        other()
    }

    @Test("Documents of a topic come to lie together")
    func topics() throws {
        let order = try Self.order(Self.index(documents: 512, topics: 4, seed: 1))
        #expect(order.sorted() == Array(0..<512))
        let changes = zip(order, order.dropFirst()).count { $0 % 4 != $1 % 4 }
        #expect(changes < 16)
    }

    @Test("Whatever the threads, the order is the same", arguments: [0, 1, 31, 32, 33, 1000, 5000])
    func threads(documents: Int) throws {
        let alone = try Self.order(Self.index(documents: documents, topics: 7, seed: 2))
        #expect(alone.sorted() == Array(0..<UInt32(documents)))
        for threads in [2, 3, 8] {
            #expect(try Self.order(Self.index(documents: documents, topics: 7, seed: 2), threads: threads) == alone)
        }
    }

    @Test("Documents that nothing tells apart keep their order")
    func alike() throws {
        for counts in [[UInt32](repeating: 0, count: 200), [UInt32](repeating: 3, count: 200)] {
            let index = ForwardIndex(counts: counts, termCount: 3)
            for document in 0..<UInt32(200) {
                for term in 0..<counts[Int(document)] { #expect(index.append(term, to: document)) }
            }
            #expect(try Self.order(index) == Array(0..<200))
        }
    }

    @Test("It stops when it is asked to")
    func cancelled() throws {
        let bisection = GraphBisection(
            Self.index(documents: 3000, topics: 3, seed: 3), fork: Self.oneByOne, isCancelled: { true })
        #expect(throws: MergeCancelled.self) { try bisection.run(threads: 1) }
    }

    @Test("A document takes no more terms than there is room for")
    func room() {
        let index = ForwardIndex(counts: [1, 0], termCount: 2)
        #expect(index.append(1, to: 0))
        #expect(!index.append(0, to: 0))
        #expect(!index.append(0, to: 1))
        #expect(Array(index.terms(of: 0)) == [1])
    }
}
