package dev.mandate.conformance;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final int TIMEOUT = 30_000;
    private static final String BODY = "{\"a\":{\"b\":1}}";

    private final PrintStream out = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer service;

    @BeforeEach
    void Quarkus_has_set_what_it_sets_before_each_test_and_something_was_asked_since() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/q/", exchange -> {
            try (exchange) {
                var body = BODY.getBytes(UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        service.start();
        System.setOut(new PrintStream(printed, true, UTF_8));
        RestAssured.port = service.getAddress().getPort();
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.config =
                RestAssured.config().httpClient(new HttpClientConfig().setParam("http.socket.timeout", TIMEOUT));
        RestAssured.enableLoggingOfRequestAndResponseIfValidationFails();
        RestAssured.filters(new DocumentedResponses());
        given().get("/q/health").then().statusCode(200);
    }

    @AfterEach
    void close() {
        service.stop(0);
        System.setOut(out);
        RestAssured.reset();
    }

    @Test
    void a_body_is_told_of_where_a_test_fails_and_is_indented_for_none() {
        assertThatThrownBy(() -> given().get("/q/asked").then().statusCode(404))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /q/asked was answered 200: " + BODY);
        assertThat(printed.toString(UTF_8)).isEmpty();
    }

    @Test
    void each_goes_by_a_client_of_these_parts_and_waits_as_long_as_Quarkus_lets_it() {
        given().filter((request, expected, context) -> {
                    assertThat(request.getHttpClient().getClass().getEnclosingClass())
                            .isEqualTo(Requests.class);
                    assertThat(request.getHttpClient().getParams().getIntParameter("http.socket.timeout", 0))
                            .isEqualTo(TIMEOUT);
                    return context.next(request, expected);
                })
                .get("/q/asked")
                .then()
                .statusCode(200);
    }
}
