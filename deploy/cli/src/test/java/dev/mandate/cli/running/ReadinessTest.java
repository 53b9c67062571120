package dev.mandate.cli.running;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {
    @Test
    void a_trace_in_the_log_is_told_by_what_it_ends_with() {
        assertThat(Readiness.cause(List.of(
                        "ERROR Failed to start application",
                        "java.lang.RuntimeException: Failed to start quarkus",
                        "Caused by: java.lang.IllegalArgumentException: servers.json: crm.uri is not known",
                        "\tat dev.mandate.gateway.servers.ServerFile.wrong(ServerFile.java:1)")))
                .isEqualTo("servers.json: crm.uri is not known");
        assertThat(Readiness.cause(List.of("INFO started", "ended"))).isEmpty();
    }

    @TempDir
    Path home;

    private final AtomicInteger left = new AtomicInteger(12);
    private int step;
    private HttpServer service;

    @BeforeEach
    void a_service_that_waits_for_a_stream() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/q/health/ready", exchange -> {
            var records = left.getAndAdd(-step);
            var body = """
                    {"status": "%s", "checks": [
                      {"name": "relay", "status": "DOWN", "data": {"emptyAt": "%s"}},
                      {"name": "projections", "status": "DOWN", "data": {"a.b.v1": "%d records behind", "c.d.v1": "complete"}}]}""".formatted(records > 0 ? "DOWN" : "UP", Instant.now(), records)
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(records > 0 ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void a_service_that_reads_what_it_needs_is_waited_for_however_long_it_takes() {
        step = 1;
        assertThatCode(() -> await(Duration.ofMillis(100))).doesNotThrowAnyException();
    }

    @Test
    void a_service_that_stands_still_is_given_up_and_the_stream_that_it_waits_for_is_named() {
        step = 0;
        assertThatThrownBy(() -> await(Duration.ofMillis(300)))
                .isInstanceOf(NotReady.class)
                .hasMessageContaining("audit-service is not ready")
                .hasMessageContaining("waits for relay, projections (a.b.v1: 12 records behind)");
    }

    @Test
    void a_service_that_ended_is_not_waited_for() {
        var ports = new Ports(1); // where nobody listens
        assertThatThrownBy(() ->
                        new Readiness(ports, new Layout(home, home)).await(Service.AUDIT, Optional::empty, words -> {}))
                .isInstanceOf(NotReady.class)
                .hasMessageContaining("audit-service ended");
    }

    private void await(Duration withoutProgress) {
        var ports = new Ports(service.getAddress().getPort() - 1000 - Service.AUDIT.offset());
        new Readiness(ports, new Layout(home, home), withoutProgress)
                .await(Service.AUDIT, () -> Optional.of(ProcessHandle.current()), words -> {});
    }
}
