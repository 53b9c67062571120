package dev.mandate.messaging.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.identity.KeyState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RevisionsTest {
    private final List<String> told = new ArrayList<>();
    private final List<String> deadLetters = new ArrayList<>();
    private final Revisions<KeyState> revisions = new Revisions<>(
            KeyState.FAMILY, new Told(), (record, reason, message) -> deadLetters.add(reason + " " + message));
    private long offset;

    @Test
    void an_older_revision_never_overwrites_a_newer_one() {
        revisions.take(state("a", 2));
        revisions.take(state("a", 1));
        revisions.take(state("a", 2));
        revisions.take(state("a", 3));
        assertThat(told).containsExactly("a 2", "a 3");
    }

    @Test
    void an_unreadable_key_is_unknown_until_a_later_revision_can_be_read() {
        revisions.take(state("a", 2));
        revisions.take(record("a", "{\"revision\": \"three\"}"));
        revisions.take(state("a", 2));
        revisions.take(state("a", 4));
        assertThat(told).containsExactly("a 2", "a unreadable missing_attribute", "a 4");
        assertThat(deadLetters).hasSize(1);
    }

    @Test
    void a_tombstone_forgets_the_key() {
        revisions.take(state("a", 2));
        revisions.take(record("a", null));
        revisions.take(state("a", 1));
        assertThat(told).containsExactly("a 2", "a removed", "a 1");
    }

    @Test
    void tells_which_revision_of_a_key_has_been_applied_and_nothing_of_one_that_was_forgotten() {
        revisions.take(state("a", 2));
        assertThat(revisions.of("a")).isEqualTo(2);
        assertThat(revisions.of("b")).isZero();
        revisions.take(record("a", null));
        assertThat(revisions.of("a")).isZero();
    }

    @Test
    void a_state_that_the_listener_cannot_take_counts_as_unreadable() {
        revisions.take(state("bad", 1));
        assertThat(told).containsExactly("bad unreadable refused");
        assertThat(deadLetters).singleElement().asString().startsWith("REFUSED");
    }

    private ConsumerRecord<byte[], byte[]> state(String key, long revision) {
        var wire = CloudEventCodec.encode(
                KeyState.FAMILY,
                new Envelope<>(
                        "urn:mandate:identity",
                        key + revision,
                        Instant.EPOCH,
                        new KeyState(key, revision, false, Map.of()),
                        null));
        var record = new ConsumerRecord<>("identity.keys.v1", 0, offset++, wire.key(), wire.value());
        wire.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    private ConsumerRecord<byte[], byte[]> record(String key, String value) {
        return new ConsumerRecord<>(
                "identity.keys.v1", 0, offset++, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
    }

    private final class Told implements StateListener<KeyState> {
        @Override
        public void applied(KeyState state) {
            if (state.keyId().equals("bad")) throw new IllegalStateException("a bug");
            told.add(state.keyId() + " " + state.revision());
        }

        @Override
        public void unreadable(String key, String reason) {
            told.add(key + " unreadable " + reason);
        }

        @Override
        public void removed(String key) {
            told.add(key + " removed");
        }
    }
}
