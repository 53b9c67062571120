package dev.mandate.identity.admission;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Whose an address is. One who has an IPv6 address has all of its /64 (RFC 4291 section 2.5.1), which would be as many callers otherwise. */
final class NetworkOf {
    private static final int BYTES = 8;

    /** What names no host that would have to be asked for. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private NetworkOf() {}

    /** The same for all of a network; what is no address is itself. */
    static String address(String address) {
        var zone = address.indexOf('%');
        var plain = zone < 0 ? address : address.substring(0, zone);
        if (!IPV6.matcher(plain).matches()) return address;
        try {
            return InetAddress.getByName("[" + plain + "]") instanceof Inet6Address of
                    ? HexFormat.of().formatHex(of.getAddress(), 0, BYTES) + "/64"
                    : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
