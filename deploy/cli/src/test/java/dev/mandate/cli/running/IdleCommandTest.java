package dev.mandate.cli.running;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.running.IdleCommand.Had;
import dev.mandate.cli.running.IdleCommand.Watched;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdleCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void each_process_has_its_share_of_each_minute_and_one_that_is_gone_has_none() throws Exception {
        IdleCommand.watch(
                List.of(
                        new Watched("kafka", () -> Optional.of(ProcessHandle.current())),
                        new Watched("console", Optional::empty)),
                2,
                Duration.ofMillis(20),
                new PrintStream(out, true, UTF_8));
        var lines = out.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("minute +in all +kafka +console");
        assertThat(lines.subList(1, 3)).allMatch(line -> line.matches("[12] +\\d+\\.\\d% +\\d+\\.\\d +0\\.0"));
    }

    @Test
    void what_a_process_had_grows_with_what_it_does() {
        var before = CpuTime.of(ProcessHandle.current());
        assertThat(before).isPositive();
        var end = before.plusMillis(30);
        while (CpuTime.of(ProcessHandle.current()).compareTo(end) < 0) Thread.onSpinWait();
    }

    @Test
    void one_that_began_anew_counts_from_its_beginning_and_one_whose_children_ended_has_had_none() {
        var process = Optional.of(ProcessHandle.current());
        var before = new Had(process, Duration.ofSeconds(90));
        assertThat(new Had(process, Duration.ofSeconds(93)).since(before)).hasSeconds(3);
        assertThat(new Had(process, Duration.ofSeconds(70)).since(before)).isZero();
        assertThat(new Had(process, Duration.ofSeconds(4)).since(new Had(Optional.empty(), Duration.ZERO)))
                .hasSeconds(4);
        var another = ProcessHandle.current().parent();
        assertThat(another).isPresent();
        assertThat(new Had(another, Duration.ofSeconds(95)).since(before)).hasSeconds(95);
    }
}
