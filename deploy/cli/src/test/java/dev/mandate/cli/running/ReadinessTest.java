package dev.mandate.cli.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

    private final AtomicInteger left = new AtomicInteger(12);
    private final PlayedPart service = new PlayedPart("audit-service");
    private int step;

    @BeforeEach
    void a_service_that_waits_for_a_stream() {
        service.readiness = () -> {
            var records = left.getAndAdd(-step);
            return HealthAnswer.of(
                    records > 0 ? 503 : 200, """
                    {"status": "%s", "checks": [
                      {"name": "relay", "status": "DOWN", "data": {"emptyAt": "%s"}},
                      {"name": "projections", "status": "DOWN", "data": {"a.b.v1": "%d records behind", "c.d.v1": "complete"}}]}""".formatted(records > 0 ? "DOWN" : "UP", Instant.now(), records));
        };
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
    void a_service_that_ended_is_not_waited_for_and_its_log_says_why(@TempDir Path directory) throws IOException {
        service.runs = false;
        service.readiness = () -> HealthAnswer.NONE;
        service.log = Files.write(
                directory.resolve("log"),
                List.of("ERROR it failed", "Caused by: java.net.BindException: the port is taken"));
        assertThatThrownBy(() -> await(Duration.ofSeconds(10)))
                .isInstanceOf(NotReady.class)
                .hasMessageContaining("audit-service ended")
                .hasMessageContaining("since the port is taken");
    }

    private void await(Duration withoutProgress) {
        new Readiness(withoutProgress).await(service, words -> {});
    }
}
