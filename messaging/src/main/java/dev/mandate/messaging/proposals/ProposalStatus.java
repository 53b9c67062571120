package dev.mandate.messaging.proposals;

/** By these names they are stored and shown. */
public enum ProposalStatus {
    OPEN,
    CARRIED_OUT,
    REFUSED,
    EXPIRED,
    OUTDATED
}
