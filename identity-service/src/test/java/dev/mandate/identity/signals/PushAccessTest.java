package dev.mandate.identity.signals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.RequestOptions;
import org.junit.jupiter.api.Test;

class PushAccessTest {
    private static final PushAccess ACCESS = new PushAccess("https://wiki.example/signals", "Bearer of-the-wiki");

    @Test
    void a_header_is_for_the_address_that_it_was_sealed_with() {
        assertThat(PushAccess.read(ACCESS.text(), "https://elsewhere.example/")).isEqualTo(ACCESS);
    }

    @Test
    void one_that_an_older_version_sealed_is_for_the_address_of_its_row() {
        assertThat(PushAccess.read("Bearer of-the-wiki".getBytes(UTF_8), "https://wiki.example/signals"))
                .isEqualTo(ACCESS);
    }

    @Test
    void an_older_version_can_send_it_to_nobody() {
        var asHeader = new String(ACCESS.text(), UTF_8);
        assertThatThrownBy(() -> new RequestOptions().addHeader("Authorization", asHeader))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void it_is_not_told_in_words() {
        assertThat(ACCESS.toString()).doesNotContain("of-the-wiki");
    }
}
