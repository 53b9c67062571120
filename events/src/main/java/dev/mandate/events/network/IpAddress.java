package dev.mandate.events.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address of the Internet Protocol. That of IPv4 inside IPv6 ({@code ::ffff:10.0.0.1}) is the IPv4 one, since whoever has it is in the networks of that.
 *
 * @param high upper 64 bits of an IPv6 address; 0 for IPv4
 * @param low lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 */
public record IpAddress(boolean v6, long high, long low) {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

    /** What begins so and has a colon the JDK looks up nowhere. */
    private static final Pattern V6 = Pattern.compile("(?=[^:]*:)[0-9a-fA-F:][0-9a-fA-F:.]{1,44}");

    private static final int V6_GROUPS = 8;

    public IpAddress {
        if (!v6 && (high != 0 || low >>> 32 != 0)) throw new IllegalArgumentException("an IPv4 address has 32 bits");
    }

    /** Empty where the text is no address: names, zones and other ways to write numbers are none. */
    public static Optional<IpAddress> of(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) return Optional.empty();
        try {
            return Optional.of(from(InetAddress.getByName(text)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Without its zone. */
    public static IpAddress from(InetAddress address) {
        var bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.remaining() == 4
                ? new IpAddress(false, 0, Integer.toUnsignedLong(bytes.getInt()))
                : new IpAddress(true, bytes.getLong(), bytes.getLong());
    }

    /** @throws IllegalArgumentException if the text is no address */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static IpAddress parse(String text) {
        return of(text).orElseThrow(() -> new IllegalArgumentException(
                "an address is written as 10.1.2.3 or 2001:db8::1, without zone, port or prefix"));
    }

    /** Of how many bits it is. */
    public int width() {
        return v6 ? 128 : 32;
    }

    /**
     * As it is written on record.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc5952#section-4">RFC 5952 section 4</a>
     */
    @JsonValue
    @Override
    public String toString() {
        if (!v6) return (low >>> 24) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
        var gap = longestZeros();
        var text = new StringBuilder();
        for (var i = 0; i < V6_GROUPS; i++) {
            if (i == gap.begin() && gap.length() > 1) {
                text.append("::");
                i += gap.length() - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') text.append(':');
            text.append(Long.toHexString(group(i)));
        }
        return text.toString();
    }

    private record Zeros(int begin, int length) {}

    /** The first of them. */
    private Zeros longestZeros() {
        var longest = new Zeros(0, 0);
        for (var begin = 0; begin < V6_GROUPS; begin++) {
            var end = begin;
            while (end < V6_GROUPS && group(end) == 0) end++;
            if (end - begin > longest.length()) longest = new Zeros(begin, end - begin);
        }
        return longest;
    }

    private long group(int index) {
        return (index < 4 ? high : low) >>> 48 - index % 4 * 16 & 0xffff;
    }
}
