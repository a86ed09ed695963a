extension Snapshot {
    /// Finds the best documents of this commit.
    ///
    /// Runs on the calling thread; any number of threads may search one snapshot. A passed deadline is no error but a partial answer, and
    /// so are segments that are damaged while others are not. Throws `SearchError`: `.limit` for a query that is too large, `.query` for a
    /// strict one that cannot be read as written, `.cancelled`, `.damaged` where nothing can be read or the request is strict.
    /// What it costs depends on the words: postings are passed over in blocks of 128 where their bounds show that none can be among the
    /// best (Ding and Suel 2011).
    public func search(_ request: SearchRequest, cancellation: Cancellation? = nil) throws(SearchError) -> SearchResult {
        var result = SearchResult(generation: generation)
        try Searcher(self, request, cancellation: cancellation).answer(.best, into: &result)
        return result
    }

    /// Counts the documents of this commit that match, without ranking them; always exact, whatever the request's `total`, unless the
    /// deadline passes. A single word costs a look-up where nothing is deleted.
    public func count(_ request: SearchRequest, cancellation: Cancellation? = nil) throws(SearchError) -> SearchResult {
        var result = SearchResult(generation: generation)
        try Searcher(self, request, cancellation: cancellation).answer(.count, into: &result)
        return result
    }
}

extension Index {
    /// Finds the best documents of the newest commit for a text in the query language. Throws `SearchError` or `IndexError`.
    public func search(_ text: String, limit: Int = 10) throws -> SearchResult {
        try snapshot().search(SearchRequest(text, limit: limit))
    }

    /// Finds the best documents of the newest commit. Throws `SearchError` or `IndexError`.
    public func search(_ request: SearchRequest, cancellation: Cancellation? = nil) throws -> SearchResult {
        try snapshot().search(request, cancellation: cancellation)
    }

    /// Counts the documents of the newest commit that match a text in the query language. Throws `SearchError` or `IndexError`.
    public func count(_ text: String) throws -> Int { try snapshot().count(SearchRequest(text)).total }
}
