package dev.mandate.messaging.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterRecordTest {
    private static final int MIB = 1024 * 1024;
    private static final DeadLetter LETTER = new DeadLetter(
            "agent.actions.v1", 1, 2, "trail", Instant.EPOCH, Unreadable.Reason.OVERSIZED, "m".repeat(MIB));

    @Test
    void a_record_that_fits_is_kept_to_the_byte_and_what_it_claims_about_letters_is_not() {
        var headers = new RecordHeaders();
        headers.add("bytes", new byte[] {(byte) 0xFF, 0}).add(DeadLetter.REASON, "forged".getBytes(UTF_8));
        headers.add(DeadLetter.CUT, "forged".getBytes(UTF_8));
        var value = new byte[MIB];
        var letter = DeadLetterRecord.of(new byte[] {7}, headers, value, LETTER);
        assertThat(letter.key()).containsExactly(7);
        assertThat(letter.value()).isSameAs(value);
        assertThat(letter.headers().lastHeader("bytes").value()).containsExactly(0xFF, 0);
        assertThat(letter.headers().headers(DeadLetter.REASON)).hasSize(1);
        assertThat(text(letter.headers(), DeadLetter.REASON)).isEqualTo("oversized");
        assertThat(letter.headers().lastHeader(DeadLetter.CUT)).isNull();
    }

    @Test
    void of_a_record_that_no_topic_takes_the_beginning_is_kept_and_the_letter_says_what_is_missing() {
        var headers = new RecordHeaders();
        for (int i = 0; i < 40; i++) headers.add("h" + i, new byte[MIB / 8]);
        var value = new byte[8 * MIB];
        Arrays.fill(value, (byte) 1);
        var letter = DeadLetterRecord.of(new byte[MIB], headers, value, LETTER);
        assertThat(bytes(letter))
                .isLessThan(TopicCatalogue.deadLettersOf(Account.AUDIT).maxBytes());
        assertThat(text(letter.headers(), DeadLetter.CUT))
                .contains("1 of 40 headers", "key of 1048576 bytes", "value of 8388608 bytes, sha256 ");
        assertThat(text(letter.headers(), DeadLetter.ORIGIN)).isEqualTo("agent.actions.v1/1/2");
    }

    @Test
    void a_record_with_nothing_in_it_is_a_letter_too() {
        var letter = DeadLetterRecord.of(null, new RecordHeaders(), null, LETTER);
        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
    }

    private static int bytes(DeadLetterRecord letter) {
        int bytes = letter.key().length + letter.value().length;
        for (var header : letter.headers()) bytes += header.key().length() + header.value().length;
        return bytes;
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }
}
