/// One part of a pattern for a name.
enum GlobElement: Equatable {
    case character(GlobCharacter)
    /// `?`
    case any
    /// `*`
    case run
    /// `[a-z]`, and `[!a-z]` when negated.
    case set([ClosedRange<GlobCharacter>], isNegated: Bool)

    /// Whether the element stands for this one character; a run is not asked.
    func matches(_ character: GlobCharacter) -> Bool {
        switch self {
        case .character(let own): own == character
        case .any: true
        case .run: false
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
        }
    }

    /// Whether the elements stand for a whole name. O(elements × characters): only the last run is tried again.
    static func match(_ elements: [GlobElement], _ name: [GlobCharacter]) -> Bool {
        var element = 0
        var character = 0
        var retry: (element: Int, character: Int)?
        while character < name.count {
            if element < elements.count, elements[element] == .run {
                element += 1
                retry = (element, character)
            } else if element < elements.count, elements[element].matches(name[character]) {
                element += 1
                character += 1
            } else if let last = retry {
                retry = (last.element, last.character + 1)
                (element, character) = (last.element, last.character + 1)
            } else {
                return false
            }
        }
        return elements[element...].allSatisfy { $0 == .run }
    }
}
