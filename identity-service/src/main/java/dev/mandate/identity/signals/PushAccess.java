package dev.mandate.identity.signals;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Where signals are pushed with a header, and the header. Kept sealed as a whole, so that it is shown nowhere else by whoever writes into the row.
 *
 * <p>The header comes first, and a line below it the address: a version that takes all of it for a header sends it to nobody, since none has two lines. What such a
 * version sealed is a header alone, for the address in the row.
 */
record PushAccess(String endpoint, String authorization) {
    byte[] text() {
        return (authorization + '\n' + endpoint).getBytes(UTF_8);
    }

    /** @param endpoint that of the row */
    static PushAccess read(byte[] text, String endpoint) {
        var lines = new String(text, UTF_8).split("\n", 2);
        return new PushAccess(lines.length == 2 ? lines[1] : endpoint, lines[0]);
    }

    @Override
    public String toString() {
        return "an access to " + endpoint;
    }
}
