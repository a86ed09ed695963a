extension SegmentReader {
    /// Different terms, without those that say where sentences of these text fields begin. O(fields · log terms).
    func wordTermCount(textFields: [Int]) -> Int {
        textFields.reduce(dictionary.termCount) { count, field in
            let terms = [BoundaryField.sentence, BoundaryField.paragraph]
            return count - terms.count { (try? entry(field: BoundaryField.number(of: field), term: $0)) != nil }
        }
    }

    /// Begins a walk over a field's terms that a pattern matches, behind a term.
    package func terms(
        ofField field: Int, _ automaton: TermAutomaton, after: [UInt8] = []
    ) throws(IndexError) -> TermMatches {
        do throws(CorruptBytes) { return try TermMatches(dictionary, field: field, automaton, after: after) } catch {
            throw .damaged(termsDamage(error))
        }
    }

    /// The entry of the walk's next term; nil at its end, and where `goesOn`, asked once a block, says no.
    package func next(_ matches: inout TermMatches, while goesOn: () -> Bool) throws(IndexError) -> TermEntry? {
        do throws(CorruptBytes) { return try matches.next(while: goesOn) } catch { throw .damaged(termsDamage(error)) }
    }
}
