/// Turns documents into segments on several threads, in an order that does not depend on the threads.
///
/// The input is cut by size into runs; a run goes to one thread, which makes one segment of it, or several where its memory
/// fills before. Segments come out in the order of their runs, and in a run in the order in which they were made.
final class InversionPipeline: @unchecked Sendable {
    // `producer` state is touched by the one thread that adds; `outcome` is guarded; builders belong to their threads.
    private let storage: any Storage
    private let analyzer: Analyzer
    private let threads: Int
    private let budget: Int
    private let pairs: PairOptions
    private let runBytes: Int
    private var workers: [WorkerThread] = []
    private var queues: [BlockingQueue<Parcel>] = []
    private var inlineBuilder: SegmentBuilder?
    private var run = 0
    private var bytesInRun = 0
    private var parcel: [AdmittedDocument] = []
    private var parcelBytes = 0
    private let outcome = Locked(Outcome())

    private static let parcelLimit = 256 << 10
    private static let largestRun = 32 << 20

    private struct Parcel: Sendable {
        var run: Int
        var documents: [AdmittedDocument]
    }

    /// A segment that was made, and where it belongs.
    struct Made: Sendable {
        var run: Int
        var place: Int
        var record: SegmentRecord
        /// Documents that a later one of the same segment replaced.
        var replaced: [UInt32]
    }

    private struct Outcome {
        var made: [Made] = []
        var failure: IndexError?
    }

    init(storage: any Storage, analyzer: Analyzer, threads: Int, memory: Int, pairs: PairOptions) {
        self.storage = storage
        self.analyzer = analyzer
        self.threads = threads
        self.pairs = pairs
        runBytes = min(Self.largestRun, memory / 8)
        budget = threads > 1 ? (memory - 2 * runBytes) / threads : memory
    }

    /// Adds the next document; waits while the threads are behind.
    func add(_ document: AdmittedDocument) throws(IndexError) {
        try throwFailure()
        guard threads > 1 else { return try addInline(document) }
        let weight = document.weight
        parcel.append(document)
        parcelBytes += weight
        bytesInRun += weight
        if parcelBytes >= Self.parcelLimit { send() }
        if bytesInRun >= runBytes {
            send()
            run += 1
            bytesInRun = 0
        }
    }

    /// Waits until all that was added is in segments, and gives them in order.
    func finish() throws(IndexError) -> [Made] {
        send()
        for queue in queues { queue.close() }
        for worker in workers { worker.join() }
        workers = []
        try throwFailure()
        if let builder = inlineBuilder { flush(builder, run: 0) }
        try throwFailure()
        return outcome.withLock { $0.made.sorted { ($0.run, $0.place) < ($1.run, $1.place) } }
    }

    /// Gives the segments away, to a commit that may name them on disk whatever becomes of it: `abandon` leaves their files alone.
    func release() { outcome.withLock { $0.made = [] } }

    /// Stops the threads and forgets what they made.
    func abandon() {
        outcome.withLock { if $0.failure == nil { $0.failure = .poisoned("the commit was given up") } }
        for queue in queues { queue.close() }
        for worker in workers { worker.join() }
        inlineBuilder?.abandon()
        for made in outcome.withLock({ $0.made }) {
            for name in made.record.fileNames { try? storage.remove(name) }
        }
    }

    private func throwFailure() throws(IndexError) {
        if let failure = outcome.withLock({ $0.failure }) { throw failure }
    }

    private func addInline(_ document: AdmittedDocument) throws(IndexError) {
        let builder =
            inlineBuilder ?? SegmentBuilder(number: 0, storage: storage, analyzer: analyzer, memory: budget, pairs: pairs)
        inlineBuilder = builder
        take(Parcel(run: 0, documents: [document]), builder)
        try throwFailure()
    }

    private func send() {
        guard !parcel.isEmpty else { return }
        if workers.isEmpty { start() }
        queues[run % threads].add(Parcel(run: run, documents: parcel), weight: parcelBytes)
        parcel = []
        parcelBytes = 0
    }

    private func start() {
        for number in 0..<threads {
            let queue = BlockingQueue<Parcel>(limit: runBytes)
            queues.append(queue)
            workers.append(WorkerThread { [self] in work(on: queue, number: number) })
        }
    }

    private func work(on queue: BlockingQueue<Parcel>, number: Int) {
        let builder = SegmentBuilder(number: number, storage: storage, analyzer: analyzer, memory: budget, pairs: pairs)
        var current = -1
        while let parcel = queue.next() {
            guard outcome.withLock({ $0.failure == nil }) else { continue }
            if parcel.run != current {
                flush(builder, run: current)
                current = parcel.run
            }
            take(parcel, builder)
        }
        if outcome.withLock({ $0.failure == nil }) { flush(builder, run: current) } else { builder.abandon() }
    }

    /// What fails in the middle of a document leaves a part of it in the builder, so nothing that comes later may be committed either.
    private func take(_ parcel: Parcel, _ builder: SegmentBuilder) {
        for document in parcel.documents {
            do throws(IndexError) { try builder.add(document) } catch {
                return outcome.withLock { $0.failure = $0.failure ?? error }
            }
            if builder.usedBytes >= budget { flush(builder, run: parcel.run) }
        }
    }

    private func flush(_ builder: SegmentBuilder, run: Int) {
        let replaced = builder.replaced
        do throws(IndexError) {
            guard let record = try builder.flush() else { return }
            outcome.withLock { $0.made.append(Made(run: run, place: $0.made.count, record: record, replaced: replaced)) }
        } catch {
            outcome.withLock { $0.failure = $0.failure ?? error }
        }
    }
}
