package dev.mandate.identity.outgoing;

import dev.mandate.events.network.IpAddress;
import dev.mandate.events.network.IpNetwork;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Whether an address is one of the Internet's, where anybody publishes: what is this machine, its network or a special use is not asked
 * for whoever names it.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA IPv4 special-purpose addresses</a>
 */
public final class PublicAddress {
    /** Of IPv6 what leads into IPv4 or is for documents, too. */
    private static final List<IpNetwork> SPECIAL = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    private static final List<IpNetwork> PRIVATE =
            networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");

    /** Of IPv6 nothing else is given out. */
    private static final IpNetwork GIVEN_OUT = IpNetwork.parse("2000::/3");

    private PublicAddress() {}

    private static List<IpNetwork> networks(String... texts) {
        return Arrays.stream(texts).map(IpNetwork::parse).toList();
    }

    private static boolean among(List<IpNetwork> networks, IpAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    static boolean is(InetAddress address) {
        var one = IpAddress.from(address);
        return (!one.v6() || GIVEN_OUT.contains(one)) && !among(SPECIAL, one);
    }

    /**
     * @param onLoopback whether this machine may be asked too, for development; not beside others, since whoever answers for the name chooses which
     *     one is taken
     */
    public static boolean mayBeAsked(InetAddress[] addresses, boolean onLoopback) {
        return are(addresses)
                || onLoopback
                        && addresses.length > 0
                        && Arrays.stream(addresses).allMatch(InetAddress::isLoopbackAddress);
    }

    /** All of them the Internet's or a private network's; never this machine, nor what a network keeps for itself such as 169.254.169.254. */
    static boolean areReached(InetAddress[] addresses) {
        return addresses.length > 0
                && Arrays.stream(addresses).allMatch(address -> is(address) || among(PRIVATE, IpAddress.from(address)));
    }

    /** All of them, since whoever answers for the name chooses which one is taken. */
    public static boolean are(InetAddress[] addresses) {
        return addresses.length > 0 && Arrays.stream(addresses).allMatch(PublicAddress::is);
    }
}
