package dev.mandate.identity.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.outgoing.NoTls;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody is there: what counts is whether he is looked for. */
class PrivateReceiverTest {
    private static final String NOT_ASKED = "its host is not on the Internet";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_receiver_on_a_private_network_is_asked_where_the_operator_names_it_and_else_not() {
        assertThat(outcome(Map.of())).isEqualTo(NOT_ASKED);
        assertThat(outcome(Map.of("mandate.signals.private-hosts", "10.0.0.2"))).isEqualTo(NOT_ASKED);
        assertThat(outcome(Map.of("mandate.signals.private-hosts", "10.0.0.2,10.255.255.254")))
                .isNotEqualTo(NOT_ASKED);
    }

    private String outcome(Map<String, String> settings) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(SignalConfig.class)
                .withDefaultValue("mandate.signals.push-patience", "PT0.2S")
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(SignalConfig.class);
        var url = URI.create("https://10.255.255.254/signals");
        try {
            var answer = new PushClient(vertx, new NoTls(), config)
                    .post(new Outgoing("stream", "signal", false, url, "text/plain", "x", Map.of()));
            return "answered "
                    + answer.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            return String.valueOf(e.getCause().getMessage());
        }
    }
}
