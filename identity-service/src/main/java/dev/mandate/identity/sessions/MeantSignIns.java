package dev.mandate.identity.sessions;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SignInSessionId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Ends what somebody else's word about one sign-in means. */
@ApplicationScoped
public class MeantSignIns {
    private final SignInSessionStore store;
    private final EndedSignInStore endedOnes;
    private final SignInSessions sessions;
    private final SignInEnds ends;

    MeantSignIns(SignInSessionStore store, EndedSignInStore endedOnes, SignInSessions sessions, SignInEnds ends) {
        this.store = store;
        this.endedOnes = endedOnes;
        this.sessions = sessions;
        this.ends = ends;
    }

    /**
     * Ends the one that is meant, and those of which it can't be told that they aren't it. Needs a transaction, and the lock on the person.
     *
     * @return how many ended, none where the one that is named had ended before; empty where he never had such a sign-in, as far as is known,
     *     so that something else is meant
     */
    public Uni<Optional<Integer>> end(IdentityId person, MeantSignIn meant, EndCause cause) {
        return store.of(person.value())
                .chain(rows -> sessions.counting(person, rows)
                        .chain(counting -> among(person, rows, counting, meant))
                        .chain(found -> found.map(
                                        ends -> end(person, ends, cause).map(Optional::of))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    /**
     * Ends the tasks that were given from the one that is named, which had ended before, and those that may have been: with an assertion of the
     * provider that names it, which says nothing of a sign-in. Needs a transaction, and the lock on the person.
     *
     * @return how many
     */
    public Uni<Integer> endTasks(IdentityId person, MeantSignIn meant) {
        var session = meant.session();
        if (session == null) return Uni.createFrom().item(0);
        return store.of(person.value())
                .chain(rows -> endedOnes
                        .ids(person.value(), meant.issuer(), session)
                        .map(before -> Stream.concat(
                                        rows.stream().filter(meant::isSession).map(row -> row.id), before.stream())
                                .toList()))
                .chain(ids -> ends.tasks(person, ids))
                .chain(ended -> meant.issuer() == null
                        ? Uni.createFrom().item(ended)
                        : ends.tasksByAssertion(person, meant.issuer()).map(more -> ended + more));
    }

    private Uni<Integer> end(IdentityId person, List<SignInSessionRow> ends, EndCause cause) {
        Uni<Integer> ended = Uni.createFrom().item(ends.size());
        for (var row : ends) ended = ended.call(() -> sessions.end(person, new SignInSessionId(row.id), cause));
        return ended;
    }

    /** @param counting those of his rows that count */
    private Uni<Optional<List<SignInSessionRow>>> among(
            IdentityId person, List<SignInSessionRow> rows, List<SignInSessionRow> counting, MeantSignIn meant) {
        if (counting.stream().anyMatch(meant::isSession)) return these(counting, meant::mayBeSession);
        return hadEnded(person, rows, meant).chain(had -> {
            if (had) return these(counting, meant::mayBeSession);
            return counting.stream().anyMatch(meant::isDevice)
                    ? these(counting, meant::mayBeDevice)
                    : Uni.createFrom().item(Optional.empty());
        });
    }

    private Uni<Boolean> hadEnded(IdentityId person, List<SignInSessionRow> rows, MeantSignIn meant) {
        if (meant.session() == null) return Uni.createFrom().item(false);
        return rows.stream().anyMatch(meant::isSession)
                ? Uni.createFrom().item(true)
                : endedOnes.ids(person.value(), meant.issuer(), meant.session()).map(ids -> !ids.isEmpty());
    }

    private static Uni<Optional<List<SignInSessionRow>>> these(
            List<SignInSessionRow> rows, Predicate<SignInSessionRow> which) {
        return Uni.createFrom().item(Optional.of(rows.stream().filter(which).toList()));
    }
}
