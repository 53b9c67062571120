package dev.mandate.identity.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id of a password, in one lane, written as a PHC string that carries its own salt and cost ({@link PasswordConfig}).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9106">RFC 9106</a>
 */
record Argon2Hash(int memoryKiB, int passes, byte[] salt, byte[] hash) {
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=1\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

    /** Of nobody's password: whoever has none is checked against this, so that he takes as long as anybody. */
    static Argon2Hash nobodys(PasswordConfig cost) {
        return new Argon2Hash(
                cost.passwordMemoryKib(), cost.passwordPasses(), new byte[SALT_BYTES], new byte[HASH_BYTES]);
    }

    static Argon2Hash of(String password, PasswordConfig cost) {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        var memory = cost.passwordMemoryKib();
        var passes = cost.passwordPasses();
        return new Argon2Hash(memory, passes, salt, hash(password, memory, passes, salt));
    }

    /** @throws IllegalStateException if it is none that {@link #text} wrote */
    static Argon2Hash parse(String text) {
        var phc = PHC.matcher(text);
        if (!phc.matches()) throw new IllegalStateException("a row of passwords holds no Argon2id hash");
        var decoder = Base64.getDecoder();
        return new Argon2Hash(
                Integer.parseInt(phc.group(1)),
                Integer.parseInt(phc.group(2)),
                decoder.decode(phc.group(3)),
                decoder.decode(phc.group(4)));
    }

    String text() {
        var encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKiB + ",t=" + passes + ",p=1$" + encoder.encodeToString(salt) + "$"
                + encoder.encodeToString(hash);
    }

    /** Whether what is hashed now costs as much. */
    boolean isOf(PasswordConfig cost) {
        return memoryKiB == cost.passwordMemoryKib() && passes == cost.passwordPasses();
    }

    /** As costly for a wrong one as for the right one. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, hash(password, memoryKiB, passes, salt));
    }

    private static byte[] hash(String password, int memoryKiB, int passes, byte[] salt) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKiB)
                .withIterations(passes)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        var hash = new byte[HASH_BYTES];
        generator.generateBytes(password.getBytes(UTF_8), hash);
        return hash;
    }
}
