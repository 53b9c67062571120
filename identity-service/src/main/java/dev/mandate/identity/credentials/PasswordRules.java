package dev.mandate.identity.credentials;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Which passwords may be chosen: long ones, that nobody would try first. There are no rules about kinds of characters and no end after
 * some months, since both make people choose worse ones.
 *
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver">NIST SP 800-63B-4, passwords</a>
 */
final class PasswordRules {
    static final int SHORTEST = 12;
    static final int LONGEST = 128;
    private static final int FEWEST_DIFFERENT = 5;
    private static final int SHORTEST_NAME = 4;

    private PasswordRules() {}

    /** The same password however a keyboard composes its characters. */
    static String normalised(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC);
    }

    /** @param about names and addresses that others know of him */
    static Optional<PasswordProblem> problem(String password, Collection<String> about) {
        var length = password.codePointCount(0, password.length());
        if (length < SHORTEST) return Optional.of(PasswordProblem.TOO_SHORT);
        if (length > LONGEST) return Optional.of(PasswordProblem.TOO_LONG);
        if (password.chars().distinct().count() < FEWEST_DIFFERENT) return Optional.of(PasswordProblem.COMMON);
        var lower = password.toLowerCase(Locale.ROOT);
        var named = about.stream()
                .flatMap(text ->
                        java.util.Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")))
                .filter(part -> part.length() >= SHORTEST_NAME)
                .anyMatch(part -> lower.contains(part) && length - part.length() < SHORTEST);
        if (named) return Optional.of(PasswordProblem.ABOUT_YOURSELF);
        return CommonPasswords.isCommon(password) ? Optional.of(PasswordProblem.COMMON) : Optional.empty();
    }
}
