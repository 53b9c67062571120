package dev.mandate.identity.identities;

import dev.mandate.events.ids.IdentityId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;

/** What is delegated ends with those who hold it. Every method works in the caller's transaction. */
public interface DelegationEnd {
    /**
     * Delegations that one of these has made and those that one of these agents makes or holds, with all that was made from them. The
     * caller has locked whoever these depend on.
     */
    Uni<Void> of(Collection<IdentityId> delegators, Collection<IdentityId> agents, String reason);

    /** Those that were made with a token of this client, or of somebody whom this issuer had signed in. The caller has locked it. */
    Uni<Void> madeThrough(String clientOrIssuer, String reason);

    /**
     * Those that this person made in one of these sign-ins. The caller has locked him.
     *
     * @return how many tasks
     */
    Uni<Integer> madeIn(IdentityId person, Collection<String> signIns, String reason);

    /**
     * Those that this person made with an assertion of this issuer, of which no sign-in here is known. The caller has locked him.
     *
     * @return how many tasks
     */
    Uni<Integer> madeByAssertion(IdentityId person, String issuer, String reason);
}
