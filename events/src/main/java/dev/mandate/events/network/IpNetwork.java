package dev.mandate.events.network;

import java.util.regex.Pattern;

/**
 * All addresses that begin alike (CIDR). There is one way to write each, so that who reads a list of them sees what is in it.
 *
 * @param first its lowest address
 * @param prefix how many bits all of its addresses share
 */
public record IpNetwork(IpAddress first, int prefix) {
    private static final Pattern PREFIX = Pattern.compile("0|[1-9]\\d{0,2}");
    private static final int MAPPED = 96;

    /** @throws IllegalArgumentException with how it is to be written, if the text is no network or is written otherwise */
    public static IpNetwork parse(String text) {
        var slash = text.indexOf('/');
        var digits = text.substring(slash + 1);
        var address = IpAddress.of(slash < 0 ? text : text.substring(0, slash)).orElse(null);
        if (address == null || slash >= 0 && !PREFIX.matcher(digits).matches())
            throw new IllegalArgumentException("a network is written as 10.0.0.0/8 or 2001:db8::/32");
        if (slash < 0) throw writtenAs(of(address));
        var inIpv6 = !address.v6() && text.indexOf(':') >= 0;
        var prefix = Integer.parseInt(digits) - (inIpv6 ? MAPPED : 0);
        if (prefix < 0 || prefix > address.width())
            throw new IllegalArgumentException("a network has a prefix of 0 to " + (address.v6() ? 128 : 32) + " bits"
                    + (inIpv6 ? ", and of IPv4 inside IPv6 it is written as the IPv4" : ""));
        var network = new IpNetwork(begin(address, prefix), prefix);
        if (!network.first().equals(address))
            throw new IllegalArgumentException("a network's address has no bits beyond its prefix: write " + network
                    + ", or " + of(address) + " for that one address");
        if (!network.toString().equals(text)) throw writtenAs(network);
        return network;
    }

    /** Of that one address. */
    public static IpNetwork of(IpAddress address) {
        return new IpNetwork(address, address.width());
    }

    /** Whether the address begins as all of it do. */
    public boolean contains(IpAddress address) {
        return address.v6() == first.v6() && begin(address, prefix).equals(first);
    }

    private static IllegalArgumentException writtenAs(IpNetwork network) {
        return new IllegalArgumentException("a network is written in one way only: write " + network);
    }

    private static IpAddress begin(IpAddress address, int prefix) {
        if (!address.v6()) return new IpAddress(false, 0, address.low() & leading(prefix + 32));
        return new IpAddress(
                true,
                address.high() & leading(Math.min(prefix, 64)),
                address.low() & leading(Math.max(prefix - 64, 0)));
    }

    /** That many of the 64. */
    private static long leading(int bits) {
        return bits == 0 ? 0 : -1L << 64 - bits;
    }

    @Override
    public String toString() {
        return first + "/" + prefix;
    }
}
