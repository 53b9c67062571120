package dev.mandate.audit.risk.replicas;

import dev.mandate.audit.engine.groups.SessionSequences;
import dev.mandate.audit.engine.sigma.correlation.OpenSequence;
import dev.mandate.audit.rules.RuleSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the task that has a session, wherever it runs. The replica that has it knows everything; another asks that one, and if it
 * isn't to be reached its own copy of the task, if it has one, which is a moment behind.
 */
@ApplicationScoped
public class SessionTasks {
    private final KafkaStreams streams;
    private final RuleSource rules;
    private final InstantSource clock;
    private final OtherReplicas others;

    @Inject
    SessionTasks(KafkaStreams streams, RuleSource rules, InstantSource clock, OtherReplicas others) {
        this.streams = streams;
        this.rules = rules;
        this.clock = clock;
        this.others = others;
    }

    /**
     * What has begun in the session, by rules that group by session.
     *
     * @param authorization of whoever asks, with which another replica is asked
     * @return empty while the session's task moves from one replica to another
     */
    public Optional<List<OpenSequence>> open(String session, @Nullable String authorization) {
        var task = task(session);
        return task.flatMap(its -> here(session, its, false))
                .or(() -> task.flatMap(its -> others.open(its.activeHost(), session, authorization)))
                .or(() -> task.flatMap(its -> here(session, its, true)));
    }

    /** As {@link #open}, if the session's task runs in this replica; empty if not. */
    public Optional<List<OpenSequence>> here(String session) {
        return task(session).flatMap(its -> here(session, its, false));
    }

    private Optional<KeyQueryMetadata> task(String session) {
        try {
            var task = streams.queryMetadataForKey(SessionSequences.STORE, session, new StringSerializer());
            return Optional.ofNullable(task).filter(its -> !its.equals(KeyQueryMetadata.NOT_AVAILABLE));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return Optional.empty(); // it hasn't started yet, or stops
        }
    }

    private Optional<List<OpenSequence>> here(String session, KeyQueryMetadata task, boolean copy) {
        var query = StoreQueryParameters.fromNameAndType(SessionSequences.STORE, SessionSequences.TYPE)
                .withPartition(task.partition());
        try {
            var store = streams.store(copy ? query.enableStaleStores() : query);
            return Optional.of(SessionSequences.open(rules.get(), session, store, clock.instant()));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return Optional.empty(); // the task is elsewhere, or just goes there
        }
    }
}
