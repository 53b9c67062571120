package dev.mandate.identity.credentials;

import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.ids.IdentityId;
import io.smallrye.mutiny.Uni;

/** What somebody signs in with that is no credential here. */
public interface OtherWaysIn {
    /** Before he begins anew. Needs a transaction, in which the person is locked. */
    Uni<Void> removeAll(IdentityId person, Initiator by);
}
