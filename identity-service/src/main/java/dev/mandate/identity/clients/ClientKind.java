package dev.mandate.identity.clients;

/** Whose a client is. */
enum ClientKind {
    /** An application's or a service's, which administrators keep. */
    CLIENT,
    AGENT,
    WORKLOAD
}
