package dev.mandate.lifecycle.access;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * The one door for entitlements: everything that gives access or takes it goes through here, whether it was asked for, reviewed,
 * handed on or decreed. Rows, the holder's state and the fact about it are written in the transaction of the caller, who must have
 * begun one for {@link #grant} and {@link #revoke}, and a session for the others.
 */
public interface Entitlements {
    /**
     * Gives something to a worker until its end. A role of Mandate itself is refused with {@link GrantRefusal#TAKES_TWO}: it waits for a
     * second person, as {@code POST /grants} lets it.
     */
    Uni<Result<GrantRecord, GrantRefusal>> grant(GrantRequest request);

    /**
     * Takes a grant back before its end. A birthright can't be: it follows from the catalogue. Where fewer than two would be left who could
     * approve it is refused with {@link GrantRefusal#TAKES_TWO}.
     *
     * @param reason for people, as {@link dev.mandate.events.administration.Reason} has it
     */
    Uni<Result<GrantRecord, GrantRefusal>> revoke(GrantId id, Actor by, String reason);

    /** What a worker holds, birthrights included, each within its own window of time; by id. Empty if he isn't known. */
    Uni<Optional<List<Grant>>> heldBy(IdentityId identity);

    /** A grant, held or ended, or a birthright while it is held; empty if there is none. */
    Uni<Optional<GrantRecord>> find(GrantId id);
}
