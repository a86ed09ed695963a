import ApusService

extension IndexService: RequestAnswering {
    public var generation: UInt64 { indexes[0].index.latest.generation }

    public func session(index: String?) -> any RequestSession { ServiceSession(self, defaultIndex: index) }
}

extension ServiceSession: RequestSession {}
