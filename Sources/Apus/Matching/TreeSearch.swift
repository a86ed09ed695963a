/// Runs any tree of operators document by document, passing over blocks whose bound shows that nothing in them can enter.
///
/// For the rare shapes; flat ones have faster loops. (Ding & Suel 2011, with the bounds summed over the tree.)
struct TreeSearch {
    private let root: Matcher
    private let collector: HitCollector

    init(_ root: Matcher, collector: HitCollector) {
        self.root = root
        self.collector = collector
    }

    func run() {
        // Up to where the bound holds; nothing is known yet.
        var (through, bound): (UInt32?, Double) = (nil, .infinity)
        while root.document != .end {
            if collector.deadline.passes() { return }
            let document = root.document.rawValue
            if collector.cut > -.infinity {
                if through.map({ document > $0 }) ?? true {
                    through = root.boundary(from: document)
                    bound = root.bound(from: document, through: through!)
                }
                if bound < collector.cut {
                    root.seek(through! == .max ? .end : DocumentID(through! + 1))
                    continue
                }
            }
            let score = root.score(atLeast: collector.cut)
            if score >= 0 { collector.collect(document, score: score) }
            root.advance()
        }
    }
}
