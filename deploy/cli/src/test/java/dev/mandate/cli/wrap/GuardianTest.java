package dev.mandate.cli.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.actors.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardianTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    /** A program that has wrapped something, and waits for its command. */
    static final class Wrapper {
        private Wrapper() {}

        public static void main(String... undone) throws Exception {
            var guardian = Guardian.before(List.of("touch", undone[0]));
            System.out.println("wrapped");
            if (System.in.read() == 'd') guardian.close();
            Runtime.getRuntime().halt(0);
        }
    }

    @Test
    void what_a_killed_program_has_wrapped_is_undone() throws Exception {
        var undone = directory.resolve("undone");
        wrapper(undone).destroyForcibly();
        assertThat(Await.until(PATIENCE, () -> Files.exists(undone), it -> it)).isTrue();
    }

    @Test
    void what_was_undone_already_is_undone_by_nobody_else() throws Exception {
        var undone = directory.resolve("undone");
        var wrapper = wrapper(undone);
        var guardian = wrapper.children().toList();
        wrapper.outputWriter().append("done").close();
        wrapper.waitFor();
        var alive = Await.until(PATIENCE, () -> guardian.stream().anyMatch(ProcessHandle::isAlive), it -> !it);
        assertThat(alive).isFalse();
        assertThat(guardian).isNotEmpty();
        assertThat(undone).doesNotExist();
    }

    private static Process wrapper(Path undone) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Wrapper.class.getName(),
                        undone.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("wrapped");
        return process;
    }
}
