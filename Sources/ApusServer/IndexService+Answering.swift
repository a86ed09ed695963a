import ApusService

extension IndexService: RequestAnswering {
    /// The newest commit of the first index.
    public var generation: UInt64 { indexes[0].index.latest.generation }

    /// What one connection asks, and what it leaves behind.
    public func session(index: String?) -> any RequestSession { ServiceSession(self, defaultIndex: index) }
}

extension ServiceSession: RequestSession {}
