import Testing

/// Records an issue and gives nothing back, so that a check can end with it. For checks that run so often that `#expect` is too slow.
func report(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    Issue.record("\(text)", sourceLocation: sourceLocation)
}
