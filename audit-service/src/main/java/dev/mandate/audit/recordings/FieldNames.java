package dev.mandate.audit.recordings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the name of a field says of its value, by its words: {@code billingAddress}, {@code billing_address} and {@code billing.address} are one. */
final class FieldNames {
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("(?<=[\\p{Ll}0-9])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})|[^\\p{L}0-9]+");
    private static final int LONGEST = 200;

    private static final Set<String> SECRET = Set.of(
            "password",
            "passwd",
            "passcode",
            "pwd",
            "passphrase",
            "secret",
            "secrets",
            "token",
            "authorization",
            "bearer",
            "credential",
            "credentials",
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
            "recipients",
            "sender",
            "to",
            "cc",
            "bcc",
            "attendee",
            "attendees",
            "participant",
            "participants",
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

    /** Of a person where the word before it isn't a thing's. */
    private static final Set<String> PERSONS_NAME =
            Set.of("first", "last", "full", "sur", "given", "family", "display", "maiden");

    private FieldNames() {}

    static boolean secret(String name) {
        var words = words(name);
        for (int i = 0; i < words.length; i++) {
            if (SECRET.contains(words[i])) return true;
            if (words[i].equals("key") && i > 0 && SECRET_KEYS.contains(words[i - 1])) return true;
        }
        return false;
    }

    static boolean personal(String name) {
        var words = words(name);
        for (int i = 0; i < words.length; i++) {
            if (PERSONAL.contains(words[i]) || words[i].equals("surname")) return true;
            if (words[i].equals("name") && (words.length == 1 || i > 0 && PERSONS_NAME.contains(words[i - 1])))
                return true;
        }
        return false;
    }

    private static String[] words(String name) {
        var cut = name.substring(0, Math.min(name.length(), LONGEST));
        return Arrays.stream(BETWEEN_WORDS.split(cut))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }
}
