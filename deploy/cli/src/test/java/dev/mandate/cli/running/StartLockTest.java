package dev.mandate.cli.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
        try (var first = StartLock.of(layout, unheard -> {})) {
            second = CompletableFuture.runAsync(() -> StartLock.of(layout, told -> {
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
}
