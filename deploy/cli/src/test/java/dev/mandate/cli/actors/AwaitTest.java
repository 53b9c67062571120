package dev.mandate.cli.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.running.Behind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwaitTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1", // all is taken up, and it isn't as it should be
        "9, 2", // it stands still
        "9 5 0, 4", // once all is taken up it is asked once more
        "9 5 7, 3", // it falls back
        "1000009 9 5 2 1 0, 7"
    })
    void it_is_asked_again_as_long_as_what_is_left_grows_less(String behind, int looked) {
        var records = List.of(behind.split(" "));
        var looks = new AtomicInteger();
        var await = new Await(Duration.ZERO, () -> {
            var left = records.get(Math.min(looks.getAndIncrement(), records.size() - 1));
            return new Behind.Now(Long.parseLong(left), "");
        });
        assertThat(await.until(() -> "not yet", "done"::equals)).isEqualTo("not yet");
        assertThat(looks).as("looks").hasValue(looked);
    }
}
