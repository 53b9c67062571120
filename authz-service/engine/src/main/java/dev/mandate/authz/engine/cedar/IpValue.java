package dev.mandate.authz.engine.cedar;

/**
 * Cedar's {@code ipaddr}: an address or a range of them. Two ranges are equal if address and prefix are, even where
 * another address names the same range.
 *
 * @param high upper 64 bits of an IPv6 address; 0 for IPv4
 * @param low lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 * @param prefix number of leading bits that all addresses of the range share; 32 or 128 for a single address
 * @see <a href="https://docs.cedarpolicy.com/policies/syntax-datatypes.html#datatype-ipaddr">ipaddr</a>
 */
public record IpValue(boolean v6, long high, long low, int prefix) implements Value {

    /**
     * @param text an address, or a CIDR range whose host bits may be set
     * @throws EvaluationException if the text is neither; an IPv4 address inside an IPv6 one is refused, as in Cedar
     */
    public static IpValue parse(String text) {
        return new IpText(text).read();
    }

    public boolean isLoopback() {
        return v6 ? high == 0 && low == 1 && prefix == 128 : low >>> 24 == 127 && prefix >= 8;
    }

    public boolean isMulticast() {
        return v6 ? high >>> 56 == 0xff && prefix >= 8 : low >>> 28 == 0xe && prefix >= 4;
    }

    /** Whether every address of this range is in the other; never across IP versions. */
    public boolean isInRange(IpValue range) {
        if (v6 != range.v6 || prefix < range.prefix) return false;
        if (!v6) return (low ^ range.low) >>> (32 - range.prefix) == 0;
        var highBits = Math.min(range.prefix, 64);
        var lowBits = range.prefix - highBits;
        return sameLeading(highBits, high, range.high) && sameLeading(lowBits, low, range.low);
    }

    private static boolean sameLeading(int bits, long one, long other) {
        return bits == 0 || (one ^ other) >>> (64 - bits) == 0;
    }

    @Override
    public String typeName() {
        return "ipaddr";
    }
}
