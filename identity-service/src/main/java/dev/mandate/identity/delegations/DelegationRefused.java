package dev.mandate.identity.delegations;

/** Undoes the transaction; the resource turns it into a problem. */
final class DelegationRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    DelegationRefused(Refusal refusal) {
        super(refusal.title());
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
