package dev.mandate.audit.recordings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the name of a field says of its value, by its words: {@code billingAddress}, {@code billing_address} and {@code billing.address}
 * are one, and so are one and several. What is too long to be judged is both a secret's and a person's.
 */
final class FieldNames {
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("(?<=[\\p{Ll}0-9])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})|[^\\p{L}0-9]+");

    /** All of a path that {@link ShownValues} makes. */
    private static final int LONGEST = 600;

    private static final Set<String> SECRET = Set.of(
            "password",
            "passwd",
            "passcode",
            "pwd",
            "passphrase",
            "secret",
            "token",
            "auth",
            "authorization",
            "bearer",
            "credential",
            "cookie",
            "otp",
            "totp",
            "mfa",
            "pin",
            "cvv",
            "cvc",
            "apikey",
            "privatekey",
            "mnemonic");

    /** What is a secret only together with the word before it. */
    private static final Set<String> SECRET_KEYS =
            Set.of("api", "access", "private", "secret", "signing", "encryption", "ssh");

    private static final Set<String> PERSONAL = Set.of(
            "email",
            "mail",
            "phone",
            "mobile",
            "telephone",
            "tel",
            "fax",
            "address",
            "street",
            "zip",
            "postcode",
            "ssn",
            "birth",
            "birthday",
            "birthdate",
            "dob",
            "passport",
            "iban",
            "bic",
            "account",
            "card",
            "recipient",
            "sender",
            "to",
            "cc",
            "bcc",
            "attendee",
            "participant",
            "contact",
            "person",
            "user",
            "username",
            "customer",
            "patient",
            "employee",
            "gender",
            "religion",
            "nationality",
            "salary",
            "diagnosis",
            "latitude",
            "longitude",
            "tax");

    private static final Set<String> KEY = Set.of("key");
    private static final Set<String> NAME = Set.of("name");

    /** Of tokens that are counted, as those of a language model are: {@code max_output_tokens}. */
    private static final Set<String> COUNTED = Set.of("max", "min", "total", "num");

    /** Of a person where the word before it isn't a thing's. */
    private static final Set<String> PERSONS_NAME =
            Set.of("first", "last", "full", "sur", "given", "family", "display", "maiden");

    private FieldNames() {}

    static boolean secret(String name) {
        if (name.length() > LONGEST) return true;
        var words = words(name);
        for (int i = 0; i < words.length; i++) {
            if (one(SECRET, words[i]) && !counted(words, i)) return true;
            if (one(KEY, words[i]) && i > 0 && SECRET_KEYS.contains(words[i - 1])) return true;
        }
        return false;
    }

    static boolean personal(String name) {
        if (name.length() > LONGEST) return true;
        var words = words(name);
        for (int i = 0; i < words.length; i++) {
            if (one(PERSONAL, words[i]) || words[i].equals("surname")) return true;
            if (one(NAME, words[i]) && (words.length == 1 || i > 0 && PERSONS_NAME.contains(words[i - 1]))) return true;
        }
        return false;
    }

    /** It, or several of it. */
    private static boolean one(Set<String> known, String word) {
        return known.contains(word)
                || word.endsWith("s") && known.contains(word.substring(0, word.length() - 1))
                || word.endsWith("es") && known.contains(word.substring(0, word.length() - 2));
    }

    private static boolean counted(String[] words, int at) {
        return words[at].equals("tokens")
                && (at > 0 && COUNTED.contains(words[at - 1]) || at > 1 && COUNTED.contains(words[at - 2]));
    }

    private static String[] words(String name) {
        return Arrays.stream(BETWEEN_WORDS.split(name))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }
}
