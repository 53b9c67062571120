package dev.mandate.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mandate.cli.running.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AskedAgainTest {
    private static final String UNDER_WAY = "{\"type\":\"urn:mandate:problem:under-way\"}";

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private ApiClient api;

    @BeforeEach
    void a_service() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var url = "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
        api = new ApiClient(service -> url);
        server.start();
    }

    @AfterEach
    void ends() {
        server.stop(0);
    }

    @Test
    void what_is_to_be_made_is_asked_for_again_by_the_same_key_where_no_answer_came() {
        answering(exchange -> {
            if (keys.size() == 1) exchange.close();
            else answer(exchange, 200, "{\"clientId\":\"c-1\"}");
        });
        assertThat(made().orRefuse().path("clientId").asText()).isEqualTo("c-1");
        assertThat(keys).hasSize(2).containsOnly(keys.get(0));
        made();
        assertThat(keys.get(2)).isNotEqualTo(keys.get(0));
    }

    @Test
    void while_the_first_is_under_way_its_answer_is_waited_for() {
        answering(exchange -> {
            if (keys.size() == 1) answer(exchange, 409, UNDER_WAY);
            else answer(exchange, 200, "{\"clientId\":\"c-1\"}");
        });
        assertThat(made().status()).isEqualTo(200);
        assertThat(keys).hasSize(2).containsOnly(keys.get(0));
    }

    @Test
    void a_refusal_is_an_answer() {
        answering(exchange -> answer(exchange, 409, "{\"type\":\"urn:mandate:problem:taken\"}"));
        assertThat(made().status()).isEqualTo(409);
        assertThat(keys).hasSize(1);
    }

    @Test
    void where_nobody_listens_nothing_is_asked_again() {
        server.stop(0);
        assertThatThrownBy(this::made).isInstanceOf(NoAnswer.class);
    }

    private interface Answering {
        void to(HttpExchange exchange) throws IOException;
    }

    private void answering(Answering answering) {
        server.createContext("/clients", exchange -> {
            exchange.getRequestBody().readAllBytes();
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            answering.to(exchange);
        });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ApiClient.Answer made() {
        return api.create(Service.IDENTITY, "/clients", "a token", Map.of("name", "new"));
    }
}
