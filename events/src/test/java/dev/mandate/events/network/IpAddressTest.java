package dev.mandate.events.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.cloudevents.EventJson;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "::ffff:10.0.0.1, 10.0.0.1",
        "::FFFF:a00:1, 10.0.0.1",
        "0:0:0:0:0:ffff:10.0.0.1, 10.0.0.1"
    })
    void it_is_written_in_one_way(String text, String written) {
        assertThat(IpAddress.of(text)).hasToString("Optional[" + written + "]");
        assertThat(IpAddress.of(written)).isEqualTo(IpAddress.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "localhost",
                "10.1.2",
                "10",
                "010.1.2.3",
                "10.1.2.256",
                "10.1.2.3.",
                "10.1.2.3.4",
                "10.1.2.3/8",
                "10.1.2.3:80",
                "[::1]",
                "::1/128",
                "fe80::1%eth0",
                ":",
                ":::",
                "1:2",
                "1::2::3",
                "1:2:3:4:5:6:7:8:9",
                "2001:db8:",
                "::ffff:10.0.0.256",
                " 10.1.2.3",
                "10.1.2.3\n",
                "0x0a.1.2.3",
                "１０.1.2.3",
                "a.b:c",
                "_obfuscated"
            })
    void another_text_is_none(String text) {
        assertThat(IpAddress.of(text)).isEmpty();
    }

    @Test
    void what_is_written_is_read_as_it_was() throws Exception {
        var seed = Long.getLong("mandate.test.seed", System.nanoTime());
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (var i = 0; i < 10_000; i++) {
            var sparse = random.nextLong() & random.nextLong() & -1L << random.nextInt(64);
            var address = random.nextBoolean()
                    ? new IpAddress(true, random.nextLong() | 1L << 63, sparse)
                    : new IpAddress(false, 0, random.nextInt() & 0xffffffffL);
            var json = EventJson.mapper().writeValueAsString(address);
            assertThat(EventJson.mapper().readValue(json, IpAddress.class)).isEqualTo(address);
        }
    }
}
