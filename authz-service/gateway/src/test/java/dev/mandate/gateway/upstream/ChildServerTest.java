package dev.mandate.gateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChildServerTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    @Test
    void a_child_that_reads_nothing_and_will_not_end_is_killed_and_nobody_waits_for_it() throws IOException {
        var child = start("trap '' TERM; echo there; while :; do sleep 1; done");
        await().atMost(SOON).until(() -> lines.contains("there"));
        while (child.send(new byte[64 * 1024])) Thread.onSpinWait();

        assertTimeoutPreemptively(SOON, child::stop);

        assertThat(child.alive()).isFalse();
        await().atMost(SOON).until(ended::isDone);
    }

    @Test
    void what_the_child_started_ends_with_it() throws IOException {
        var child = start("sleep 1000 & echo $!; wait");
        await().atMost(SOON).until(() -> !lines.isEmpty());
        var started = ProcessHandle.of(Long.parseLong(lines.get(0))).orElseThrow();

        child.stop();

        await().atMost(SOON).until(() -> !started.isAlive());
    }

    @Test
    void a_message_without_end_ends_the_child_with_words() throws IOException {
        var child = start("while :; do printf xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done");
        await().atMost(SOON).until(ended::isDone);
        assertThat(ended.join()).isEqualTo("it wrote a line of more than 80000 bytes");
        assertThat(child.alive()).isFalse();
        assertThat(child.send("{}".getBytes(UTF_8))).isFalse();
    }

    private ChildServer start(String script) throws IOException {
        return ChildServer.start(
                "child",
                new ProcessBuilder("sh", "-c", script),
                10_000,
                new ChildOutput.Lines() {
                    @Override
                    public void line(byte[] line) {
                        lines.add(new String(line, UTF_8));
                    }

                    @Override
                    public void tooLong(byte[] beginning, byte[] end) {
                        lines.add("too long");
                    }
                },
                ended::complete);
    }
}
