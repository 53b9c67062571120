package dev.mandate.audit.engine.attestation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.audit.engine.attestation.KnownDecision.State;
import dev.mandate.events.authz.CallDigest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class KnownDecisionSerdeTest {
    private static final KnownDecision TOLD = new KnownDecision(
            "agt_first",
            "e-mail.größe",
            true,
            1_700_000_000_000L,
            new CallDigest(1, -2, Long.MAX_VALUE, 4),
            1_700_000_300_000L,
            "apr_01k0",
            State.TOLD,
            "0123456789012345678901234567890123456789012",
            List.of("8:urn:hooke1", "e2"));
    private static final KnownDecision DENIED =
            new KnownDecision("agt_first", "email", false, 7, null, 0, null, State.OPEN, null, List.of());
    private static final KnownDecision BEFORE = new KnownDecision(
            "agt_first",
            "e-mail.größe",
            true,
            1_700_000_000_000L,
            null,
            0,
            null,
            State.TOLD,
            null,
            List.of("8:urn:hooke1"));

    private final Serde<KnownDecision> serde = KnownDecisionSerde.serde();

    @Test
    void a_decision_comes_back_with_what_ran_under_it() {
        assertThat(read(written(TOLD))).isEqualTo(TOLD);
        assertThat(read(written(DENIED))).isEqualTo(DENIED);
    }

    @Test
    void what_lies_in_the_form_of_before_is_read() {
        assertThat(read(asBefore(BEFORE))).isEqualTo(BEFORE);
        assertThat(read(asBefore(DENIED))).isEqualTo(DENIED);
    }

    @Test
    void what_lies_from_before_approvals_were_kept_rests_on_none() {
        var written = written(DENIED);
        written[0] = 3;
        assertThat(read(Arrays.copyOf(written, written.length - 1))).isEqualTo(DENIED);
    }

    @Test
    void a_part_of_a_decision_and_the_form_of_a_later_version_are_refused() {
        for (var whole : new byte[][] {written(TOLD), asBefore(BEFORE)})
            for (int length = 0; length < whole.length; length++) {
                var part = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> read(part)).isInstanceOf(SerializationException.class);
            }
        var later = written(TOLD);
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
        for (var text : Arrays.asList(
                decision.agent(),
                decision.tool(),
                decision.reports().isEmpty() ? null : decision.reports().get(0))) {
            bytes.putInt(text == null ? -1 : text.getBytes(UTF_8).length);
            if (text != null) bytes.put(text.getBytes(UTF_8));
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
