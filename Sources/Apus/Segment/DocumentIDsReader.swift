/// Reads what `DocumentIDsWriter` wrote. Nothing is read at open but the last twelve bytes.
///
/// Bytes that it gives out are borrowed from the file and stay for as long as the reader lives.
package final class DocumentIDsReader: Sendable {
    package let documentCount: Int
    private let part: PartReader
    private let endsOffset: Int
    private let orderOffset: Int
    // Both borrow from `part`.
    nonisolated(unsafe) private let ids: ByteRuns
    nonisolated(unsafe) private let order: PackedIntegers<UInt32>

    package init(_ part: PartReader, documentCount: Int) throws(DamagedFile) {
        let tail = part.content.count - DocumentIDsWriter.tailBytes
        guard tail >= 0 else { throw part.damage(at: 0, "the content is shorter than its tail") }
        let idBytes = part.content.loadUnaligned(fromByteOffset: tail, as: UInt64.self).littleEndian
        let documents = part.content.loadUnaligned(fromByteOffset: tail + 8, as: UInt32.self).littleEndian
        guard documents == documentCount else {
            throw part.damage(at: tail + 8, "\(documents) documents, \(documentCount) expected")
        }
        let endBytes = ByteRuns.endBytes(idBytes)
        guard idBytes <= tail, Int(idBytes) + documentCount * (endBytes + 4) == tail else {
            throw part.damage(at: tail, "\(idBytes) bytes of \(documentCount) ids do not fill the file")
        }
        (self.part, self.documentCount) = (part, documentCount)
        endsOffset = Int(idBytes)
        orderOffset = endsOffset + documentCount * endBytes
        ids = ByteRuns(
            UnsafeRawBufferPointer(rebasing: part.content[..<endsOffset]),
            ends: UnsafeRawBufferPointer(rebasing: part.content[endsOffset..<orderOffset]))
        order = PackedIntegers(UnsafeRawBufferPointer(rebasing: part.content[orderOffset..<tail]))
    }

    /// The bytes of a document's id. O(1).
    package func bytes(of document: UInt32) throws(DamagedFile) -> UnsafeRawBufferPointer {
        guard Int(document) < documentCount else { throw part.damage(at: endsOffset, "there is no document \(document)") }
        guard let id = ids[Int(document)] else {
            throw part.damage(at: endsOffset, "the id of document \(document) is outside the ids")
        }
        return id
    }

    /// A document's id. O(1).
    package func id(of document: UInt32) throws(DamagedFile) -> String {
        String(decoding: try bytes(of: document), as: UTF8.self)
    }

    /// The last document of this id; nil when there is none. O(log documents).
    package func document(withID id: some Collection<UInt8>) throws(DamagedFile) -> UInt32? { try documents(withID: id).last }

    /// All documents of this id, ascending: more than one where a later one replaced an earlier. O(log documents).
    package func documents(withID id: some Collection<UInt8>) throws(DamagedFile) -> [UInt32] {
        try withUnsafeBytesTyped(of: Array(id)) { (id) throws(DamagedFile) in
            let first = try firstPlace(notBelow: id, from: 0)
            var found: [UInt32] = []
            for place in try first..<endPlace(ofID: id, from: first) { found.append(order[place]) }
            return found
        }
    }

    /// The document at a place in the order of ids.
    package func document(atPlace place: Int) -> UInt32 { order[place] }

    /// The first place in the order of ids, from `start` on, whose id is not below: doubling steps, then halving, so
    /// O(log distance) (Bentley and Yao 1976).
    func firstPlace(notBelow id: UnsafeRawBufferPointer, from start: Int) throws(DamagedFile) -> Int {
        func isBelow(_ place: Int) throws(DamagedFile) -> Bool { bytewiseOrder(try bytes(of: order[place]), id) < 0 }
        var (low, step) = (start, 1)
        while low + step <= documentCount, try isBelow(low + step - 1) {
            low += step
            step *= 2
        }
        return try partition(low..<min(low + step, documentCount)) { (place) throws(DamagedFile) in !(try isBelow(place)) }
    }

    /// The first place behind those of an id, which begin at `start` if there are any.
    func endPlace(ofID id: UnsafeRawBufferPointer, from start: Int) throws(DamagedFile) -> Int {
        var place = start
        while place < documentCount, bytewiseOrder(try bytes(of: order[place]), id) == 0 { place += 1 }
        return place
    }

    /// What is wrong when the order of ids does not name every document.
    var damagedOrder: DamagedFile { part.damage(at: orderOffset, "a document is missing in the order of ids") }

    /// Reads all ids and their order: ends ascend, the order is a permutation and ascends. O(documents).
    package func validate() throws(DamagedFile) {
        try validateEnds()
        var isListed = [Bool](repeating: false, count: documentCount)
        for place in 0..<documentCount {
            let document = order[place]
            let id = try bytes(of: document)
            guard String(validating: id, as: UTF8.self) != nil else {
                throw part.damage(at: 0, "the id of document \(document) is not UTF-8")
            }
            let isInOrder = place == 0 ? true : try isInOrder(order[place - 1], document)
            guard isInOrder, !isListed[Int(document)] else {
                throw part.damage(at: orderOffset + 4 * place, "document \(document) is out of the order of ids")
            }
            isListed[Int(document)] = true
        }
    }

    private func isInOrder(_ one: UInt32, _ other: UInt32) throws(DamagedFile) -> Bool {
        let direction = bytewiseOrder(try bytes(of: one), try bytes(of: other))
        return direction < 0 || direction == 0 && one < other
    }

    private func validateEnds() throws(DamagedFile) {
        var total = 0
        for document in 0..<UInt32(documentCount) { total += try bytes(of: document).count }
        guard total == endsOffset else { throw part.damage(at: endsOffset, "the ids have \(total) bytes, not \(endsOffset)") }
    }
}
