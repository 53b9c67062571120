package dev.mandate.cli.questions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.mandate.cli.client.ApiClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Whom a name means, of several who have it. */
class LookupTest {
    @Test
    void a_name_means_the_newest_of_those_who_are_active() throws Exception {
        var three = """
                [{"identity": "per_2", "status": "ACTIVE"}, {"identity": "per_3", "status": "DISABLED"},
                 {"identity": "per_1", "status": "ACTIVE"}]
                """;
        assertThat(Lookup.meant(new ObjectMapper().readTree(three)))
                .extracting(Lookup::idOf)
                .containsExactly("per_1", "per_2");
    }

    @Test
    void a_name_means_who_has_left_where_nobody_else_has_it() throws Exception {
        var gone = "[{\"identity\": \"per_1\", \"status\": \"DISABLED\"}]";
        assertThat(Lookup.meant(new ObjectMapper().readTree(gone))).hasSize(1);
        assertThat(Lookup.meant(new ObjectMapper().readTree("[]"))).isEmpty();
    }

    @Test
    void the_newest_is_looked_for_on_all_pages() throws Exception {
        var identity = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        identity.createContext("/agents", exchange -> {
            var first = !exchange.getRequestURI().getRawQuery().endsWith("&after=p%202");
            var page = first
                    ? "{\"items\": [{\"id\": \"agt_1\", \"status\": \"ACTIVE\"}], \"next\": \"p 2\"}"
                    : "{\"items\": [{\"id\": \"agt_2\", \"status\": \"ACTIVE\"}]}";
            exchange.sendResponseHeaders(200, page.length());
            try (var body = exchange.getResponseBody()) {
                body.write(page.getBytes(StandardCharsets.UTF_8));
            }
        });
        identity.start();
        try {
            var url = "http://127.0.0.1:" + identity.getAddress().getPort();
            var lookup = new Lookup(new ApiClient(service -> url), "token");
            assertThat(lookup.agent("clerk").path("id").asText()).isEqualTo("agt_2");
            assertThat(lookup.named("clerk")).contains("agt_2");
        } finally {
            identity.stop(0);
        }
    }
}
