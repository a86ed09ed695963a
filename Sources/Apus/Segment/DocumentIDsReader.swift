/// Reads what `DocumentIDsWriter` wrote. Nothing is read at open but the last eight bytes.
package final class DocumentIDsReader: Sendable {
    package let documentCount: Int
    private let part: PartReader
    private let tableOffset: Int

    package init(_ part: PartReader, documentCount: Int) throws(DamagedFile) {
        let table = try part.closingTable(stride: DocumentIDsLayout.entryBytes, documents: documentCount)
        guard table.entries.count == documentCount * DocumentIDsLayout.entryBytes else {
            throw part.damage(at: table.offset, "there is not one id a document")
        }
        (self.part, self.documentCount, tableOffset) = (part, documentCount, table.offset)
    }

    private var ends: PackedIntegers<UInt32> { integers(from: tableOffset) }
    private var order: PackedIntegers<UInt32> { integers(from: tableOffset + 4 * documentCount) }

    private func integers(from offset: Int) -> PackedIntegers<UInt32> {
        PackedIntegers(UnsafeRawBufferPointer(rebasing: part.content[offset..<offset + 4 * documentCount]))
    }

    /// The bytes of a document's id, borrowed from the file.
    package func bytes(of document: UInt32) throws(DamagedFile) -> UnsafeBufferPointer<UInt8> {
        guard Int(document) < documentCount else { throw part.damage(at: tableOffset, "there is no document \(document)") }
        let ends = self.ends
        let start = document == 0 ? 0 : Int(ends[Int(document) - 1])
        let end = Int(ends[Int(document)])
        guard start <= end, end <= tableOffset else {
            throw part.damage(at: tableOffset + 4 * Int(document), "the id of document \(document) is outside the ids")
        }
        return UnsafeRawBufferPointer(rebasing: part.content[start..<end]).assumingMemoryBound(to: UInt8.self)
    }

    package func id(of document: UInt32) throws(DamagedFile) -> String {
        String(decoding: try bytes(of: document), as: UTF8.self)
    }

    /// The last document of this id; nil when there is none.
    package func document(withID id: some Collection<UInt8>) throws(DamagedFile) -> UInt32? { try documents(withID: id).last }

    /// All documents of this id, ascending: more than one where a later one replaced an earlier.
    package func documents(withID id: some Collection<UInt8>) throws(DamagedFile) -> [UInt32] {
        try Array(id).withUnsafeBufferPointerTyped { (id) throws(DamagedFile) in
            var place = try firstPlace(notBelow: id, from: 0)
            var found: [UInt32] = []
            while place < documentCount {
                let document = order[place]
                guard TermDictionaryReader.compare(try bytes(of: document), id) == 0 else { break }
                found.append(document)
                place += 1
            }
            return found
        }
    }

    /// The documents of an older segment whose ids occur here. O(s · log l) for the smaller and the larger segment.
    package func duplicates(in older: DocumentIDsReader) throws(DamagedFile) -> [UInt32] {
        var found: [UInt32] = []
        let isSmaller = documentCount <= older.documentCount
        let (few, many) = isSmaller ? (self, older) : (older, self)
        var place = 0
        let order = few.order
        for index in 0..<few.documentCount {
            let id = try few.bytes(of: order[index])
            place = try many.firstPlace(notBelow: id, from: place)
            var next = place
            while next < many.documentCount, TermDictionaryReader.compare(try many.bytes(of: many.order[next]), id) == 0 {
                if isSmaller { found.append(many.order[next]) }
                next += 1
            }
            if !isSmaller, next > place { found.append(order[index]) }
        }
        return found
    }

    /// The first place in the order of ids, from `start` on, whose id is not below: doubling steps, then halving.
    private func firstPlace(notBelow id: UnsafeBufferPointer<UInt8>, from start: Int) throws(DamagedFile) -> Int {
        let order = self.order
        func isBelow(_ place: Int) throws(DamagedFile) -> Bool {
            TermDictionaryReader.compare(try bytes(of: order[place]), id) < 0
        }
        var (low, step) = (start, 1)
        while low + step <= documentCount, try isBelow(low + step - 1) {
            low += step
            step *= 2
        }
        return try partition(low..<min(low + step, documentCount)) { (place) throws(DamagedFile) in !(try isBelow(place)) }
    }

    /// Reads all ids and their order.
    package func validate() throws(DamagedFile) {
        var last: UInt32?
        let order = self.order
        for place in 0..<documentCount {
            let document = order[place]
            let id = try bytes(of: document)
            guard String(validating: id, as: UTF8.self) != nil else { throw part.damage(at: Int(document), "an id is not UTF-8") }
            if let last {
                let direction = TermDictionaryReader.compare(try bytes(of: last), id)
                guard direction < 0 || (direction == 0 && last < document) else {
                    throw part.damage(at: tableOffset + 4 * (documentCount + place), "the ids are out of order")
                }
            }
            last = document
        }
    }
}
