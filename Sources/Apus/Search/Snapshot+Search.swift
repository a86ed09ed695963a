extension Snapshot {
    /// Finds the best documents of this commit.
    ///
    /// Runs on the calling thread. Throws `SearchError`; a passed deadline is no error but a partial answer.
    public func search(_ request: SearchRequest, cancellation: Cancellation? = nil) throws(SearchError) -> SearchResult {
        try Searcher(self, request, cancellation: cancellation).search()
    }

    /// Counts the documents of this commit that match, without ranking them; always exact, whatever the request's `total`.
    public func count(_ request: SearchRequest, cancellation: Cancellation? = nil) throws(SearchError) -> SearchResult {
        try Searcher(self, request, cancellation: cancellation).count()
    }
}

extension Index {
    /// Finds the best documents of the newest commit for a text in the query language.
    public func search(_ text: String, limit: Int = 10) throws -> SearchResult {
        try snapshot().search(SearchRequest(text, limit: limit))
    }

    /// Finds the best documents of the newest commit.
    public func search(_ request: SearchRequest, cancellation: Cancellation? = nil) throws -> SearchResult {
        try snapshot().search(request, cancellation: cancellation)
    }

    /// Counts the documents of the newest commit that match a text in the query language.
    public func count(_ text: String) throws -> Int { try snapshot().count(SearchRequest(text)).total }
}
