package dev.mandate.audit.risk.attestation;

import java.time.Instant;

/**
 * How an action stands to its decision.
 *
 * @param notBefore no call runs before it was decided about, whatever its platform's clock says; the epoch where no decision speaks for it
 */
public record Attested(Standing standing, Instant notBefore) {
    static final Attested NONE = new Attested(Standing.NONE, Instant.EPOCH);

    public static final Attested UNKNOWN = new Attested(Standing.UNKNOWN, Instant.EPOCH);

    static Attested by(KnownDecision decision, Standing standing) {
        return new Attested(standing, standing.attested() ? Instant.ofEpochMilli(decision.made()) : Instant.EPOCH);
    }
}
