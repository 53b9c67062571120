package dev.mandate.audit.engine.sigma.reading;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A CIDR range of IPv4 or IPv6 addresses; a name is never looked up. */
final class AddressRange implements ValueTest {
    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3}\\.){3}[0-9]{1,3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** Null if the text is not an address and a prefix length. */
    static @Nullable AddressRange of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) return null;
        var network = address(text.substring(0, slash));
        int bits = Integer.parseInt(text.substring(slash + 1));
        return network == null || bits > network.length * 8 ? null : new AddressRange(network, bits);
    }

    @Override
    public boolean test(Object value) {
        var address = address(value.toString());
        if (address == null || address.length != network.length) return false;
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((address[bit >> 3] & mask) != (network[bit >> 3] & mask)) return false;
        }
        return true;
    }

    private static byte @Nullable [] address(String text) {
        boolean literal = IPV4.matcher(text).matches()
                || (text.indexOf(':') >= 0 && IPV6.matcher(text).matches());
        if (!literal) return null;
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
