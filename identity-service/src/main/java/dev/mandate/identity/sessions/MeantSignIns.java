package dev.mandate.identity.sessions;

import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SignInSessionId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Predicate;

/** Ends what somebody else's word about one sign-in means. */
@ApplicationScoped
public class MeantSignIns {
    private final SignInSessionStore store;
    private final SignInSessions sessions;

    MeantSignIns(SignInSessionStore store, SignInSessions sessions) {
        this.store = store;
        this.sessions = sessions;
    }

    /**
     * Ends the one that is meant, and those of which it can't be told that they aren't it. Needs a transaction, and the lock on the person.
     *
     * @return how many ended; none where he has no such sign-in, so that something else is meant
     */
    public Uni<Integer> end(IdentityId person, MeantSignIn meant, Initiator by, String reason) {
        return store.of(person.value()).chain(rows -> {
            var ends = among(rows, meant);
            Uni<Integer> ended = Uni.createFrom().item(ends.size());
            for (var row : ends)
                ended = ended.call(() -> sessions.end(person, new SignInSessionId(row.id), by, reason));
            return ended;
        });
    }

    private static List<SignInSessionRow> among(List<SignInSessionRow> rows, MeantSignIn meant) {
        if (rows.stream().anyMatch(meant::isSession)) return those(rows, meant::mayBeSession);
        return rows.stream().anyMatch(meant::isDevice) ? those(rows, meant::mayBeDevice) : List.of();
    }

    private static List<SignInSessionRow> those(List<SignInSessionRow> rows, Predicate<SignInSessionRow> which) {
        return rows.stream().filter(which).toList();
    }
}
