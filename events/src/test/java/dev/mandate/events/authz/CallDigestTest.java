package dev.mandate.events.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.IdentityId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallDigestTest {
    private static final IdentityId AGENT = new IdentityId("agt_1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"to\": \"ada\", \"n\": 1} | {\"n\": 1.0, \"to\": \"ada\"}",
                "{\"n\": 1200} | {\"n\": 1.2e3}",
                "{\"n\": 0} | {\"n\": -0.0}",
                "{\"a\": {\"b\": 1, \"c\": [2, {}]}} | {\"a\": {\"c\": [2.0, {}], \"b\": 1}}",
                "{\"to\": \"ada\"} | {\"to\": \"ada\", \"bcc\": null}",
                "{\"to\": \"\\u00e9\\ud83d\\ude00\"} | {\"to\": \"é😀\"}",
            })
    void the_same_call_however_it_is_written(String one, String other) {
        assertThat(digest(one)).isEqualTo(digest(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"to\": \"ada\"} | {\"to\": \"eve\"}",
                "{\"n\": 10} | {\"n\": 100}",
                "{\"n\": 9007199254740993} | {\"n\": 9007199254740992}",
                "{\"n\": 1} | {\"n\": \"1\"}",
                "{\"n\": 1} | {\"n\": -1}",
                "{\"a\": [1, 2]} | {\"a\": [2, 1]}",
                "{\"a\": [\"1,2\"]} | {\"a\": [\"1\", \"2\"]}",
                "{\"a\\\":\\\"b\": 1} | {\"a\": \"b\"}",
                "{\"a\": [null]} | {\"a\": []}",
                "{\"a\": \"?\"} | {\"a\": \"\\ud800\"}",
            })
    void another_call_has_another_digest(String one, String other) {
        assertThat(digest(one)).isNotEqualTo(digest(other));
    }

    @Test
    void agent_and_tool_are_part_of_it() {
        var its = CallDigest.of(AGENT, "mail.send", Map.of());
        assertThat(CallDigest.of(new IdentityId("agt_2"), "mail.send", Map.of()))
                .isNotEqualTo(its);
        assertThat(CallDigest.of(AGENT, "mail.read", Map.of())).isNotEqualTo(its);
        assertThat(CallDigest.of(AGENT, "mail.send", null)).isEqualTo(its);
    }

    @Test
    void anybody_can_compute_it_by_the_rfc() {
        // printf '{"agent":"agt_1","arguments":{"n":15e-1,"to":"ada"},"tool":"mail.send"}' | sha256sum
        assertThat(CallDigest.of(AGENT, "mail.send", Map.of("to", "ada", "n", new BigDecimal("1.50"))))
                .hasToString("sha256:da7803a8b3cc4ed349230c1cad58e50204fcc017cd1fdf0ddda0e52626b879a5");
    }

    @Test
    void it_is_read_as_it_is_written_and_nothing_else_is_read() {
        var its = digest("{\"to\": \"ada\"}");
        assertThat(CallDigest.parse(its.toString())).isEqualTo(its);
        assertThatThrownBy(() -> CallDigest.parse("sha256:12")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CallDigest.parse("sha256:" + "g".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static CallDigest digest(String json) {
        try {
            return CallDigest.of(
                    AGENT,
                    "mail.send",
                    EventJson.mapper().readValue(json, new TypeReference<Map<String, Object>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
