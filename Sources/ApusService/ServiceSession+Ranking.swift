import Apus
import ApusWire

extension ServiceSession {
    /// What a request wants hits to be ranked by, over what the index has; nil where it does not say.
    func ranking(_ request: Request, over usual: BM25) throws(WireError) -> BM25? {
        guard let bm25 = try BM25.Change(request)?.applied(to: usual) else { return nil }
        do throws(DocumentError) { try bm25.check() } catch { throw WireError(.badRequest, text: "\(error)") }
        return bm25
    }

    /// How a request wants words to score that are in several fields; nil where it does not say.
    func combination(_ request: Request) throws(WireError) -> FieldCombination? {
        guard let text = request[.combine] else { return nil }
        guard let combination = FieldCombination(text) else {
            throw WireError(
                .badRequest, text: "the option `combine` must be sum or bm25f[:FIELD=WEIGHT,…], weights from 0 to 1000")
        }
        return combination
    }

    /// `schema k1=… b=… combine=…`: at the next commit.
    func define(
        _ change: BM25.Change?, _ combination: FieldCombination?, _ request: Request, _ emit: (Record) -> Void
    ) throws(WireError) {
        emit(
            try self.change(request, bytes: 0) { (pending) throws(DocumentError) in
                if let change { try pending.define(change) }
                if let combination { try pending.define(combination) }
            })
    }
}

extension BM25.Change {
    /// What a request says of it; nil where it says nothing.
    init?(_ request: Request) throws(WireError) {
        self.init(k1: try request.number(.k1), b: try request.number(.b))
        if isEmpty { return nil }
    }
}
