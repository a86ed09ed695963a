/// Ranges and `field:*`: sets of documents, each of which adds its weight.
extension QueryPlanner {
    /// A field that is no text holds whole values: they are met as they are written.
    mutating func value(
        _ text: String, of query: Query, field: Int, _ definition: FieldDefinition, boost: Double
    ) throws(SearchError) -> QueryPlan.Node? {
        if definition.type == .keyword {
            return .term(term(KeywordTerm.bytes(text), field: field, isText: false), boost: boost)
        }
        guard let values = typedValues(text, of: query, definition) else { return .nothing }
        // A day is a range of instants.
        guard values.lowerBound == values.upperBound else {
            return set(ColumnRangeSet(field: field, values: values), boost: boost)
        }
        return .term(term(ColumnValue(bits: values.lowerBound).termBytes, field: field, isText: false), boost: boost)
    }

    /// Documents with a value between two bounds in any of the fields.
    mutating func range(_ range: Query.Range, of query: Query, _ scope: Scope) -> QueryPlan.Node {
        var nodes: [QueryPlan.Node] = []
        for field in scope.fields {
            let definition = snapshot.schema.fields[field]
            let set: (any DocumentSet)? =
                switch definition.type {
                case .text: termRange(range, of: query, field: field, definition)
                case .keyword: Self.keywordRange(range, field: field)
                case .number, .boolean, .date: columnRange(range, of: query, field: field, definition)
                }
            if let set { nodes.append(self.set(set, boost: scope.boost)) }
        }
        return .anyOf(nodes)
    }

    /// Documents that have any of the fields.
    mutating func exists(_ scope: Scope) -> QueryPlan.Node {
        var nodes: [QueryPlan.Node] = []
        for field in scope.fields {
            let isText = snapshot.schema.fields[field].type == .text
            nodes.append(set(ExistenceSet(field: field, isText: isText), boost: scope.boost))
        }
        return .anyOf(nodes)
    }

    /// A set of documents as a node of the plan.
    mutating func set(_ set: any DocumentSet, boost: Double) -> QueryPlan.Node {
        plan.sets.append(set)
        return .set(plan.sets.count - 1, boost: boost)
    }

    /// The values that a text stands for in a field with a column: a year, a month or a day is many instants, all else one value. Warns
    /// and gives nil where it is none of the field's type.
    mutating func typedValues(_ text: String, of query: Query, _ definition: FieldDefinition) -> ClosedRange<UInt64>? {
        if definition.type == .date {
            if let period = DatePeriod(text)?.milliseconds {
                return ColumnValue(milliseconds: period.lowerBound).bits...ColumnValue(milliseconds: period.upperBound).bits
            }
        } else if let value = TypedText.value(text, type: definition.type),
            let bits = ColumnValue(value, type: definition.type)?.bits
        {
            return bits...bits
        }
        warn("value", "“\(text)” is no \(definition.type.name), as “\(definition.name)” holds", query)
        return nil
    }

    // MARK: Types

    /// An included bound takes in all values that its text stands for, an excluded one leaves all of them out.
    private mutating func columnRange(
        _ range: Query.Range, of query: Query, field: Int, _ definition: FieldDefinition
    ) -> ColumnRangeSet? {
        var (least, greatest) = (UInt64.min, UInt64.max)
        if let lower = range.lower {
            guard let values = typedValues(lower, of: query, definition) else { return nil }
            if !range.includesLower, values.upperBound == .max { return nil }
            least = range.includesLower ? values.lowerBound : values.upperBound + 1
        }
        if let upper = range.upper {
            guard let values = typedValues(upper, of: query, definition) else { return nil }
            if !range.includesUpper, values.lowerBound == 0 { return nil }
            greatest = range.includesUpper ? values.upperBound : values.lowerBound - 1
        }
        return least <= greatest ? ColumnRangeSet(field: field, values: least...greatest) : nil
    }

    private static func keywordRange(_ range: Query.Range, field: Int) -> KeywordRangeSet {
        KeywordRangeSet(
            field: field, lower: range.lower.map { Array($0.utf8) }, upper: range.upper.map { Array($0.utf8) },
            includesLower: range.includesLower, includesUpper: range.includesUpper)
    }

    /// In a text field a bound is a word, folded as words are.
    private mutating func termRange(
        _ range: Query.Range, of query: Query, field: Int, _ definition: FieldDefinition
    ) -> TermRangeSet? {
        var terms: [[UInt8]?] = []
        for bound in [range.lower, range.upper] {
            guard let bound else {
                terms.append(nil)
                continue
            }
            let words = snapshot.analyzer.tokens(in: bound, foldsAccents: definition.foldsAccents)
            guard words.count == 1 else {
                warn("value", "“\(bound)” is not one word, as a bound in the text field “\(definition.name)” has to be", query)
                return nil
            }
            terms.append(words[0].term)
        }
        return TermRangeSet(
            field: field, lower: terms[0], upper: terms[1], includesLower: range.includesLower, includesUpper: range.includesUpper
        )
    }
}
