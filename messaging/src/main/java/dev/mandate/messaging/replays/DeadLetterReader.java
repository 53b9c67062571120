package dev.mandate.messaging.replays;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.ServiceConfig;
import dev.mandate.messaging.follower.TopicStretch;
import dev.mandate.messaging.kafka.KafkaClients;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads this service's dead letters from their topic, which is all that is kept of them. By one thread, some megabytes at a time: they may
 * be large.
 */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class DeadLetterReader {
    private static final int WAITING = 8;
    private static final int AT_ONCE_BYTES = 4 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Map<String, Object> SETTINGS = Map.of(
            "max.poll.records",
            50,
            "fetch.max.bytes",
            AT_ONCE_BYTES,
            "max.partition.fetch.bytes",
            AT_ONCE_BYTES,
            "default.api.timeout.ms",
            Math.toIntExact(PATIENCE.toMillis()));

    private final KafkaClients clients;
    private final Topic topic;
    private final ThreadPoolExecutor reader =
            new ThreadPoolExecutor(1, 1, 30, SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                var thread = new Thread(task, "dead-letters");
                thread.setDaemon(true);
                return thread;
            });

    @Inject
    DeadLetterReader(KafkaClients clients, ServiceConfig config) {
        this.clients = clients;
        this.topic = TopicCatalogue.deadLettersOf(config.account());
        reader.allowCoreThreadTimeOut(true);
    }

    @PreDestroy
    void stop() {
        reader.shutdownNow();
    }

    /** Asking later may help; the message says why. */
    static final class NotNow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotNow(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * The latest first.
     *
     * @param end the offset behind the newest one
     * @param each what is kept of a letter, made before the next ones are fetched
     */
    <T> Uni<List<T>> before(long end, int most, Function<StoredDeadLetter, T> each) {
        return onReader(() -> read(end, most, each));
    }

    /** Empty for an offset that has none, or none any more. */
    Uni<Optional<StoredDeadLetter>> at(long offset) {
        return before(offset + 1, 1, Function.identity())
                .map(found ->
                        found.stream().filter(one -> one.offset() == offset).findFirst());
    }

    private <T> List<T> read(long end, int most, Function<StoredDeadLetter, T> each) {
        var found = new ArrayList<T>();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var stretch = new TopicStretch(clients, topic, SETTINGS)) {
            stretch.before(0, end, most);
            while (stretch.hasMore()) {
                for (var record : stretch.next())
                    StoredDeadLetter.of(record).map(each).ifPresent(found::add);
                if (System.nanoTime() - deadline > 0) throw new NotNow("the dead letters take long to read");
            }
        } catch (TimeoutException e) {
            throw new NotNow("the broker is out of reach");
        }
        Collections.reverse(found);
        return found;
    }

    private <T> Uni<T> onReader(Supplier<T> read) {
        var context = Vertx.currentContext();
        return Uni.createFrom()
                .item(read)
                .runSubscriptionOn(reader)
                .onFailure(RejectedExecutionException.class)
                .transform(full -> new NotNow("many look at dead letters"))
                .emitOn(task -> context.runOnContext(ignored -> task.run()));
    }
}
