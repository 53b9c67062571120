package dev.mandate.gateway.servers;

/** Whether child processes that run as the gateway's own user are kept from what is the gateway's, by namespaces of the kernel. */
public enum Isolation {
    /** Where the machine lets it; else they run without, and it is said when the gateway starts. */
    AUTO,
    /** Or the gateway doesn't start. A child with a user of its own is apart already. */
    REQUIRE,
    /** Never: a server needs what it would not have then. */
    OFF
}
