package dev.mandate.identity.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkOfTest {
    @Test
    void all_of_a_network_of_ipv6_are_one() {
        assertThat(NetworkOf.address("2001:db8:1:2::1"))
                .as("as rows have it")
                .isEqualTo("20010db800010002")
                .isEqualTo(NetworkOf.address("2001:db8:1:2:ffff::9%eth0"))
                .isNotEqualTo(NetworkOf.address("2001:db8:1:3::1"));
        assertThat(List.of("192.0.2.1", "::ffff:192.0.2.1", "unknown", "a host: no address"))
                .allSatisfy(it -> assertThat(NetworkOf.address(it)).isEqualTo(it));
    }
}
