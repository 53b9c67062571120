package dev.mandate.gateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mandate.gateway.servers.Confinement;
import dev.mandate.gateway.servers.Confinement.Limit;
import dev.mandate.gateway.servers.Isolation;
import dev.mandate.gateway.servers.McpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the programs of util-linux, where they are; skipped elsewhere. */
class ChildProgramsTest {
    private static final String TOLD =
            "ulimit -d; ulimit -n; ulimit -t; ulimit -c; id -un; grep NoNewPrivs /proc/self/status; touch mine && echo written";

    @TempDir
    private Path directory;

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
        assumeTrue(isRoot(), "skipped: only root may change users");
        assertThat(said("nobody", Map.of(Limit.PROCESSES, 500L), TOLD).lines())
                .endsWith("nobody", "NoNewPrivs:\t1", "written");
    }

    @Test
    void one_that_cannot_be_confined_as_is_written_is_not_started_without_that() {
        var unknown = server("nobody-at-all", Map.of());
        assertThatThrownBy(() -> new ChildCommand(unknown, Isolation.AUTO, Set.of()))
                .hasMessageStartingWith("Server child can't be confined as the file of servers says: ")
                .hasMessageContaining("nobody-at-all");
    }

    @Test
    void one_that_takes_more_than_it_may_harms_itself_alone() throws IOException {
        var limits = Map.of(Limit.MEMORY, 64L << 20, Limit.FILES, 8L, Limit.CPU, 1L);
        assertThat(said(null, limits, "head -c 200000000 /dev/zero | tail -c 199999999 | wc -c")
                        .strip())
                .as("of memory")
                .isEqualTo("0");
        assertThat(said(
                                null,
                                limits,
                                "for one in 3 4 5 6 7 8 9; do eval \"exec $one</dev/null\" || exit; echo $one; done")
                        .lines())
                .as("of files")
                .isNotEmpty()
                .doesNotContain("9");
        assertThat(said(null, limits, "sh -c 'while :; do :; done'; echo ended").strip())
                .as("of time")
                .isEqualTo("ended");
    }

    @Test
    void what_is_open_in_the_gateway_is_not_in_a_child_nor_is_its_environment() throws IOException {
        try (var ignored = Files.newInputStream(token())) {
            assertThat(said(null, Map.of(), "ls /proc/self/fd; env").lines())
                    .as("of ls that is its directory")
                    .containsOnlyOnce("3")
                    .doesNotContain("4", "5", "6")
                    .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("JAVA_HOME="));
        }
    }

    @Test
    void one_without_a_user_sees_neither_the_gateways_processes_nor_its_secrets_and_can_change_nothing_about_it()
            throws IOException {
        var token = token();
        var secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("password"), "secret");
        var command = new ChildCommand(server(null, Map.of()), Isolation.AUTO, Set.of(token, secrets));
        assumeTrue(command.exposed().isEmpty(), () -> "skipped: " + command.exposed());
        var said = said(
                command,
                ("cat %s; ls %s; umount %s; cat %s; echo on > %s/new; kill -0 %d && echo seen; ls -d /proc/%d /proc/[0-9]* | wc -l;"
                                + " grep -E 'Cap(Prm|Eff|Bnd)|NoNewPrivs' /proc/self/status; echo end")
                        .formatted(
                                token,
                                secrets,
                                token,
                                token,
                                secrets,
                                ProcessHandle.current().pid(),
                                ProcessHandle.current().pid()));
        assertThat(said)
                .doesNotContain("secret")
                .doesNotContain("seen")
                .containsPattern("CapEff:\\s+0+\n")
                .containsPattern("CapBnd:\\s+0+\n")
                .contains("NoNewPrivs:\t1")
                .endsWith("end\n");
        assertThat(Integer.parseInt(said.lines().findFirst().orElseThrow())).isLessThan(10);
        assertThat(Files.readString(token)).isEqualTo("secret");
    }

    @Test
    void one_whose_own_directory_is_hidden_does_not_get_around_that_by_it() throws IOException {
        Files.writeString(directory.resolve("password"), "secret");
        var inside = Files.createDirectory(directory.resolve("own"));
        var command = new ChildCommand(in(inside), Isolation.AUTO, Set.of(directory));
        assumeTrue(command.exposed().isEmpty(), () -> "skipped: " + command.exposed());
        assertThat(said(command, "cat ../password; cat " + directory.resolve("password")))
                .isEmpty();
    }

    @Test
    void nothing_of_a_child_is_left_when_what_stands_before_it_is_killed() throws Exception {
        var command = new ChildCommand(in(Path.of("/")), Isolation.AUTO, Set.of());
        assumeTrue(command.exposed().isEmpty(), () -> "skipped: " + command.exposed());
        var builder = command.builder();
        builder.command().addAll(List.of("sh", "-c", "sleep 60 & echo up; wait"));
        var process = builder.start();
        process.inputReader().readLine();
        var child = process.descendants().toList();
        assertThat(child).isNotEmpty();
        process.destroyForcibly().waitFor();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> child.stream().noneMatch(ChildProgramsTest::runs));
        } finally {
            child.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void one_in_namespaces_of_its_own_starts_so_many_processes_and_no_more_unless_it_is_root() throws IOException {
        var command = new ChildCommand(in(Path.of("/")), Isolation.AUTO, Set.of());
        assumeTrue(command.exposed().isEmpty(), () -> "skipped: " + command.exposed());
        var builder = command.builder();
        if (isRoot())
            builder.command().addAll(0, List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
        builder.command()
                .addAll(List.of("sh", "-c", "i=0; while [ $i -lt 600 ]; do sleep 60 & i=$((i+1)); echo $i; done"));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        var process = builder.start();
        var last = 0;
        try (var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null && last < 600; line = lines.readLine())
                last = Integer.parseInt(line);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(last).isBetween(300, 512);
    }

    @Test
    void where_it_cannot_be_kept_apart_it_is_said_and_where_it_must_be_it_does_not_start() {
        var server = server(null, Map.of());
        ChildPrograms.Namespaces none = limits -> List.of("/bin/sh", "-c", "echo not here; exit 1");
        var exposed = ChildPrograms.of(server, Isolation.AUTO, none);
        assertThat(exposed.exposed()).isEqualTo("not here");
        assertThat(exposed.before()).as("limits hold all the same").isNotEmpty();
        assertThatThrownBy(() -> ChildPrograms.of(server, Isolation.REQUIRE, none))
                .hasMessage(
                        "Server child can't be kept apart from the gateway, as mandate.mcp.isolation requires, and has no user of its own: not here");
        assertThat(ChildPrograms.of(server, Isolation.OFF, none).exposed()).isEqualTo("mandate.mcp.isolation is off");
    }

    /** One that has ended may be there for as long as whoever inherited it doesn't look. */
    private static boolean runs(ProcessHandle one) {
        try {
            var state = Files.readString(Path.of("/proc", String.valueOf(one.pid()), "stat"));
            return state.charAt(state.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    private Path token() throws IOException {
        return Files.writeString(directory.resolve("token"), "secret");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String said(String user, Map<Limit, Long> limits, String script) throws IOException {
        return said(new ChildCommand(server(user, limits), Isolation.AUTO, Set.of()), script);
    }

    private static String said(ChildCommand child, String script) throws IOException {
        var command = child.builder();
        command.command().addAll(List.of("sh", "-c", script));
        return new String(command.start().getInputStream().readAllBytes(), UTF_8);
    }

    private static McpServer in(Path directory) {
        return new McpServer(
                "child", null, List.of(), Map.of(), directory, null, Map.of(), new Confinement(null, Map.of(), true));
    }

    private static McpServer server(String user, Map<Limit, Long> limits) {
        return new McpServer(
                "child", null, List.of(), Map.of(), null, null, Map.of(), new Confinement(user, limits, true));
    }
}
