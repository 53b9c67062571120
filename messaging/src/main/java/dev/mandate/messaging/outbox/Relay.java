package dev.mandate.messaging.outbox;

import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.ServiceConfig;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.outbox.OutboxTable.ExpectedInput;
import dev.mandate.messaging.outbox.SliceRelay.Slice;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Sends the outbox to Kafka, one thread per slice of the partitions; see DESIGN.md for why it is safe. */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
public class Relay {
    private final ServiceConfig service;
    private final OutboxConfig config;
    private final AgroalDataSource dataSource;
    private final KafkaClients clients;
    private final InstantSource clock;
    private final String holder = UUID.randomUUID().toString();
    private final List<SliceRelay> slices = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private @Nullable MarkProducer marks;

    @Inject
    Relay(
            ServiceConfig service,
            OutboxConfig config,
            AgroalDataSource dataSource,
            KafkaClients clients,
            InstantSource clock) {
        this.service = service;
        this.config = config;
        this.dataSource = dataSource;
        this.clients = clients;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        for (var number = 0; number < config.slices(); number++) {
            var relay = relay(number, holder, dataSource, () -> {});
            var thread = new Thread(relay, "relay-" + number);
            thread.setDaemon(true);
            slices.add(relay);
            threads.add(thread);
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        slices.forEach(SliceRelay::stop);
        for (var thread : threads) thread.join(TimeUnit.SECONDS.toMillis(3));
        slices.clear();
        threads.clear();
        closeMarks();
    }

    /** Rows that wait in the slices that this replica holds. */
    public long pending() {
        return slices.stream().mapToLong(SliceRelay::pending).sum();
    }

    /** When the slice that is furthest behind had last sent everything, or was seen in the hands of another replica. */
    public Instant alive() {
        return slices.stream().map(SliceRelay::alive).min(Instant::compareTo).orElse(Instant.EPOCH);
    }

    SliceRelay relay(int number, String holder, DataSource database, Runnable beforeSend) {
        return new SliceRelay(
                slice(number, holder),
                database,
                () -> SliceProducer.open(clients, service.service(), service.source(), number),
                this::marks,
                clock,
                beforeSend);
    }

    private synchronized MarkProducer marks() {
        var open = marks;
        if (open == null) marks = open = MarkProducer.open(clients, service.source());
        return open;
    }

    private synchronized void closeMarks() {
        if (marks != null) marks.close();
        marks = null;
    }

    Slice slice(int number, String holder) {
        return new Slice(
                service.service() + " outbox slice " + number,
                Outbox.channel(service),
                new Lease(number, holder, config.lease()),
                new OutboxTable(number, config.slices()),
                marked(number),
                inputs(),
                config.batch(),
                config.poll(),
                config.lease().dividedBy(4),
                config.markIdle());
    }

    private Set<TopicPartition> marked(int slice) {
        var elsewhere = config.vouchedForElsewhere().orElse(Set.of());
        return service.stateTopics().stream()
                .filter(topic -> !elsewhere.contains(topic.name()))
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .filter(partition -> partition % config.slices() == slice)
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Set<ExpectedInput> inputs() {
        return config.freshnessInputs().orElse(Set.of()).stream()
                .map(TopicCatalogue::named)
                .map(topic -> new ExpectedInput(topic.name(), topic.partitions()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
