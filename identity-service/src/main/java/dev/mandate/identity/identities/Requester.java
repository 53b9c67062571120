package dev.mandate.identity.identities;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.security.Caller;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for something, by the token that he asks with.
 *
 * @param by as what he does is put on record
 * @param under the delegation that the token is bound to
 * @param tokenIssuedAt whole seconds
 */
public record Requester(Actor by, @Nullable DelegationId under, Instant tokenIssuedAt) {
    public static Requester of(Caller caller) {
        var under = caller.delegationId();
        return new Requester(caller.by(), under == null ? null : new DelegationId(under), caller.issuedAt());
    }

    /** The person himself, with a token of his own and nobody acting for him. */
    public Optional<IdentityId> person() {
        return by.chain().isEmpty() ? by.identity().filter(IdentityId::isPerson) : Optional.empty();
    }

    /** A client of its own right, such as an operator's: it has no identity that could be judged, only its scopes. */
    public boolean isClient() {
        return by.identity().isEmpty() && by.chain().isEmpty();
    }
}
