/// A pattern for paths, as .gitignore files and `--glob` write them (gitignore(5)).
///
/// Without a slash, other than one at its end, it is for names at any depth; with one it starts at the folder that it belongs to.
/// `*`, `?` and `[…]` never stand for a slash; `**` between slashes is for any number of folders.
struct GlobPattern: Equatable {
    enum Segment: Equatable {
        /// `**`
        case folders
        case name([GlobElement])
    }

    /// At least one.
    let segments: [Segment]
    /// Written with a slash at the end.
    let isDirectoryOnly: Bool

    /// Nil where the pattern cannot match anything: it is empty, or a bracket is not closed.
    init?(_ pattern: GlobText) {
        var parts = pattern.characters.split(separator: "/", omittingEmptySubsequences: false)
        isDirectoryOnly = parts.count > 1 && parts.last?.isEmpty == true
        if isDirectoryOnly { parts.removeLast() }
        let isAnchored = parts.count > 1
        var segments: [Segment] = isAnchored ? [] : [.folders]
        for part in parts where !part.isEmpty {
            guard let segment = GlobParser.segment(part) else { return nil }
            // Two in a row say the same as one.
            if segment != .folders || segments.last != .folders { segments.append(segment) }
        }
        guard segments.contains(where: { $0 != .folders }) || parts.contains(where: { !$0.isEmpty }) else { return nil }
        self.segments = segments
    }

    /// Whether the pattern stands for a path, given by its names from the pattern's folder on. O(pattern × path).
    func matches(_ path: ArraySlice<GlobText>, isDirectory: Bool) -> Bool {
        guard isDirectory || !isDirectoryOnly, !path.isEmpty else { return false }
        var segment = 0
        var name = path.startIndex
        var retry: (segment: Int, name: Int)?
        while name < path.endIndex {
            if segment < segments.count, segments[segment] == .folders {
                segment += 1
                // At the end it is for what lies within, at any depth.
                if segment == segments.count { return true }
                retry = (segment, name)
            } else if segment < segments.count, case .name(let elements) = segments[segment],
                GlobElement.match(elements, path[name].characters)
            {
                segment += 1
                name += 1
            } else if let last = retry {
                retry = (last.segment, last.name + 1)
                (segment, name) = (last.segment, last.name + 1)
            } else {
                return false
            }
        }
        return segment == segments.count
    }

    /// Whether the last name that the pattern stands for begins with a dot that is written, not with a wildcard.
    var writesDot: Bool {
        guard case .name(let elements) = segments.last else { return false }
        return elements.first == .character(".")
    }
}
