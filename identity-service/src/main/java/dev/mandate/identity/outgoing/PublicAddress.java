package dev.mandate.identity.outgoing;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Whether an address is one of the Internet's, where anybody publishes: what is this machine, its network or a special use is not asked
 * for whoever names it.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA IPv4 special-purpose addresses</a>
 */
public final class PublicAddress {
    private record Block(byte[] prefix, int bits) {
        static Block of(String address, int bits) {
            try {
                return new Block(InetAddress.getByName(address).getAddress(), bits);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(address, e);
            }
        }

        boolean has(byte[] address) {
            if (address.length != prefix.length) return false;
            for (var bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) return false;
            }
            return true;
        }
    }

    private static final List<Block> SPECIAL = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10),
            Block.of("127.0.0.0", 8),
            Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.88.99.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("224.0.0.0", 3));

    private static final List<Block> PRIVATE = List.of(
            Block.of("10.0.0.0", 8), Block.of("172.16.0.0", 12), Block.of("192.168.0.0", 16), Block.of("fc00::", 7));

    /** Of IPv6 only what is given out, without what leads into IPv4 or is for documents. */
    private static final Block GIVEN_OUT = Block.of("2000::", 3);

    private static final List<Block> SPECIAL_6 =
            List.of(Block.of("2001::", 23), Block.of("2001:db8::", 32), Block.of("2002::", 16), Block.of("3fff::", 20));

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        var bytes = address.getAddress();
        if (address instanceof Inet4Address) return SPECIAL.stream().noneMatch(block -> block.has(bytes));
        if (!(address instanceof Inet6Address)) return false;
        return GIVEN_OUT.has(bytes) && SPECIAL_6.stream().noneMatch(block -> block.has(bytes));
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
                && Arrays.stream(addresses)
                        .allMatch(address ->
                                is(address) || PRIVATE.stream().anyMatch(block -> block.has(address.getAddress())));
    }

    /** All of them, since whoever answers for the name chooses which one is taken. */
    public static boolean are(InetAddress[] addresses) {
        return addresses.length > 0 && Arrays.stream(addresses).allMatch(PublicAddress::is);
    }
}
