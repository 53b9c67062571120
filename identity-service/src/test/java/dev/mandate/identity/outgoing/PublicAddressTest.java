package dev.mandate.identity.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2001::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "3fff::1",
                "5f00::1"
            })
    void is_none_of_this_machine_its_network_or_a_special_use(String address) throws Exception {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.1.1.1", "172.15.255.255", "172.32.0.1", "100.128.0.1", "93.184.215.14", "2606:4700::1111"})
    void is_one_of_the_internets(String address) throws Exception {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void counts_only_if_all_that_a_name_stands_for_are() throws Exception {
        var good = InetAddress.getByName("1.1.1.1");
        assertThat(PublicAddress.are(new InetAddress[] {good})).isTrue();
        assertThat(PublicAddress.are(new InetAddress[] {good, InetAddress.getByName("10.0.0.1")}))
                .isFalse();
        assertThat(PublicAddress.are(new InetAddress[0])).isFalse();
    }

    @Test
    void of_a_host_that_an_operator_names_a_private_network_is_reached_and_nothing_more() throws Exception {
        for (var address : new String[] {"10.1.2.3", "192.168.1.1", "172.20.0.1", "fd12:3456::1", "1.1.1.1"})
            assertThat(PublicAddress.areReached(new InetAddress[] {InetAddress.getByName(address)}))
                    .as(address)
                    .isTrue();
        for (var address : new String[] {"127.0.0.1", "::1", "169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1"})
            assertThat(PublicAddress.areReached(
                            new InetAddress[] {InetAddress.getByName("10.1.2.3"), InetAddress.getByName(address)}))
                    .as(address)
                    .isFalse();
    }
}
