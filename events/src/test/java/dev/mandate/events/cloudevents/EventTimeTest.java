package dev.mandate.events.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
    @Test
    void every_instant_is_read_as_it_is_written() {
        var random = new Random(20261125);
        for (int i = 0; i < 10_000; i++) {
            long second = random.nextLong(-62_135_596_800L, 253_402_300_800L);
            int nano = random.nextInt(1_000_000_000);
            var instant = Instant.ofEpochSecond(second, nano - nano % (int) Math.pow(10, random.nextInt(10)));
            assertThat(EventTime.parse(instant.toString())).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T00:00:00Z",
                "2024-02-29T23:59:59.9Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T23:60:00Z",
                "2016-12-31T23:59:60Z",
                "2026-01-01t00:00:00z",
                "2026-01-01T00:00:00+01:00",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00.1234567891Z",
                "2026-01-01T00:00Z",
                "2026-01-01T00:00:0 Z",
                "2026-01-01T00:00:00,5Z",
                "2026-1-01T00:00:00.1Z",
                "-026-01-01T00:00:00Z",
                "Z"
            })
    void other_texts_are_taken_or_refused_as_the_general_parser_does(String text) {
        assertThat(read(() -> EventTime.parse(text))).isEqualTo(read(() -> Instant.parse(text)));
    }

    private static Optional<Instant> read(java.util.function.Supplier<Instant> parsed) {
        try {
            return Optional.of(parsed.get());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
