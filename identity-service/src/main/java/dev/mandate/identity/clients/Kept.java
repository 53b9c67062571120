package dev.mandate.identity.clients;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.OwnedAgents;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who keeps a client that is registered.
 *
 * @param owner who answers for it from the beginning
 * @param asked who is asked to: it gets no token before he has accepted
 * @param until first instant at which it gets no token any more, where nobody answers for it
 * @param ofSystem it is a part of Mandate
 */
record Kept(
        @Nullable IdentityId owner,
        @Nullable IdentityId asked,
        @Nullable Instant until,
        boolean ofSystem) {
    /** Agents' and workloads' clients, and applications that registered themselves. */
    static final Kept OTHERWISE = new Kept(null, null, null, false);

    static final Kept BY_SYSTEM = new Kept(null, null, null, true);

    static Kept by(IdentityId owner) {
        return new Kept(owner, null, null, false);
    }

    static Kept onceAcceptedBy(IdentityId asked) {
        return new Kept(null, asked, null, false);
    }

    static Kept byNobodyUntil(Instant end) {
        return new Kept(null, null, end, false);
    }

    void write(ClientRow row) {
        row.ownerId = owner == null ? null : owner.value();
        row.unanswered = asked == null ? null : OwnedAgents.NOT_ACCEPTED;
        row.ownerNeededAt = until;
        row.ofSystem = ofSystem;
    }
}
