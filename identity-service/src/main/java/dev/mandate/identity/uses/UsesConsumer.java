package dev.mandate.identity.uses;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.messaging.inbox.Inbox;
import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Intakes;
import dev.mandate.messaging.inbox.Received;
import dev.mandate.messaging.records.ByteText;
import dev.mandate.messaging.records.KafkaRecords;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Of all decisions, the first of each day by which an agent used a tool for a person. The others are passed over: by a look at their bytes, or
 * since this replica has taken one of them up. What can't be read is told of by audit-service, which reads all of them.
 */
@ApplicationScoped
class UsesConsumer implements Intakes {
    private static final int REMEMBERED = 100_000;

    /** Of each id of a delegation in JSON. */
    private static final ByteText DELEGATION = ByteText.of("\"del_");

    private final Inbox inbox;
    private final ToolUses uses;
    private final Intake<DecisionEvent> decisions;
    private final Cache<Use, Boolean> kept =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    UsesConsumer(Inbox inbox, ToolUses uses) {
        this.inbox = inbox;
        this.uses = uses;
        this.decisions = Intake.of(DecisionEvent.FAMILY, this::apply);
    }

    @Incoming("uses")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        var first = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        Set<Use> seen = new HashSet<>();
        for (var record : batch)
            use(record)
                    .filter(use -> kept.getIfPresent(use) == null && seen.add(use))
                    .ifPresent(use -> first.add(record));
        if (first.isEmpty()) return Uni.createFrom().voidItem();
        return inbox.handle(decisions, first).invoke(() -> seen.forEach(use -> kept.put(use, true)));
    }

    @Override
    public List<Intake<?>> intakes() {
        return List.of(decisions);
    }

    private Uni<Void> apply(List<Received<DecisionEvent>> batch) {
        var used = new LinkedHashSet<Use>();
        for (var received : batch) Use.of(received.event()).ifPresent(used::add);
        return used.isEmpty() ? Uni.createFrom().voidItem() : uses.keep(used);
    }

    /** By its bytes first: arguments can hold the same ones, and then it is read for nothing. */
    private static Optional<Use> use(ConsumerRecord<byte[], byte[]> record) {
        if (!DELEGATION.isIn(record.value())) return Optional.empty();
        try {
            return Use.of(CloudEventCodec.decode(DecisionEvent.FAMILY, KafkaRecords.wire(record))
                    .data());
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }
}
