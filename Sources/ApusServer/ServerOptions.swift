import ApusWire

/// How a daemon serves. Every limit is here, and is told in the greeting or by `status`.
public struct ServerOptions: Sendable {
    /// Bytes of a line and of a counted body.
    public var wire = WireLimits()
    /// Connections at once; one more is told `429 busy`.
    public var connections = 256
    /// Tagged requests of one connection that run side by side.
    public var inflight = 32
    /// Threads for tagged requests; 0 means four a processor.
    public var threads = 0
    /// A request that took this long is logged; nil logs none.
    public var slow: Duration? = .milliseconds(100)
    /// How long a client may leave its answers unread before it is given up.
    public var writeTimeout: Duration = .seconds(30)
    /// How long a request may take to arrive, from its first byte to its last.
    public var requestTimeout: Duration = .seconds(60)
    /// How long a connection may be silent; nil is for ever.
    public var idleTimeout: Duration? = .seconds(600)
    /// How often a connection that waits looks at its timeouts.
    var tick: Duration = .seconds(2)
    /// How long running requests may take to finish when the daemon stops.
    public var grace: Duration = .seconds(15)
    /// Members of this group, a name or a number, may connect beside the owner and root.
    public var group: String?

    /// The limits that apply where nothing else is said.
    public init() {}
}

/// One way into the daemon.
public struct Door: Equatable, Sendable {
    /// Where its socket is.
    public var path: String
    /// What its clients may do.
    public var role: Greeting.Role
    /// The index that a request means which names none; nil is the first.
    public var index: String?

    /// A door at a path.
    public init(path: String, role: Greeting.Role = .administrator, index: String? = nil) {
        self.path = path
        self.role = role
        self.index = index
    }
}
