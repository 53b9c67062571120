package dev.mandate.identity.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CacheControlTest {
    @Test
    void a_publisher_says_how_long_something_is_kept_within_bounds() {
        var hour = Duration.ofHours(1);
        assertThat(CacheControl.age("max-age=600, public", hour)).isEqualTo(Duration.ofMinutes(10));
        assertThat(CacheControl.age("public, max-age=600", hour)).isEqualTo(Duration.ofMinutes(10));
        assertThat(CacheControl.age("max-age=0", hour)).isEqualTo(Duration.ofMinutes(1));
        assertThat(CacheControl.age("max-age=1", hour)).isEqualTo(Duration.ofMinutes(1));
        assertThat(CacheControl.age("max-age=99999999", hour)).isEqualTo(Duration.ofDays(1));
        assertThat(CacheControl.age("no-store", hour)).isEqualTo(Duration.ofMinutes(1));
        assertThat(CacheControl.age("null", hour)).isEqualTo(hour);
        assertThat(CacheControl.age("null", Duration.ofSeconds(1))).isEqualTo(Duration.ofMinutes(1));
    }
}
