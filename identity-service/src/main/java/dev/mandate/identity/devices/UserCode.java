package dev.mandate.identity.devices;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person reads on a device and types at a browser: eight letters, without vowels, so that they make no words, and without those
 * that look alike; some 34 bits.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628#section-6.1">RFC 8628 section 6.1, user code recommendations</a>
 */
record UserCode(String letters) {
    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    static UserCode next() {
        var letters = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) letters.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        return new UserCode(letters.toString());
    }

    /** However it is typed: small letters, spaces, hyphens; empty for what is none. */
    static Optional<UserCode> read(String typed) {
        if (typed.length() > 40) return Optional.empty();
        var letters = typed.toUpperCase(Locale.ROOT).replaceAll("[\\s\\p{Pd}._]", "");
        return letters.matches("[" + ALPHABET + "]{" + LENGTH + "}")
                ? Optional.of(new UserCode(letters))
                : Optional.empty();
    }

    /** As a person reads it. */
    String shown() {
        return letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2);
    }
}
