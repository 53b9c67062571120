package dev.mandate.messaging.offsets;

import static java.util.stream.Collectors.toMap;

import dev.mandate.messaging.kafka.KafkaClients;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * A group that takes over topics of others begins where those had got to ({@code mandate.former-groups.<group>}). From the beginning
 * of a topic it would take once more what is older than the inbox remembers.
 */
@ApplicationScoped
@Identifier(FormerGroups.LISTENER)
class FormerGroups implements KafkaConsumerRebalanceListener {
    /** The channel setting {@code consumer-rebalance-listener.name}. */
    static final String LISTENER = "former-groups";

    private static final Logger LOG = Logger.getLogger(FormerGroups.class);
    private static final String OF = "mandate.former-groups.";

    private final KafkaClients clients;
    private final Function<String, List<String>> former;

    @Inject
    FormerGroups(KafkaClients clients, Config config) {
        this(
                clients,
                group -> config.getOptionalValues(OF + group, String.class).orElse(List.of()));
    }

    /** @param former groups of which one takes over */
    FormerGroups(KafkaClients clients, Function<String, List<String>> former) {
        this.clients = clients;
        this.former = former;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        var begun = consumer.committed(new HashSet<>(partitions));
        var others = partitions.stream()
                .filter(partition -> begun.get(partition) == null)
                .toList();
        if (!others.isEmpty()) begin(consumer, others);
    }

    private void begin(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        var group = consumer.groupMetadata().groupId();
        var asked = former.apply(group).stream()
                .collect(toMap(
                        Function.identity(), its -> new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)));
        try (var admin = clients.admin()) {
            var answers = admin.listConsumerGroupOffsets(asked);
            for (var its : asked.keySet())
                known(answers.partitionsToOffsetAndMetadata(its)).forEach((partition, place) -> {
                    if (place == null) return; // it had nothing to do with this topic
                    LOG.debugf("%s goes on where %s had got to in %s", group, its, partition);
                    consumer.seek(partition, place.offset());
                });
        }
    }

    private static <T> T known(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("stopped meanwhile", e);
        } catch (ExecutionException e) {
            throw new KafkaException("where a former group had got to is unknown", e.getCause());
        }
    }
}
