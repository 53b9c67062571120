package dev.mandate.cli.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagedProcessTest {
    private static final List<String> FOR_LONG = List.of("sleep", "600");

    @TempDir
    Path home;

    private Layout layout;
    private ManagedProcess process;
    private Process another;

    @BeforeEach
    void one_of_ours_and_one_of_another() throws IOException {
        layout = new Layout(home, home.resolve("data"));
        process = new ManagedProcess("console", layout);
        another = new ProcessBuilder(FOR_LONG).start();
    }

    @AfterEach
    void end() {
        process.stop();
        another.destroyForcibly();
    }

    @Test
    void what_was_started_is_found_again_and_ended() throws IOException {
        process.start(FOR_LONG, Map.of());
        var started = new ManagedProcess("console", layout).running().orElseThrow();
        process.stop();
        assertThat(started.isAlive()).isFalse();
        assertThat(process.running()).isEmpty();
    }

    @Test
    void a_number_that_is_another_processs_by_now_is_neither_taken_for_ours_nor_ended() throws IOException {
        var earlier = ProcessMark.of(ProcessHandle.current()).orElseThrow();
        Files.createDirectories(layout.pidFile("console").getParent());
        Files.writeString(layout.pidFile("console"), new ProcessMark(another.pid(), earlier.began()).text());
        assertThat(process.running()).isEmpty();
        process.stop();
        assertThat(another.isAlive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "123", "x y", "99999999999999999999 1", "12 34 56"})
    void a_pid_file_that_says_nothing_names_no_process(String text) throws IOException {
        Files.createDirectories(layout.pidFile("console").getParent());
        Files.writeString(layout.pidFile("console"), text);
        assertThat(process.running()).isEmpty();
        process.stop();
        assertThat(layout.pidFile("console")).doesNotExist();
    }

    @Test
    void a_number_alone_of_a_process_that_lives_names_nobody() throws IOException {
        Files.createDirectories(layout.pidFile("console").getParent());
        Files.writeString(layout.pidFile("console"), another.pid() + " 1970-01-01T00:00:00Z");
        process.stop();
        assertThat(another.isAlive()).isTrue();
    }

    @Test
    void what_an_earlier_version_started_is_ended_too() throws IOException {
        var began = another.toHandle().info().startInstant().orElseThrow();
        Files.createDirectories(layout.pidFile("console").getParent());
        Files.writeString(layout.pidFile("console"), another.pid() + " " + began);
        process.stop();
        assertThat(another.isAlive()).isFalse();
    }

    @Test
    void one_that_stands_still_is_ended_in_order() throws Exception {
        var ended = home.resolve("ended");
        var waits = home.resolve("waits");
        process.start(
                List.of(
                        "sh",
                        "-c",
                        "trap 'touch " + ended + "; exit' TERM; touch " + waits + "; while :; do sleep 0.1; done"),
                Map.of());
        while (!Files.exists(waits)) Thread.onSpinWait();
        var pid = process.running().orElseThrow().pid();
        assertThat(new ProcessBuilder("kill", "-STOP", "" + pid).start().waitFor())
                .isZero();
        process.stop();
        assertThat(ended).as("it could still tidy up").exists();
    }

    @Test
    void nothing_stays_of_what_could_not_be_noted() throws Exception {
        Files.createDirectories(layout.data());
        Files.writeString(layout.data().resolve("run"), "a file where the folder of pid files should be");
        var pid = home.resolve("pid");
        assertThatThrownBy(() -> process.start(
                        List.of(
                                "sh",
                                "-c",
                                "echo $$ > " + pid + ".new; mv " + pid + ".new " + pid + "; exec sleep 600"),
                        Map.of()))
                .hasMessageContaining("console.pid");
        if (Files.exists(pid)) {
            var left = ProcessHandle.of(Long.parseLong(Files.readString(pid).trim()));
            if (left.isPresent()) left.get().onExit().get(10, TimeUnit.SECONDS);
        }
        Files.delete(layout.data().resolve("run"));
    }
}
