package dev.mandate.identity.credentials;

import dev.mandate.identity.keys.RandomSecret;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What somebody keeps on paper for when his authenticator app is gone: each code lets him in once. 80 random bits, which nobody guesses. */
final class RecoveryCodes {
    static final int OF_A_PERSON = 10;
    private static final int BYTES = 10;
    private static final int CHARACTERS = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecoveryCodes() {}

    static List<String> next() {
        return Stream.generate(RecoveryCodes::one).limit(OF_A_PERSON).toList();
    }

    private static String one() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base32.grouped(Base32.write(bytes).toLowerCase(Locale.ROOT), '-');
    }

    /** Of one as it is shown or typed, with or without its dashes. */
    static byte[] hash(String code) {
        return RandomSecret.hash(plain(code));
    }

    static boolean isOne(String typed) {
        return plain(typed).matches("[a-z2-7]{" + CHARACTERS + "}");
    }

    private static String plain(String typed) {
        return typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }
}
