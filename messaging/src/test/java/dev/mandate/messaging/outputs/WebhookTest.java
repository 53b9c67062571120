package dev.mandate.messaging.outputs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static final Instant AT = Instant.parse("2026-01-15T10:04:00.250Z");

    private record Message(String id, byte[] body) implements WebhookBody {}

    private final Message message = new Message("fnd_1", "{\"says\":\"€\"}".getBytes(UTF_8));

    @Test
    void a_message_is_posted_as_it_is_and_its_signature_can_be_checked() throws Exception {
        try (var server = new HookServer()) {
            hook(server.url("/soc")).send(message);
            assertThat(server.posted()).singleElement().satisfies(request -> {
                assertThat(request.body()).isEqualTo(new String(message.body(), UTF_8));
                assertThat(request.header("Mandate-Event")).isEqualTo("fnd_1");
                assertThat(request.header("Mandate-Timestamp")).isEqualTo(Long.toString(AT.getEpochSecond()));
                assertThat(request.header("Mandate-Signature"))
                        .isEqualTo("sha256=" + hmac(AT.getEpochSecond() + "." + request.body()));
            });
        }
    }

    @Test
    void an_answer_that_is_no_success_has_to_be_tried_again_and_a_redirect_is_none() throws Exception {
        try (var server = new HookServer()) {
            server.takesOnly(it -> false);
            assertThatThrownBy(() -> hook(server.url("/soc")).send(message))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("503");
            assertThatThrownBy(() -> hook(server.url("/moved")).send(message))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("302");
            assertThat(server.posted()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void an_answer_about_this_message_is_its_refusal(int status) throws Exception {
        try (var server = new HookServer()) {
            server.answers(it -> status);
            assertThatThrownBy(() -> hook(server.url("/soc")).send(message))
                    .isInstanceOf(OutputRefused.class)
                    .hasMessageContaining(Integer.toString(status));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 408, 429, 500, 503})
    void an_answer_about_the_receiver_has_to_be_tried_again(int status) throws Exception {
        try (var server = new HookServer()) {
            server.answers(it -> status);
            assertThatThrownBy(() -> hook(server.url("/soc")).send(message))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(Integer.toString(status));
        }
    }

    @Test
    @Timeout(60)
    void an_answer_whose_body_does_not_end_holds_up_nothing() throws Exception {
        try (var server = new HookServer()) {
            hook(server.url("/endless")).send(message);
            assertThatThrownBy(() ->
                            hook(server.url("/silent"), Duration.ofMillis(200)).send(message))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not end");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1/hook", "ftp://127.0.0.1/", "file:///etc/passwd", "https:///nowhere"})
    void a_target_that_is_neither_encrypted_nor_on_this_machine_is_refused(String url) {
        assertThatThrownBy(() -> hook(URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mandate.outputs.webhook.soc.url");
    }

    @Test
    void a_short_secret_is_refused_by_the_name_of_its_setting_and_not_shown() {
        assertThatThrownBy(() -> new Webhook<Message>(
                        "mandate.outputs.webhook.soc",
                        URI.create("https://soc.example/"),
                        "tooshort",
                        Duration.ofSeconds(1),
                        InstantSource.system()))
                .hasMessage("set mandate.outputs.webhook.soc.secret to at least 32 characters; it has 8");
    }

    private static Webhook<Message> hook(URI url) {
        return hook(url, Duration.ofSeconds(10));
    }

    private static Webhook<Message> hook(URI url, Duration timeout) {
        return new Webhook<Message>("mandate.outputs.webhook.soc", url, SECRET, timeout, InstantSource.fixed(AT));
    }

    private static String hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
