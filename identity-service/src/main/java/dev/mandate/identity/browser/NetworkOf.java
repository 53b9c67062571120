package dev.mandate.identity.browser;

import dev.mandate.events.network.IpAddress;
import java.util.HexFormat;

/** Whose an address is. One who has an IPv6 address has all of its /64 (RFC 4291 section 2.5.1), which would be as many callers otherwise. */
public final class NetworkOf {
    private NetworkOf() {}

    /** The same for all of a network: of IPv6 its first 64 bits, in 16 hexadecimal digits. Any other text is itself. */
    public static String address(String address) {
        var zone = address.indexOf('%');
        return IpAddress.of(zone < 0 ? address : address.substring(0, zone))
                .filter(IpAddress::v6)
                .map(known -> HexFormat.of().toHexDigits(known.high()))
                .orElse(address);
    }
}
