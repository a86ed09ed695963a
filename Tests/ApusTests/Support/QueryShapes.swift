@testable import Apus

/// A query of every shape that is executed, over the words of a corpus: what is run against damaged bytes.
enum QueryShapes {
    /// - Parameters:
    ///   - words: at least three of the field `text`.
    ///   - ids: of documents that there were.
    static func all(_ words: [String], ids: [String]) -> [(request: SearchRequest, id: String)] {
        let (one, two, three) = (words[0], words[1], words[2])
        let queries = [
            "*", one, "\(one) \(two) \(three)", "+\(one) +\(two)", "+\(one) \(two)", "\(one) -\(two)", "-\(one)",
            "\"\(one) \(two)\"", "\"\(one) \(two) \(three)\"", "\"\(one) \(one)\"", "+\"\(one) \(two)\" \(three)",
            "(\(one) OR \"\(two) \(three)\") AND NOT \(three)", "\"\(one) \(two)\" \"\(two) \(three)\"",
            "text:\(one)^2 year:2003",
            "topic:grain", "nothing",
        ]
        return queries.enumerated().map { place, query in
            var request = SearchRequest(query, limit: place % 3 == 0 ? 1000 : 5)
            request.total = [.exact, .bounded, .none][place % 3]
            request.fields = place % 2 == 0 ? ["*"] : nil
            return (request, ids.isEmpty ? "" : ids[place % ids.count])
        }
    }

    /// Asks them all, and gets documents; what is thrown must be the word for damage. Returns how many were answered whole.
    static func ask(_ shapes: [(request: SearchRequest, id: String)], of storage: any Storage, _ options: IndexOptions) throws
        -> Int
    {
        let snapshot: Snapshot
        do { snapshot = try Index(storage: storage, options: options).snapshot() } catch {
            try expectDamage(error)
            return 0
        }
        var whole = 0
        for shape in shapes {
            do { whole += try snapshot.search(shape.request).partial == nil ? 1 : 0 } catch { try expectDamage(error) }
            do { _ = try snapshot.count(shape.request) } catch { try expectDamage(error) }
            do { _ = try snapshot.document(id: shape.id) } catch { try expectDamage(error) }
        }
        return whole
    }

    /// Rethrows what is no word for damage, or for another version or analyser.
    static func expectDamage(_ error: any Error) throws {
        switch error {
        case SearchError.damaged, IndexError.damaged, IndexError.missing, IndexError.newer, IndexError.older, IndexError.analyzer:
            return
        case SearchError.index(let error): try expectDamage(error)
        default: throw error
        }
    }
}
