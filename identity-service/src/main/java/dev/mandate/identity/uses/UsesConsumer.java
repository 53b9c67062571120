package dev.mandate.identity.uses;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
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
 * Of all decisions, those by which an agent used a tool for a person: the first of each day, and all of them as counts of their task. The others are
 * passed over by a look at their bytes. What can't be read is told of by audit-service, which reads all of them.
 */
@ApplicationScoped
class UsesConsumer implements Intakes {
    private static final int REMEMBERED = 100_000;

    /** Of each id of a delegation in JSON. */
    private static final ByteText DELEGATION = ByteText.of("\"del_");

    private final Inbox inbox;
    private final ToolUses uses;
    private final TaskUses tasks;
    private final Intake<DecisionEvent> decisions;
    private final Cache<Use, Boolean> kept =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    UsesConsumer(Inbox inbox, ToolUses uses, TaskUses tasks) {
        this.inbox = inbox;
        this.uses = uses;
        this.tasks = tasks;
        this.decisions = Intake.of(DecisionEvent.FAMILY, this::apply);
    }

    @Incoming("uses")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        var first = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var calls = new ArrayList<CalledTool>();
        Set<Use> seen = new HashSet<>();
        for (var record : batch)
            decided(record).ifPresent(decided -> {
                CalledTool.of(decided, record.offset()).ifPresent(calls::add);
                Use.of(decided)
                        .filter(use -> kept.getIfPresent(use) == null && seen.add(use))
                        .ifPresent(use -> first.add(record));
            });
        return days(first, seen).chain(() -> counts(calls));
    }

    private Uni<Void> days(List<ConsumerRecord<byte[], byte[]>> first, Set<Use> seen) {
        if (first.isEmpty()) return Uni.createFrom().voidItem();
        return inbox.handle(decisions, first).invoke(() -> seen.forEach(use -> kept.put(use, true)));
    }

    /** Each task knows up to where it has counted, so that none of its calls needs an entry in the inbox. */
    private Uni<Void> counts(List<CalledTool> calls) {
        return calls.isEmpty()
                ? Uni.createFrom().voidItem()
                : inbox.repeatable("identity.uses", () -> tasks.count(calls));
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
    private static Optional<Decided> decided(ConsumerRecord<byte[], byte[]> record) {
        if (!DELEGATION.isIn(record.value())) return Optional.empty();
        try {
            var event = CloudEventCodec.decode(DecisionEvent.FAMILY, KafkaRecords.wire(record))
                    .data();
            return event instanceof Decided decided ? Optional.of(decided) : Optional.empty();
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }
}
