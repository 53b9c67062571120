package dev.mandate.chaos.books;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.cli.running.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignedTrailTest {
    private static final String NO_SUCH_PARAMETER =
            "{\"title\": \"Correct or leave out this parameter of the query\", \"detail\": \"there is no parameter `limit` here\"}";

    private HttpServer service;

    @BeforeEach
    void it_takes_checkpoints_for_the_id_of_a_line() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/trail/checkpoints", exchange -> {
            try (exchange) {
                var body = NO_SUCH_PARAMETER.getBytes(UTF_8);
                exchange.sendResponseHeaders(400, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        service.start();
    }

    @AfterEach
    void close() {
        service.stop(0);
    }

    @Test
    void a_version_that_signs_nothing_is_told_of_and_no_difference() {
        var verified = signed(true).verified();
        assertThat(verified.doubts()).isEmpty();
        assertThat(verified.words()).contains("signs no trail");
    }

    @Test
    void this_version_owes_an_answer() {
        assertThatThrownBy(() -> signed(false).verified())
                .isInstanceOf(ApiRefused.class)
                .hasMessageContaining("limit");
    }

    private SignedTrail signed(boolean older) {
        var api =
                new ApiClient(any -> "http://127.0.0.1:" + service.getAddress().getPort());
        return new SignedTrail(
                path -> api.get(Service.AUDIT, "/trail" + path, "a token").orRefuse(),
                new KafkaAccess(account -> Map.of()),
                older);
    }
}
