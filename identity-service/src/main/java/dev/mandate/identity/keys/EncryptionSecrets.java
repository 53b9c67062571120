package dev.mandate.identity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.digests.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The configured secrets under which stored secrets are sealed: the first seals, each opens. Never shown. */
public final class EncryptionSecrets {
    private static final int SHORTEST = 32;

    private final List<String> inOrder;

    /** @throws IllegalArgumentException if there is none, one is named twice, or one is too short to be random */
    public EncryptionSecrets(List<String> inOrder) {
        if (inOrder.isEmpty())
            throw new IllegalArgumentException(
                    "Give mandate.key-encryption-secret or mandate.key-encryption-file: at least " + SHORTEST
                            + " random characters under which stored secrets are sealed");
        if (inOrder.stream().anyMatch(secret -> secret.length() < SHORTEST))
            throw new IllegalArgumentException("A key-encryption secret needs at least " + SHORTEST
                    + " random characters (mandate.key-encryption-secret, mandate.other-key-encryption-secrets, or"
                    + " each line of mandate.key-encryption-file)");
        if (new HashSet<>(inOrder).size() < inOrder.size())
            throw new IllegalArgumentException("The same key-encryption secret is given twice");
        this.inOrder = List.copyOf(inOrder);
    }

    /** @throws IllegalArgumentException as the constructor; also if it is given in two places, or its file can't be read */
    static EncryptionSecrets of(KeyConfig config) {
        var others = config.otherKeyEncryptionSecrets().orElse(List.of());
        var file = config.keyEncryptionFile();
        if (file.isEmpty())
            return new EncryptionSecrets(Stream.concat(config.keyEncryptionSecret().stream(), others.stream())
                    .toList());
        if (config.keyEncryptionSecret().isPresent() || !others.isEmpty())
            throw new IllegalArgumentException("Give mandate.key-encryption-file, or mandate.key-encryption-secret"
                    + " with mandate.other-key-encryption-secrets, not both");
        return new EncryptionSecrets(lines(file.get()));
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file), UTF_8).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("mandate.key-encryption-file can't be read: " + e, e);
        }
    }

    List<String> inOrder() {
        return inOrder;
    }

    /** These, and after them what the others have beside: what they sealed opens too. */
    EncryptionSecrets before(EncryptionSecrets others) {
        var all = new ArrayList<>(inOrder);
        others.inOrder.stream().filter(secret -> !inOrder.contains(secret)).forEach(all::add);
        return new EncryptionSecrets(all);
    }

    /**
     * 256 bits made of each, in order. A single hash makes them, since a secret is random and not a password.
     *
     * @param purpose another one gives other bits
     */
    public List<byte[]> derived(String purpose) {
        return inOrder.stream()
                .map(secret -> Sha256.of(purpose + secret).bytes())
                .toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EncryptionSecrets it && it.inOrder.equals(inOrder);
    }

    @Override
    public int hashCode() {
        return inOrder.hashCode();
    }

    @Override
    public String toString() {
        return inOrder.size() + " secrets";
    }
}
