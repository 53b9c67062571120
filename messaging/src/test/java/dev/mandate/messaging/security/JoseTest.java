package dev.mandate.messaging.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoseTest {
    private static final String NOT_PLAIN_RSA = "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"oth\":[{}]}";

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "[]", "1", "{}", "{\"alg\":null}", "{\"alg\":\"ES256\",\"jwk\":" + NOT_PLAIN_RSA + "}"})
    void whatever_a_header_is_the_text_is_a_jwt_or_none_and_no_fault_of_ours(String header) {
        var text = encoded(header) + "." + encoded("{\"sub\":\"per_ada\"}") + ".AA";
        assertThatThrownBy(() -> Jose.signed(text)).isInstanceOf(ParseException.class);
        assertThat(KeyProof.read(text, "GET", URI.create("https://mandate.example/"), Instant.EPOCH))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{\"keys\":[null]}", "{\"keys\":[" + NOT_PLAIN_RSA + "]}"})
    void so_is_whatever_is_published_as_keys(String text) {
        assertThatThrownBy(() -> Jose.keys(text)).isInstanceOf(ParseException.class);
    }

    @Test
    void and_what_is_registered_as_keys() {
        var none = Map.<String, Object>of("keys", Collections.singletonList(null));
        assertThatThrownBy(() -> Jose.keys(none)).isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> Jose.keys(Map.of("keys", List.of(1)))).isInstanceOf(ParseException.class);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
