package dev.mandate.identity.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Passwords that are tried first: words of {@code common-passwords.txt} in a row, however they are written with digits for letters,
 * with numbers and marks around them, or repeated. So a short list covers what a long one would enumerate.
 */
final class CommonPasswords {
    private static final Set<String> WORDS = words();
    private static final int SHORTEST_WORD = 3;

    /** Fewer letters than that beside common words make nothing uncommon. */
    private static final int FEW = 4;

    private CommonPasswords() {}

    static boolean isCommon(String password) {
        var letters = letters(password);
        return remainder(letters) < FEW || isRun(password.toLowerCase(Locale.ROOT));
    }

    /** How many letters no common word covers, at the fewest. */
    private static int remainder(String letters) {
        var fewest = new int[letters.length() + 1];
        for (int end = 1; end <= letters.length(); end++) {
            fewest[end] = fewest[end - 1] + 1;
            for (int from = 0; from <= end - SHORTEST_WORD; from++)
                if (fewest[from] < fewest[end] && WORDS.contains(letters.substring(from, end)))
                    fewest[end] = fewest[from];
        }
        return fewest[letters.length()];
    }

    /** Its letters, with those that are written as digits and marks inside words; numbers around them fall away. */
    private static String letters(String password) {
        var text = new StringBuilder();
        password.toLowerCase(Locale.ROOT)
                .replaceAll("^[^\\p{L}@$]+|[^\\p{L}@$]+$", "")
                .codePoints()
                .map(CommonPasswords::meant)
                .filter(Character::isLetter)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    private static int meant(int character) {
        return switch (character) {
            case '0' -> 'o';
            case '1', '!' -> 'i';
            case '3' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '7' -> 't';
            default -> character;
        };
    }

    /** Nothing but steps of one in the order of characters, in one direction or another, or the same few over and over. */
    private static boolean isRun(String lower) {
        var steps = 0;
        for (int i = 1; i < lower.length(); i++) if (Math.abs(lower.charAt(i) - lower.charAt(i - 1)) <= 1) steps++;
        if (steps >= lower.length() - 3) return true;
        for (int period = 1; period <= 6; period++) {
            var repeats = true;
            for (int i = period; i < lower.length() && repeats; i++)
                repeats = lower.charAt(i) == lower.charAt(i - period);
            if (repeats) return true;
        }
        return false;
    }

    private static Set<String> words() {
        try (InputStream in = CommonPasswords.class.getResourceAsStream("/common-passwords.txt")) {
            var words = new HashSet<String>();
            new String(
                            Objects.requireNonNull(in, "common-passwords.txt is missing")
                                    .readAllBytes(),
                            UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .flatMap(line -> java.util.Arrays.stream(line.trim().split(" +")))
                    .forEach(words::add);
            return Set.copyOf(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
