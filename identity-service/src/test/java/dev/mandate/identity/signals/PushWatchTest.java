package dev.mandate.identity.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PushWatchTest {
    @Test
    void after_something_was_written_it_looks_each_time_and_otherwise_once_in_ten() {
        var watch = new PushWatch(0);
        assertThat(looks(watch)).isEqualTo(10);
        watch.wake();
        assertThat(looks(watch)).isEqualTo(100);
    }

    private static long looks(PushWatch watch) {
        return IntStream.range(0, 100).filter(i -> watch.looksNow()).count();
    }
}
