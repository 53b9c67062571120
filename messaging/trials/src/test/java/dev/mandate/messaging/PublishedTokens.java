package dev.mandate.messaging;

import dev.mandate.embedded.Platform;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.identity.KeyState;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import dev.mandate.messaging.security.SignedTokens;
import java.time.Instant;
import java.util.Map;

/** Tokens by a key that services know, as soon as they have read it. */
public final class PublishedTokens {
    private PublishedTokens() {}

    public static SignedTokens begin() throws Exception {
        var tokens = new SignedTokens(Instant.now());
        var key = tokens.published();
        try (var identity = new KafkaClients(Platform.shared().kafkaClientConfig("identity")).producer(Map.of())) {
            var record = CloudEventCodec.encode(
                    KeyState.FAMILY, new Envelope<>("urn:mandate:identity", key.keyId(), Instant.now(), key, null));
            identity.send(KafkaRecords.toSend(KeyState.FAMILY.topic().name(), 0, record))
                    .get();
        }
        return tokens;
    }
}
