/// A name as its characters.
struct GlobText: Equatable {
    private(set) var characters: [GlobCharacter] = []

    /// O(bytes).
    init(_ bytes: some Collection<UInt8>) {
        characters.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.first {
            var decoder = UTF8()
            var iterator = rest.makeIterator()
            if case .scalarValue(let scalar) = decoder.decode(&iterator) {
                characters.append(GlobCharacter(scalar))
                rest = rest.dropFirst(UTF8.width(scalar))
            } else {
                characters.append(GlobCharacter(invalidByte: byte))
                rest = rest.dropFirst()
            }
        }
    }
}
