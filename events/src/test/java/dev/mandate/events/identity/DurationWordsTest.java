package dev.mandate.events.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PT1M30S | 1 minute and 30 seconds",
                "PT1M | 1 minute",
                "PT90M | 1 hour and 30 minutes",
                "PT1H2M1S | 1 hour, 2 minutes and 1 second",
                "P1D | 24 hours",
                "PT0.5S | less than a second"
            })
    void nothing_of_it_is_left_out(Duration duration, String words) {
        assertThat(DurationWords.of(duration)).isEqualTo(words);
    }
}
