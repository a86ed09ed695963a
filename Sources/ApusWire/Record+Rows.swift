extension Record {
    /// A word: of an analysed text with its place there, or of an index with the number of its documents.
    public struct Term: Equatable, Sendable {
        /// The word as it is indexed.
        public var term: String
        /// `[start, end)` in bytes of the text, and the position; nil for a word of an index.
        public var place: Place?
        /// How many documents have the word; nil for a word of a text.
        public var documentCount: Int?

        /// Where in a text a word is.
        public struct Place: Equatable, Sendable {
            /// Its first byte.
            public var start: Int
            /// The byte after it.
            public var end: Int
            /// Its place among the words, from 0.
            public var position: Int

            package init(start: Int, end: Int, position: Int) {
                self.start = start
                self.end = end
                self.position = position
            }
        }

        package init(term: String, place: Place? = nil, documentCount: Int? = nil) {
            self.term = term
            self.place = place
            self.documentCount = documentCount
        }
    }

    /// A value of a field with the number of documents found that have it.
    public struct Facet: Equatable, Sendable {
        /// The field's name.
        public var field: String
        /// The value.
        public var value: String
        /// How many of the documents found have it.
        public var count: Int

        package init(field: String, value: String, count: Int) {
            self.field = field
            self.value = value
            self.count = count
        }
    }

    /// A named figure of an index or of the daemon.
    public struct Stat: Equatable, Sendable {
        /// What the figure is: `documents`, `segments`, …
        public var name: String
        /// The figure.
        public var value: Property.Value

        package init(_ name: String, _ value: Property.Value) {
            self.name = name
            self.value = value
        }
    }

    /// How far something long has come.
    public struct Progress: Equatable, Sendable {
        /// How much is done, in the unit that `text` tells.
        public var done: Int
        /// How much there is to do; 0 where that is not known.
        public var total: Int
        /// What is being done.
        public var text: String

        package init(done: Int, total: Int, text: String) {
            self.done = done
            self.total = total
            self.text = text
        }
    }

    /// What is wrong in a file of an index.
    public struct Damage: Equatable, Sendable {
        /// The file's name within the index.
        public var file: String
        /// The byte of the file.
        public var offset: Int
        /// What is wrong there.
        public var text: String

        package init(file: String, offset: Int, text: String) {
            self.file = file
            self.offset = offset
            self.text = text
        }
    }

    /// A verb, how it is used, and what it does.
    public struct Command: Equatable, Sendable {
        /// The verb.
        public var verb: String
        /// The verb with its options and its text.
        public var usage: String
        /// What it does.
        public var text: String

        package init(verb: String, usage: String, text: String) {
            self.verb = verb
            self.usage = usage
            self.text = text
        }
    }

    /// A row of the text dialect: its kind and its fields, unescaped.
    public struct Row: Equatable, Sendable {
        /// The word in capitals that it begins with.
        public var kind: String
        /// Its columns.
        public var fields: [String]

        package init(kind: String, fields: [String]) {
            self.kind = kind
            self.fields = fields
        }
    }
}
