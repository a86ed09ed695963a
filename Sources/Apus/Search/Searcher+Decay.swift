import Glibc

extension Searcher {
    /// A request's decay with its field, and numbers in milliseconds.
    struct Decay {
        var field: Int
        var origin: Int64
        var halfLife: Double

        func inSegment(_ segment: SegmentReader) throws(SearchError) -> ScoreDecay {
            do throws(IndexError) {
                return try ScoreDecay(segment, field: field, origin: origin, halfLife: halfLife)
            } catch { throw SearchError(error) }
        }
    }

    /// The decay that is asked for; nil where none is.
    func decay() throws(SearchError) -> Decay? {
        guard let asked = request.decay else { return nil }
        guard let field = snapshot.schema.number(of: asked.field) else {
            throw RecencyDecay.mistake("there is no field “\(asked.field)”")
        }
        let type = snapshot.schema.fields[field].type
        guard type == .date else { throw RecencyDecay.mistake("“\(asked.field)” is a \(type.name) field, not one of dates") }
        guard asked.halfLife > .zero else { throw RecencyDecay.mistake("the half-life must be above 0") }
        guard asked.origin != nil || request.after == nil else {
            throw RecencyDecay.mistake("a page behind another needs the origin that the first had")
        }
        let (seconds, attoseconds) = asked.halfLife.components
        return Decay(
            field: field, origin: asked.origin?.milliseconds ?? decayOrigin ?? Self.now(),
            halfLife: Double(seconds) * 1000 + Double(attoseconds) / 1e15)
    }

    /// Milliseconds since 1970.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
