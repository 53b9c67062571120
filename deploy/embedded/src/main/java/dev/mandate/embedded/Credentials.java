package dev.mandate.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Passwords by account name, made at random on the first run and kept in a file that only its owner can read.
 *
 * <p>The names: each user name of {@link dev.mandate.events.topics.Account}, {@value #ADMIN}, {@value #CONTROLLER}, and
 * {@code db.<role>} for each role of the database. The passwords are of the base64url alphabet, so they need no
 * quoting in SQL, JAAS or an environment variable.
 */
public final class Credentials {
    /** Super user of the broker: applies the catalogue, and is the broker towards itself. */
    public static final String ADMIN = "admin";

    /** The broker towards its own controller; known to nobody else. */
    static final String CONTROLLER = "controller";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PASSWORD_BYTES = 24;

    private final Map<String, String> passwords;

    private Credentials(Map<String, String> passwords) {
        this.passwords = Map.copyOf(passwords);
    }

    /**
     * Reads the file, adds a password for every name that has none yet, and writes it back if one was added.
     *
     * @throws UncheckedIOException if the file can't be read or written
     */
    public static Credentials loadOrCreate(Path file, Collection<String> names) {
        return of(file, names, true);
    }

    /**
     * What {@link #loadOrCreate(Path)} would give, but nothing is written: whoever only looks gets passwords that nobody keeps.
     *
     * @throws UncheckedIOException if the file can't be read
     */
    public static Credentials proposed(Path file) {
        return of(file, everyName(), false);
    }

    private static Credentials of(Path file, Collection<String> names, boolean keep) {
        try {
            Map<String, String> passwords = Files.exists(file) ? read(file) : new TreeMap<>();
            var missing =
                    names.stream().filter(name -> !passwords.containsKey(name)).toList();
            missing.forEach(name -> passwords.put(name, newPassword()));
            if (keep && !missing.isEmpty()) write(file, passwords);
            return new Credentials(passwords);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep passwords in " + file + ": " + e.getMessage(), e);
        }
    }

    /** As {@link #loadOrCreate(Path, Collection)}, for every account of the broker and every role of the database. */
    public static Credentials loadOrCreate(Path file) {
        return loadOrCreate(file, everyName());
    }

    /**
     * Reads what an earlier run made.
     *
     * @throws UncheckedIOException if the file does not exist or can't be read
     */
    public static Credentials load(Path file) {
        try {
            return new Credentials(read(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the passwords in " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The password of an account, or of a role if the name starts with {@code db.}.
     *
     * @throws IllegalArgumentException if nobody of this name has a password here
     */
    public String password(String name) {
        var password = passwords.get(name);
        if (password == null) throw new IllegalArgumentException("no password is kept for " + name);
        return password;
    }

    boolean keeps(String name) {
        return passwords.containsKey(name);
    }

    public static String newPassword() {
        var bytes = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static List<String> everyName() {
        var names = new ArrayList<>(BrokerAdmin.accountNames());
        names.add(CONTROLLER);
        DatabaseProvisioner.roles().forEach(role -> names.add("db." + role));
        return names;
    }

    /** It is only ever there whole: one that is empty or says anything else was damaged, and new passwords would fit no data. */
    private static Map<String, String> read(Path file) throws IOException {
        var passwords = new TreeMap<String, String>();
        for (var line : Files.readAllLines(file, ISO_8859_1)) {
            var equals = line.indexOf('=');
            if (equals > 0) passwords.put(line.substring(0, equals), line.substring(equals + 1));
            else if (!line.isBlank()) throw damaged();
        }
        if (passwords.isEmpty()) throw damaged();
        return passwords;
    }

    private static IOException damaged() {
        return new IOException(
                "it is damaged: bring back the file as it was, or remove it and start over with deploy/mandate up --fresh");
    }

    private static void write(Path file, Map<String, String> passwords) throws IOException {
        var text = passwords.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        OwnersFile.write(file, text);
    }

    /** The names, never the passwords. */
    @Override
    public String toString() {
        return "Credentials" + passwords.keySet();
    }
}
