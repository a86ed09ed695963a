import Apus

extension Record {
    /// Why a document scores what it does, or why it does not match.
    public struct Explanation: Equatable, Sendable {
        /// The document.
        public var id: String
        /// Why.
        public var explanation: Apus.Explanation

        package init(id: String, explanation: Apus.Explanation) {
            self.id = id
            self.explanation = explanation
        }
    }
}
