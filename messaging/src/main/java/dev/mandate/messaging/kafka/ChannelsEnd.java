package dev.mandate.messaging.kafka;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Ends all channels at once when the service ends. The connector ends them too, but one after the other, and each waits up to a second for
 * its last fetch: some 12 s in audit-service, in which nobody else gets its partitions.
 */
@ApplicationScoped
class ChannelsEnd {
    private static final long PATIENCE_SECONDS = 5;

    private final KafkaClientService clients;

    ChannelsEnd(KafkaClientService clients) {
        this.clients = clients;
    }

    void end(@Observes ShutdownEvent event) {
        var threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "channel-end");
            thread.setDaemon(true);
            return thread;
        });
        CompletableFuture.allOf(clients.getConsumerChannels().stream()
                        .flatMap(channel -> clients.getConsumers(channel).stream())
                        .map(consumer -> (ReactiveKafkaConsumer<?, ?>) consumer)
                        .map(consumer -> CompletableFuture.runAsync(consumer::close, threads))
                        .toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(failure -> null) // the connector tries it again
                .join();
        threads.shutdownNow();
    }
}
