package dev.mandate.cli.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.cli.client.PlayedServices;
import dev.mandate.cli.client.PlayedServices.Said;
import java.io.IOException;
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
    private PlayedServices service;

    @BeforeEach
    void a_service_that_waits_for_a_stream() throws IOException {
        service = new PlayedServices(asked -> {
            if (!asked.path().equals("/q/health/ready")) return new Said(404, "");
            var records = left.getAndAdd(-step);
            var body = """
                    {"status": "%s", "checks": [
                      {"name": "relay", "status": "DOWN", "data": {"emptyAt": "%s"}},
                      {"name": "projections", "status": "DOWN", "data": {"a.b.v1": "%d records behind", "c.d.v1": "complete"}}]}""".formatted(records > 0 ? "DOWN" : "UP", Instant.now(), records);
            return new Said(records > 0 ? 503 : 200, body);
        });
    }

    @AfterEach
    void stop() {
        service.close();
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
        var ports = new Ports(service.port() - 1000 - Service.AUDIT.offset());
        new Readiness(ports, new Layout(home, home), withoutProgress)
                .await(Service.AUDIT, () -> Optional.of(ProcessHandle.current()), words -> {});
    }
}
