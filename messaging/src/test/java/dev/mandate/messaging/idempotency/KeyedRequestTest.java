package dev.mandate.messaging.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedRequestTest {
    private static final String KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324";

    private final KeyedRequest request = KeyedRequest.of("identity ops ops", KEY);

    @Test
    void a_key_is_the_same_as_the_draft_writes_it_and_as_most_send_it() {
        assertThat(KeyedRequest.of("identity ops ops", '"' + KEY + '"').id()).isEqualTo(request.id());
        assertThat(KeyedRequest.of("identity ops ops", "  " + KEY + " ").id()).isEqualTo(request.id());
    }

    @Test
    void keys_of_different_owners_never_meet() {
        var anothers = KeyedRequest.of("identity another another", KEY);
        assertThat(anothers.id()).isNotEqualTo(request.id());
        assertThat(KeyedRequest.of("lifecycle ops ops", KEY).id()).isNotEqualTo(request.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "fifteen-letters",
                "two words with-more-than-sixteen",
                "\"quoted-by-half-and-long",
                "back\\slash-and-long-enough"
            })
    void what_could_be_guessed_or_is_no_header_value_is_no_key(String header) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyedRequest.of("identity ops ops", header))
                .withMessageContaining("at random");
    }

    @Test
    void a_longer_text_than_a_key_is_none() {
        assertThat(KeyedRequest.of("o", "x".repeat(100)).id()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> KeyedRequest.of("o", "x".repeat(101)));
    }

    @Test
    void an_answer_is_opened_by_its_key_and_its_owner_alone_and_is_nowhere_in_what_is_kept() {
        var kept = request.seal("{\"clientSecret\":\"s3cr3t\"}");
        assertThat(kept).doesNotContain("s3cr3t");
        assertThat(request.open(kept)).isEqualTo("{\"clientSecret\":\"s3cr3t\"}");
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> KeyedRequest.of("identity another another", KEY).open(kept));
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> KeyedRequest.of("identity ops ops", KEY + "-2").open(kept));
        assertThat(request.seal("{\"clientSecret\":\"s3cr3t\"}")).isNotEqualTo(kept);
    }

    @Test
    void what_was_asked_is_known_again_and_told_to_nobody() {
        var fingerprint = request.fingerprint("a name".getBytes(UTF_8));
        assertThat(request.fingerprint("a name".getBytes(UTF_8))).isEqualTo(fingerprint);
        assertThat(request.fingerprint("b name".getBytes(UTF_8))).isNotEqualTo(fingerprint);
        assertThat(KeyedRequest.of("identity ops ops", KEY + "-2").fingerprint("a name".getBytes(UTF_8)))
                .isNotEqualTo(fingerprint);
    }

    @Test
    void a_log_that_names_a_request_has_not_its_key() {
        assertThat(request).asString().doesNotContain(KEY);
    }
}
