package dev.mandate.identity.clients;

/** What a secret with an end opens. */
enum TimedSecretUse {
    /** The token endpoint: a workload proves by it that it is this one. */
    TOKENS,
    /** {@code /scim/v2} and nothing else, shown with each request. */
    SCIM
}
