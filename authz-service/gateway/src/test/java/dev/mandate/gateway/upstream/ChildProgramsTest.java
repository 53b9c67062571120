package dev.mandate.gateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mandate.gateway.servers.Confinement;
import dev.mandate.gateway.servers.Confinement.Limit;
import dev.mandate.gateway.servers.McpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the programs of util-linux, where they are; skipped elsewhere. */
class ChildProgramsTest {
    private static final String TOLD =
            "ulimit -d; ulimit -n; ulimit -t; ulimit -c; id -un; grep NoNewPrivs /proc/self/status; touch mine && echo written";

    @BeforeEach
    void they_are_there() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "skipped: no prlimit");
    }

    @Test
    void a_child_and_what_it_starts_take_no_more_than_they_may() throws IOException {
        var limits = Map.of(Limit.MEMORY, 1L << 30, Limit.FILES, 100L, Limit.CPU, 60L);
        assertThat(said(null, limits, "sh -c '" + TOLD + "'").lines()).startsWith("1048576", "100", "60", "0");
    }

    @Test
    void it_runs_as_a_user_of_its_own_who_can_gain_nothing() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root may change users");
        assertThat(said("nobody", Map.of(Limit.PROCESSES, 500L), TOLD).lines())
                .endsWith("nobody", "NoNewPrivs:\t1", "written");
    }

    @Test
    void one_that_cannot_be_confined_as_is_written_is_not_started_without_that() {
        var unknown = server("nobody-at-all", Map.of());
        assertThatThrownBy(() -> ChildPrograms.before(unknown))
                .hasMessageStartingWith("Server child can't be confined as the file of servers says: ")
                .hasMessageContaining("nobody-at-all");
    }

    private String said(String user, Map<Limit, Long> limits, String script) throws IOException {
        var server = server(user, limits);
        var command = new ChildCommand(server).builder();
        command.command().addAll(List.of("sh", "-c", script));
        return new String(command.start().getInputStream().readAllBytes(), UTF_8);
    }

    private static McpServer server(String user, Map<Limit, Long> limits) {
        return new McpServer(
                "child", null, List.of(), Map.of(), null, null, Map.of(), new Confinement(user, limits, true));
    }
}
