package dev.mandate.audit.accountability;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.audit.trail.Trail;
import dev.mandate.audit.trail.TrailEntry;
import dev.mandate.audit.trail.TrailFilter;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.topics.Topic;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The states of an agent as the trail has them. */
@ApplicationScoped
class AgentRecords {
    private static final int MAX = 10_000;

    private final Trail trail;

    @Inject
    AgentRecords(Trail trail) {
        this.trail = trail;
    }

    /** @param record number of the trail's line */
    record Recorded<S extends StateRecord>(S state, Instant at, String record) {}

    /** By revision. */
    <S extends StateRecord> Uni<List<Recorded<S>>> of(String agent, Topic topic, Class<S> type) {
        return trail.entries(new TrailFilter().agent(agent).topic(topic.name()), MAX)
                .map(entries -> entries.stream()
                        .map(entry -> new Recorded<>(state(entry, type), entry.occurredAt(), entry.id()))
                        .sorted(Comparator.comparingLong(
                                (Recorded<S> recorded) -> recorded.state().revision()))
                        .toList());
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <S> S state(TrailEntry entry, Class<S> type) {
        try {
            return EventJson.mapper().treeToValue(entry.payload(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("line " + entry.id() + " of the trail is no " + type.getSimpleName(), e);
        }
    }
}
