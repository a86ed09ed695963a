import Apus

/// Reads JSON Lines: each line that is not blank is an object, and a document.
struct JSONLinesReader {
    let file: String
    /// Nil: `id`, and where there is none `FILE:LINE`.
    let idField: String?
    private var json = JSONReader()

    var replacementCount: Int { json.replacementCount }

    init(file: String, idField: String?) {
        self.file = file
        self.idField = idField
    }

    mutating func read(_ stream: any ByteStream, _ consume: (InputEvent) throws -> Void) throws {
        let lines = LineReader(stream)
        while let line = try lines.next() {
            guard let event = event(line, number: lines.number) else { continue }
            try consume(event)
        }
    }

    private mutating func event(_ line: LineReader.Line, number: Int) -> InputEvent? {
        guard case .bytes(let bytes) = line else { return problem(number, InputFailure.tooLarge.description) }
        guard !bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) else { return nil }
        do {
            let document = try Document(
                json: json.read(bytes), defaultID: idField == nil ? "\(file):\(number)" : nil, idField: idField ?? "id")
            return .document(InputDocument(document: document, file: file, line: number))
        } catch {
            return problem(number, "\(error)")
        }
    }

    private func problem(_ line: Int, _ reason: String) -> InputEvent {
        .problem(InputProblem(file: file, line: line, reason: reason))
    }
}
