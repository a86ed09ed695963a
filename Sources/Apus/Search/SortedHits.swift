/// The first documents in a sort order: a binary heap with the last of them at its root.
///
/// What documents are compared by stands in one array, so many numbers a document (`SortedSegment.value`). Keywords of different
/// segments, and ids, are compared by their bytes, which are looked at only where all before is equal.
final class SortedHits {
    private struct Entry {
        var segment: Int
        var document: UInt32
        var score: Float
    }

    /// Where the candidate is put together.
    private static let candidate = 0

    let order: SortOrder
    private let capacity: Int
    /// The keys before the first that needs a score or an id.
    private let fieldCount: Int
    private var segments: [SortedSegment] = []
    private var entries: [Entry] = [Entry(segment: 0, document: 0, score: 0)]
    private var values: [UInt64]
    private var heap: [Int] = []

    init(_ order: SortOrder, capacity: Int) {
        (self.order, self.capacity) = (order, capacity)
        fieldCount = order.keys.firstIndex { $0.source == .score || $0.source == .id } ?? order.keys.count
        values = [UInt64](repeating: 0, count: order.keys.count)
    }

    var count: Int { heap.count }

    /// Begins the next segment: its number is how many came before.
    func begin(_ segment: SortedSegment) { segments.append(segment) }

    /// A document whose first key is above this cannot be among the first any more; `.max` as long as every one can.
    var firstKeyLimit: UInt64 {
        guard heap.count == capacity, let last = heap.first, case .number = order.keys[0].source else { return .max }
        return values[last * order.keys.count]
    }

    /// Puts a document of the last segment together, as far as its fields go, and says whether it can be among the first.
    func offer(_ document: UInt32) throws(DamagedFile) -> Bool {
        guard capacity > 0 else { return false }
        let segment = segments.count - 1
        entries[Self.candidate] = Entry(segment: segment, document: document, score: 0)
        for key in order.keys.indices { values[key] = try segments[segment].value(ofKey: key, document: document) }
        guard heap.count == capacity else { return true }
        return try compare(Self.candidate, heap[0], keys: 0..<fieldCount) <= 0
    }

    /// Gives the document that was offered its score.
    func score(_ score: Float) {
        entries[Self.candidate].score = score
        for (key, definition) in order.keys.enumerated() where definition.source == .score {
            values[key] = SortedSegment.value(ofScore: score, isDescending: definition.isDescending)
        }
    }

    /// Whether the document that was offered and scored comes behind a place.
    func isBehind(_ place: [SortPlaceValue]) throws(DamagedFile) -> Bool {
        let entry = entries[Self.candidate]
        for (key, definition) in order.keys.enumerated() {
            let direction: Int
            switch (definition.source, place[key]) {
            case (.keyword, .bytes(let word)):
                direction =
                    values[key] == SortedSegment.missing
                    ? 1 : Self.turned(try Self.order(segments[entry.segment].word(ofKey: key, values[key]), word), definition)
            case (.id, .bytes(let id)):
                direction = Self.turned(try Self.order(segments[entry.segment].id(of: entry.document), id), definition)
            case (_, .number(let number)): direction = values[key] == number ? 0 : values[key] < number ? -1 : 1
            case (_, .bytes): direction = 1
            }
            if direction != 0 { return direction > 0 }
        }
        return false
    }

    /// Keeps the document that was offered and scored if it is among the first. O(log capacity).
    func add() throws(DamagedFile) {
        if heap.count < capacity {
            entries.append(entries[Self.candidate])
            values += values[..<order.keys.count]
            heap.append(entries.count - 1)
            return try siftUp()
        }
        guard let last = heap.first, try compare(Self.candidate, last) < 0 else { return }
        entries[last] = entries[Self.candidate]
        for key in order.keys.indices { values[last * order.keys.count + key] = values[key] }
        try siftDown(heap.count)
    }

    /// The documents in order: segment, number in it, score. Where there is no time for all, the `few` first ones. The heap is used up.
    /// O(n log n), or O(n log few).
    func ranked(until deadline: Deadline, few: Int) throws(DamagedFile) -> [(segment: Int, document: UInt32, score: Float)] {
        var left = heap.count
        while left > 1 {
            if left > few, deadline.passes() {
                try keepFirst(few, of: left)
                left = few
                if left == 0 { break }
            }
            left -= 1
            heap.swapAt(0, left)
            try siftDown(left)
        }
        return heap.map { (entries[$0].segment, entries[$0].document, entries[$0].score) }
    }

    /// Leaves a heap of the `few` first documents among the first `count` places of the heap. O(count log few).
    private func keepFirst(_ few: Int, of count: Int) throws(DamagedFile) {
        let rest = heap[few..<count]
        // What a heap begins with is a heap.
        heap.removeSubrange(few...)
        guard few > 0 else { return }
        for slot in rest where try compare(slot, heap[0]) < 0 {
            heap[0] = slot
            try siftDown(few)
        }
    }

    /// What a kept document is ordered by, to go on behind it.
    func place(ofRank rank: Int) throws(DamagedFile) -> [SortPlaceValue] {
        let slot = heap[rank]
        let entry = entries[slot]
        var place: [SortPlaceValue] = []
        for (key, definition) in order.keys.enumerated() {
            let value = values[slot * order.keys.count + key]
            switch definition.source {
            case .keyword where value != SortedSegment.missing:
                place.append(.bytes(Array(try segments[entry.segment].word(ofKey: key, value))))
            case .id: place.append(.bytes(Array(try segments[entry.segment].id(of: entry.document))))
            default: place.append(.number(value))
            }
        }
        return place
    }

    // MARK: Order

    /// Below 0 where one document comes first.
    private func compare(_ one: Int, _ other: Int, keys: Range<Int>? = nil) throws(DamagedFile) -> Int {
        let stride = order.keys.count
        for key in keys ?? 0..<stride {
            let (left, right) = (values[one * stride + key], values[other * stride + key])
            let direction: Int
            switch order.keys[key].source {
            case .number, .score, .index: direction = left == right ? 0 : left < right ? -1 : 1
            case .keyword: direction = try compareWords(key, (one, left), (other, right))
            case .id: direction = Self.turned(bytewiseOrder(try id(one), try id(other)), order.keys[key])
            }
            if direction != 0 { return direction }
        }
        return 0
    }

    private func compareWords(_ key: Int, _ one: (slot: Int, word: UInt64), _ other: (slot: Int, word: UInt64))
        throws(DamagedFile)
        -> Int
    {
        let (left, right) = (entries[one.slot].segment, entries[other.slot].segment)
        if one.word == SortedSegment.missing || other.word == SortedSegment.missing || left == right {
            if one.word == other.word { return 0 }
            if one.word == SortedSegment.missing { return 1 }
            if other.word == SortedSegment.missing { return -1 }
            return Self.turned(one.word < other.word ? -1 : 1, order.keys[key])
        }
        let words = (try segments[left].word(ofKey: key, one.word), try segments[right].word(ofKey: key, other.word))
        return Self.turned(bytewiseOrder(words.0, words.1), order.keys[key])
    }

    private func id(_ slot: Int) throws(DamagedFile) -> UnsafeRawBufferPointer {
        try segments[entries[slot].segment].id(of: entries[slot].document)
    }

    private static func turned(_ direction: Int, _ key: SortOrder.Key) -> Int { key.isDescending ? -direction : direction }

    private static func order(_ one: UnsafeRawBufferPointer, _ other: [UInt8]) -> Int {
        other.withUnsafeBytes { bytewiseOrder(one, $0) }
    }

    // MARK: Heap

    private func siftUp() throws(DamagedFile) {
        var place = heap.count - 1
        while place > 0 {
            let parent = (place - 1) / 2
            guard try compare(heap[parent], heap[place]) < 0 else { return }
            heap.swapAt(parent, place)
            place = parent
        }
    }

    /// Among the first `count` of the heap.
    private func siftDown(_ count: Int) throws(DamagedFile) {
        var place = 0
        while 2 * place + 1 < count {
            var child = 2 * place + 1
            if child + 1 < count, try compare(heap[child], heap[child + 1]) < 0 { child += 1 }
            guard try compare(heap[place], heap[child]) < 0 else { return }
            heap.swapAt(place, child)
            place = child
        }
    }
}

/// What one key of a cursor says: a number, or the bytes of a keyword or an id.
enum SortPlaceValue: Equatable, Sendable {
    case number(UInt64)
    case bytes([UInt8])
}
