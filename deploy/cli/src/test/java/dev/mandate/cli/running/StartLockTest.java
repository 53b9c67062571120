package dev.mandate.cli.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mandate.cli.actors.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartLockTest {
    @TempDir
    Path home;

    @Test
    void the_second_of_two_launchers_says_for_whom_it_waits_and_goes_on_when_the_first_is_done() throws Exception {
        var layout = new Layout(home, home.resolve("data"));
        var waits = new CountDownLatch(1);
        var words = new StringBuffer();
        CompletableFuture<Void> second;
        try (var first = StartLock.of(layout, StartLock.STARTS, unheard -> {})) {
            second = CompletableFuture.runAsync(() -> StartLock.of(layout, StartLock.STARTS, told -> {
                        words.append(told);
                        waits.countDown();
                    })
                    .close());
            assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(second).isNotDone();
        }
        second.get(10, TimeUnit.SECONDS);
        assertThat(words)
                .contains("another launcher (process " + ProcessHandle.current().pid() + ")")
                .contains("waiting");
    }

    @Test
    void to_take_the_system_down_waits_for_who_starts_it_and_ends_what_he_started() throws Exception {
        var layout = new Layout(home, home.resolve("data"));
        var system = new MandateSystem(layout, new Ports(19180));
        var waits = new CountDownLatch(1);
        CompletableFuture<Void> down;
        var console = new ManagedProcess("console", layout);
        try (var starts = system.alone(unheard -> {})) {
            down = CompletableFuture.runAsync(() -> system.downAlone(told -> waits.countDown()));
            assertThat(waits.await(10, TimeUnit.SECONDS)).as("it says so").isTrue();
            assertThat(StartLock.holder(layout))
                    .hasValueSatisfying(words -> assertThat(words).contains("is starting the system"));
            console.start(List.of("sleep", "600"), Map.of());
        }
        down.get(30, TimeUnit.SECONDS);
        assertThat(console.running()).isEmpty();
        assertThat(StartLock.holder(layout)).isEmpty();
    }

    @Test
    void who_holds_it_is_told_with_what_he_does_and_that_he_stands_still() throws Exception {
        assertThat(StartLock.said("4194305 stopping"))
                .isEqualTo("another launcher (process 4194305) is stopping the system");
        assertThat(StartLock.said("")).isEqualTo("another launcher has begun");
        var stopped = new ProcessBuilder("sleep", "600").start();
        try {
            new ProcessBuilder("kill", "-STOP", "" + stopped.pid()).start().waitFor();
            assumeTrue(ProcessStat.of(stopped.pid()).isPresent(), "only Linux says that a process stands still");
            Await.until(
                    Duration.ofSeconds(10), () -> ProcessStat.of(stopped.pid()).orElseThrow(), ProcessStat::isStopped);
            assertThat(StartLock.said(stopped.pid() + " starting")).contains("kill -CONT " + stopped.pid());
        } finally {
            stopped.destroyForcibly();
        }
    }
}
