package dev.mandate.identity.sessions;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SignInSessionId;
import dev.mandate.identity.identities.DelegationEnd;
import dev.mandate.identity.identities.Identities;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends sign-ins that may have been somebody else's, with the tasks that were given from them: they would go on for whoever gave them. Whoever signs
 * out where he sits ends none. Every method needs a transaction, and takes the lock on the person.
 */
@ApplicationScoped
public class SignInEnds {
    private static final String REASON = "sign_in_ended";

    private final SignInSessions sessions;
    private final SignInSessionStore store;
    private final Identities identities;
    private final DelegationEnd delegations;

    SignInEnds(SignInSessions sessions, SignInSessionStore store, Identities identities, DelegationEnd delegations) {
        this.sessions = sessions;
        this.store = store;
        this.identities = identities;
        this.delegations = delegations;
    }

    /**
     * @param signIn whether it had not ended before
     * @param tasks how many tasks ended
     */
    public record Ended(boolean signIn, int tasks) {}

    /**
     * One of this person's.
     *
     * @param tasks whether those end that were given from it, also where it had ended before
     */
    public Uni<Ended> end(IdentityId person, SignInSessionId id, EndCause cause, boolean tasks) {
        return identities
                .lock(person)
                .chain(() -> sessions.end(person, id, cause))
                .chain(ended -> (tasks
                                ? tasks(person, List.of(id.value()))
                                : Uni.createFrom().item(0))
                        .map(number -> new Ended(ended, number)));
    }

    /**
     * All of a person's but one, with the tasks that were given from them.
     *
     * @return how many tasks ended
     */
    public Uni<Integer> endOthers(IdentityId person, @Nullable SignInSessionId but, EndCause cause) {
        return identities.lock(person).chain(() -> store.of(person.value())).chain(rows -> {
            var ids = rows.stream()
                    .map(row -> row.id)
                    .filter(id -> but == null || !id.equals(but.value()))
                    .toList();
            return sessions.endOthers(person, but, cause).chain(() -> tasks(person, ids));
        });
    }

    /**
     * Tasks that were given from these, be they over.
     *
     * @return how many ended
     */
    Uni<Integer> tasks(IdentityId person, Collection<String> signIns) {
        return signIns.isEmpty() ? Uni.createFrom().item(0) : delegations.madeIn(person, signIns, REASON);
    }

    /**
     * Tasks that were given with assertions of this issuer, each from one of his sign-ins there.
     *
     * @return how many ended
     */
    Uni<Integer> tasksByAssertion(IdentityId person, String issuer) {
        return delegations.madeByAssertion(person, issuer, REASON);
    }
}
