package dev.mandate.identity.delegations;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Identities;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What agents do for a person just now, for him to look at. Needs a session. */
@ApplicationScoped
public class GivenTasks {
    private final DelegationStore store;
    private final Identities identities;
    private final InstantSource clock;

    GivenTasks(DelegationStore store, Identities identities, InstantSource clock) {
        this.store = store;
        this.identities = identities;
        this.clock = clock;
    }

    /** @param words of it; whose they are isn't said here */
    public record Task(String agent, String words, Instant since, Instant until) {}

    /**
     * @param shown some of them, the latest first
     * @param all how many there are
     */
    public record Running(List<Task> shown, long all) {
        public Running {
            shown = List.copyOf(shown);
        }
    }

    /** @param signIn from which they were given; null for all of them */
    public Uni<Running> of(IdentityId person, @Nullable String signIn, int most) {
        var now = clock.instant();
        return store.countRunning(person.value(), signIn, now)
                .chain(all -> all == 0
                        ? Uni.createFrom().item(new Running(List.of(), 0))
                        : store.running(person.value(), signIn, now, most)
                                .chain(rows -> identities
                                        .snapshot(rows.stream()
                                                .map(row -> new IdentityId(row.agentId))
                                                .collect(Collectors.toSet()))
                                        .map(known -> new Running(
                                                rows.stream()
                                                        .map(row -> new Task(
                                                                known.of(new IdentityId(row.agentId))
                                                                        .map(IdentityState::displayName)
                                                                        .orElse(row.agentId),
                                                                row.task,
                                                                row.createdAt,
                                                                row.expiresAt))
                                                        .toList(),
                                                all))));
    }
}
