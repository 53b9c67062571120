package dev.mandate.bench.sequences;

import dev.mandate.embedded.Platform;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.topics.Account;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts calls, each with the decision that allowed it, where the jobs read them. */
final class CallFeed {
    private CallFeed() {}

    static void write(Platform platform, List<Call> calls) {
        try (var decisions = producer(platform, Account.AUTHZ);
                var actions = producer(platform, Account.AGENT_PLATFORM)) {
            for (var call : calls) send(decisions, DecisionEvent.FAMILY, decision(call));
            decisions.flush();
            for (var call : calls) send(actions, ActionEvent.FAMILY, action(call));
        }
    }

    static WireRecord action(Call call) {
        return wire(ActionEvent.FAMILY, call, call.event());
    }

    static WireRecord decision(Call call) {
        return wire(DecisionEvent.FAMILY, call, call.decided());
    }

    private static <E> WireRecord wire(EventFamily<E> family, Call call, E event) {
        return CloudEventCodec.encode(
                family, new Envelope<>(Call.SOURCE, call.id(), Instant.ofEpochMilli(call.at()), event, null));
    }

    static void send(KafkaProducer<byte[], byte[]> producer, EventFamily<?> family, WireRecord wire) {
        var record = KafkaRecords.toSend(family.topic().name(), wire);
        var unused = producer.send(record, (metadata, failure) -> {
            if (failure != null) System.err.println("not written: " + failure);
        });
    }

    static KafkaProducer<byte[], byte[]> producer(Platform platform, Account account) {
        var config = new HashMap<>(platform.kafkaClientConfig(account.userName()));
        config.putAll(Map.of("linger.ms", 20, "batch.size", 256 * 1024, "enable.idempotence", "false"));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
