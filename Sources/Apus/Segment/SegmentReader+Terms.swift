extension SegmentReader {
    /// Begins a walk over a field's terms that a pattern matches, behind a term.
    package func terms(
        ofField field: Int, _ automaton: TermAutomaton, after: [UInt8] = []
    ) throws(IndexError) -> TermMatches {
        do throws(CorruptBytes) { return try TermMatches(dictionary, field: own(field: field), automaton, after: after) } catch {
            throw .damaged(termsDamage(error))
        }
    }

    /// The entry of the walk's next term; nil at its end.
    package func next(_ matches: inout TermMatches) throws(IndexError) -> TermEntry? {
        do throws(CorruptBytes) { return try matches.next() } catch { throw .damaged(termsDamage(error)) }
    }
}
