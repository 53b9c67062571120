package dev.mandate.identity.identities;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.security.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for something, by the token that he asks with.
 *
 * @param by as what he does is put on record
 * @param under the delegation that the token is bound to
 * @param tokenIssuedAt whole seconds
 * @param issuer whose assertion signed the person in; null where he didn't sign in by one
 * @param signIn the sign-in here with which he asks; null where with none
 * @param administrates a person whose token has the scope that only administrators' roles give
 */
public record Requester(
        Actor by,
        @Nullable DelegationId under,
        Instant tokenIssuedAt,
        @Nullable String issuer,
        @Nullable String signIn,
        boolean administrates) {
    /** Has it by a role alone. */
    private static final String ADMINISTRATORS = "identities:write";

    /** Nobody signed in for it. */
    public Requester(Actor by, @Nullable DelegationId under, Instant tokenIssuedAt) {
        this(by, under, tokenIssuedAt, null, null, false);
    }

    public static Requester of(Caller caller) {
        var under = caller.delegationId();
        return new Requester(
                caller.by(),
                under == null ? null : new DelegationId(under),
                caller.issuedAt(),
                caller.identityProvider(),
                caller.signIn(),
                caller.scopes().contains(ADMINISTRATORS));
    }

    /** The person himself, with a token of his own and nobody acting for him. */
    public Optional<IdentityId> person() {
        return by.chain().isEmpty() ? by.identity().filter(IdentityId::isPerson) : Optional.empty();
    }

    /** Whose right it is that is used: the agent that acts for somebody, else whom the token speaks for; empty for a client. */
    public Optional<IdentityId> self() {
        return actor().or(by::identity);
    }

    /** The agent that acts for whom the token speaks for. */
    public Optional<IdentityId> actor() {
        return by.chain().stream()
                .findFirst()
                .filter(acting -> acting.issuer() == null)
                .flatMap(acting -> IdentityId.parse(acting.subject()));
    }

    /** All that the token names and that identity-service knows. */
    public Set<IdentityId> identities() {
        return Stream.of(by.identity(), self()).flatMap(Optional::stream).collect(Collectors.toSet());
    }

    /**
     * A client of its own right, such as an operator's, which has no identity that could be judged, only its scopes; or a person who has
     * a role for it, and for whom nobody acts.
     */
    public boolean isAdministrator() {
        return by.chain().isEmpty() && (by.identity().isEmpty() || administrates && person().isPresent());
    }
}
