package dev.mandate.identity.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushUrlTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://receiver.example/",
                "http://127.0.0.1/",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://2130706433/",
                "https://127.1/",
                "https://0.0.0.0/",
                "https://192.168.0.1/signals",
                "https://[::ffff:10.0.0.1]/",
                "file:///etc/passwd",
                "https:///nowhere"
            })
    void nothing_is_pushed_where_only_we_can_reach(String url) {
        assertThatThrownBy(() -> PushUrl.check(url, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_name_that_stands_for_this_network_is_not_asked() throws Exception {
        var inside = InetAddress.getByName("10.0.0.1");
        var outside = InetAddress.getByName("9.9.9.9");
        assertThat(PushUrl.check("https://receiver.example/signals?of=us", false)
                        .getHost())
                .isEqualTo("receiver.example");
        assertThat(PushUrl.mayBeAsked(new InetAddress[] {outside}, false)).isTrue();
        assertThat(PushUrl.mayBeAsked(new InetAddress[] {outside, inside}, true))
                .isFalse();
        assertThat(PushUrl.mayBeAsked(new InetAddress[] {InetAddress.getLoopbackAddress()}, false))
                .isFalse();
        assertThat(PushUrl.mayBeAsked(new InetAddress[0], true)).isFalse();
    }

    @Test
    void each_wait_is_twice_the_one_before_and_none_is_longer_than_the_longest() {
        var row = StreamRow.of("str_1", "cli_1", NOW);
        for (var seconds : new long[] {1, 2, 4, 8, 10, 10}) {
            row.failed(NOW, Duration.ofSeconds(10));
            assertThat(row.nextAttemptAt).isEqualTo(NOW.plusSeconds(seconds));
        }
        row.attemptAgain(NOW);
        assertThat(row.nextAttemptAt).isEqualTo(NOW);
    }
}
