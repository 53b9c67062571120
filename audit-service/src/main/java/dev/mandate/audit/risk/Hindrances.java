package dev.mandate.audit.risk;

import dev.mandate.audit.engine.completeness.Inputs;
import dev.mandate.audit.engine.completeness.Inputs.Unread;
import dev.mandate.audit.engine.records.ReplacedThreads;
import dev.mandate.audit.risk.Hindrance.Kind;
import dev.mandate.audit.risk.replicas.Restored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/** Looks for what keeps this replica, or another one, from judging. Asked about once a second while judging stands still, by one thread. */
@ApplicationScoped
class Hindrances {
    private static final Duration LATELY = Duration.ofMinutes(1);
    private static final Duration BROKER_ANSWERS = Duration.ofSeconds(5);
    private static final Duration PARTITION_MOVES = Duration.ofSeconds(5);

    private final KafkaStreams streams;
    private final RiskConfig surroundings;
    private final Restored restored;
    private final ReplacedThreads threads;
    private final Inputs inputs;
    private final InstantSource clock;
    private final Map<TopicPartition, Seen> seen = new HashMap<>();

    private record Seen(long position, Instant since) {}

    @Inject
    Hindrances(
            KafkaStreams streams,
            RiskConfig surroundings,
            Restored restored,
            ReplacedThreads threads,
            Inputs inputs,
            InstantSource clock) {
        this.streams = streams;
        this.surroundings = surroundings;
        this.restored = restored;
        this.threads = threads;
        this.inputs = inputs;
        this.clock = clock;
    }

    /** The first that is found, nearest first: the job itself, its state, its group, the broker, its partitions; then other replicas. */
    Hindrance find() {
        var now = clock.instant();
        var unread = unread(now);
        var state = streams.state();
        if (!state.isRunningOrRebalancing() && state != KafkaStreams.State.CREATED)
            return new Hindrance(Kind.ENDED, "the job has ended (" + state + "); start the service again");
        return failing(now)
                .or(this::readsSurroundings)
                .or(this::restores)
                .or(() -> rebalances(state))
                .or(() -> broker(now, unread))
                .or(() -> partition(now, unread))
                .or(() -> behind(unread))
                .orElseGet(this::elsewhere);
    }

    private Optional<Hindrance> failing(Instant now) {
        return threads.last()
                .filter(failed -> failed.at().plus(LATELY).isAfter(now))
                .map(failed -> new Hindrance(
                        Kind.FAILS,
                        "its thread failed "
                                + Duration.between(failed.at(), now).toSeconds() + " s ago: " + failed.cause()));
    }

    private Optional<Hindrance> readsSurroundings() {
        var left = surroundings.notCaughtUp();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new Hindrance(
                        Kind.READS_SURROUNDINGS,
                        "what it judges by is still being read: "
                                + left.stream().sorted().collect(Collectors.joining(", "))));
    }

    private Optional<Hindrance> restores() {
        return restored.left()
                .map(left -> new Hindrance(
                        Kind.RESTORES,
                        "tasks read their state, %,d of %,d records of %d stores"
                                .formatted(left.read(), left.all(), left.stores())));
    }

    private static Optional<Hindrance> rebalances(KafkaStreams.State state) {
        return state == KafkaStreams.State.RUNNING
                ? Optional.empty()
                : Optional.of(new Hindrance(Kind.REBALANCES, "tasks are being divided among replicas (" + state + ")"));
    }

    private static Optional<Hindrance> broker(Instant now, List<Unread> unread) {
        return unread.stream()
                .map(Unread::asked)
                .min(Comparator.naturalOrder())
                .filter(asked -> asked.plus(BROKER_ANSWERS).isBefore(now))
                .map(asked -> new Hindrance(
                        Kind.BROKER_SILENT,
                        "the broker has not said for "
                                + Duration.between(asked, now).toSeconds() + " s how far topics go"));
    }

    /** One that has something to read and doesn't move: a transaction that stays open, or a record that isn't got past. */
    private Optional<Hindrance> partition(Instant now, List<Unread> unread) {
        return unread.stream()
                .filter(one -> one.records() > 0)
                .filter(one -> since(one, now).plus(PARTITION_MOVES).isBefore(now))
                .max(Comparator.comparingLong(Unread::records))
                .map(one -> new Hindrance(
                        Kind.PARTITION_STANDS,
                        "%s does not move from offset %d, %,d before its end (a transaction that stays open, or a record that is not got past)"
                                .formatted(one.partition(), one.position(), one.records())));
    }

    private static Optional<Hindrance> behind(List<Unread> unread) {
        var records = unread.stream().mapToLong(Unread::records).sum();
        return records == 0
                ? Optional.empty()
                : Optional.of(new Hindrance(Kind.BEHIND, "it reads, and has %,d records left".formatted(records)));
    }

    private Hindrance elsewhere() {
        var here = local();
        var others = streams.metadataForAllStreamsClients().stream()
                .filter(client -> !client.topicPartitions().isEmpty())
                .filter(client -> !here.containsAll(client.topicPartitions()))
                .map(StreamsMetadata::hostInfo)
                .map(host -> host.host() + ":" + host.port())
                .sorted()
                .collect(Collectors.joining(", "));
        return new Hindrance(
                Kind.ELSEWHERE,
                others.isEmpty()
                        ? "everything is read here, and what comes of it is not written yet"
                        : "everything is read here; ask " + others + ", which have the other tasks");
    }

    private List<Unread> unread(Instant now) {
        var here = local();
        var unread = inputs.unread().stream()
                .filter(one -> here.contains(one.partition()))
                .toList();
        seen.keySet().retainAll(here);
        for (var one : unread) since(one, now);
        return unread;
    }

    /** When the partition was first seen where it is. */
    private Instant since(Unread one, Instant now) {
        return seen.compute(
                        one.partition(),
                        (its, before) -> before != null && before.position == one.position()
                                ? before
                                : new Seen(one.position(), now))
                .since();
    }

    private Set<TopicPartition> local() {
        var all = new HashSet<TopicPartition>();
        if (streams.state().isRunningOrRebalancing())
            for (ThreadMetadata thread : streams.metadataForLocalThreads())
                thread.activeTasks().forEach(task -> all.addAll(task.topicPartitions()));
        return all;
    }
}
