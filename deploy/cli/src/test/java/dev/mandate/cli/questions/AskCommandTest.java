package dev.mandate.cli.questions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mandate.cli.client.ApiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ask … --token}: authz-service tells of a surface to who shows a token that is from it. */
class AskCommandTest {
    private HttpServer authz;
    private ApiClient api;

    @BeforeEach
    void a_surface_is_left_to_who_is_on_it() throws IOException {
        authz = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        authz.createContext("/", exchange -> {
            var asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var shown = asked.contains("\"surface\"") && asked.contains("\"token\":\"its-own\"");
            var answer = ("{\"results\": [" + (shown ? "{\"type\": \"surface\", \"id\": \"editor\"}" : "") + "]}")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        authz.start();
        var url = "http://127.0.0.1:" + authz.getAddress().getPort();
        api = new ApiClient(service -> url);
    }

    @AfterEach
    void end() {
        authz.stop(0);
    }

    @Test
    void the_surface_that_a_token_shows_is_told_and_without_one_what_is_missing() {
        assertThat(AskCommand.models(api, "admin", "agt_1", "its-own"))
                .contains("models: none   [agt_1]", "surfaces: editor   [agt_1]", "from the surface that this shows");
        assertThat(AskCommand.models(api, "admin", "agt_1", null))
                .contains("surfaces: none   [agt_1]", "a token of its own shows, --token");
    }
}
