package dev.mandate.audit.engine.attestation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class KnownDecisionSerdeTest {
    private static final KnownDecision USED =
            new KnownDecision("agt_first", "e-mail.größe", true, 1_700_000_000_000L, "8:urn:hooke1");
    private static final KnownDecision UNUSED = new KnownDecision("agt_first", "email", false, 7, null);

    private final Serde<KnownDecision> serde = KnownDecisionSerde.serde();

    @Test
    void a_decision_comes_back_with_what_ran_under_it() {
        assertThat(read(written(USED))).isEqualTo(USED);
        assertThat(read(written(UNUSED))).isEqualTo(UNUSED);
    }

    @Test
    void what_lies_in_the_form_of_before_is_read() {
        assertThat(read(asBefore(USED))).isEqualTo(USED);
        assertThat(read(asBefore(UNUSED))).isEqualTo(UNUSED);
    }

    @Test
    void a_part_of_a_decision_and_the_form_of_a_later_version_are_refused() {
        for (var whole : new byte[][] {written(USED), asBefore(USED)})
            for (int length = 0; length < whole.length; length++) {
                var part = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> read(part)).isInstanceOf(SerializationException.class);
            }
        var later = written(USED);
        later[0]++;
        assertThatThrownBy(() -> read(later)).isInstanceOf(SerializationException.class);
    }

    private byte[] written(KnownDecision decision) {
        return serde.serializer().serialize("", decision);
    }

    private KnownDecision read(byte[] stored) {
        return serde.deserializer().deserialize("", stored);
    }

    private static byte[] asBefore(KnownDecision decision) {
        var bytes = ByteBuffer.allocate(256).put((byte) 1).put((byte) (decision.allowed() ? 1 : 0));
        bytes.putLong(decision.read());
        for (var text : Arrays.asList(decision.agent(), decision.tool(), decision.usedBy())) {
            bytes.putInt(text == null ? -1 : text.getBytes(UTF_8).length);
            if (text != null) bytes.put(text.getBytes(UTF_8));
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
