package dev.mandate.messaging.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingUrlTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://192.0.2.1/hook", "http://127.0.0.1:8080/", "http://127.9.9.9/", "http://[::1]/"})
    void what_is_sent_to_this_machine_or_encrypted_nobody_reads(String url) {
        assertThat(OutgoingUrl.isPrivate(URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://192.0.2.1/hook", "http:///nowhere", "ftp://127.0.0.1/", "file:///etc/passwd", "/hook"})
    void anything_else_somebody_may_read(String url) {
        assertThat(OutgoingUrl.isPrivate(URI.create(url))).isFalse();
    }
}
