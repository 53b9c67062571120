package dev.mandate.identity.sessions;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Providers elsewhere, by whose word people are signed in. Every method needs a session. */
public interface Vouchers {
    /** Whether this one's word of then counts now; not of one that is none any more. */
    Uni<Boolean> counts(String issuer, Instant at);

    /** Those whose word counted once and doesn't now: stopped, or no providers any more. */
    Uni<List<String>> stopped();
}
