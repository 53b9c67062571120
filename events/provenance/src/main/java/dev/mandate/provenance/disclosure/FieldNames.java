package dev.mandate.provenance.disclosure;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the name of a field says of its value, however it is spelled: {@code accessToken}, {@code access_token}, {@code ACCESS.TOKEN} and
 * {@code accesstoken} are one, and so are one and several. A name is taken apart into words, by case and by what stands between them, and a
 * word that is written together into the words that are known here. What is too long to be judged is both a secret's and a person's.
 */
public final class FieldNames {
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("(?<=[\\p{Ll}0-9])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})|[^\\p{L}0-9]+");

    /** Marks that nobody sees. */
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");

    /** All of a path that a recording of a session names a value by. */
    private static final int LONGEST = 600;

    /** Secret wherever it stands in a word, but where what follows makes it another one: a secretary's, a tokenizer's. */
    private static final Pattern SECRET = Pattern.compile(
            "(?:secret|token|bearer|cookie)(?!ar[iy]|i[osvz])|pwd|passwd|credential|authori[sz]ation|mnemonic");

    /** The same of what is often written as two words. */
    private static final Pattern SECRET_OF_TWO = Pattern.compile("pass(?:word|code|phrase|key)|2fa"
            + "|(?:api|access|private|priv|secret|signing|encryption|ssh|master|session|hmac|auth)keys?(?!word|board)");

    /** Too short to be looked for within others: secret where the rest of the word is known, too. */
    private static final Set<String> SHORT_SECRET = Set.of("auth", "oauth", "otp", "totp", "mfa", "pin", "cvv", "cvc");

    /** Of a person where the word before it isn't a thing's. */
    private static final Set<String> PERSONS_NAME =
            Set.of("first", "last", "full", "sur", "given", "family", "display", "maiden", "middle");

    private static final String NAME = "name";

    private static final Set<String> PERSONAL = Stream.concat(
                    Stream.of(
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
                            "tax"),
                    PERSONS_NAME.stream().map(word -> word + NAME))
            .collect(Collectors.toUnmodifiableSet());

    /** What stands beside another in a word and says nothing by itself; the ends are those of several. */
    private static final Set<String> BESIDE = Set.of(
            "id",
            "code",
            "number",
            "no",
            "value",
            "key",
            "header",
            "line",
            "date",
            NAME,
            "x",
            "my",
            "new",
            "old",
            "http",
            "basic",
            "proxy",
            "login",
            "client",
            "app",
            "sms",
            "bank",
            "credit",
            "debit",
            "home",
            "work",
            "billing",
            "shipping",
            "s",
            "es",
            "0",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "7",
            "8",
            "9");

    private static final int LONGEST_KNOWN = longest(PERSONAL, SHORT_SECRET, BESIDE);

    /** Of tokens that are counted, as those of a language model are: {@code max_output_tokens}. */
    private static final Set<String> COUNTED = Set.of("max", "min", "total", "num");

    private static final String TOKENS = "tokens";

    private FieldNames() {}

    public static boolean secret(String name) {
        if (name.length() > LONGEST) return true;
        var words = words(name);
        for (int i = 0; i < words.length; i++) {
            if (secretWord(words[i]) && !counted(words, i)) return true;
            if (i > 0 && SECRET_OF_TWO.matcher(words[i - 1] + words[i]).find()) return true;
        }
        return false;
    }

    private static boolean secretWord(String word) {
        return SECRET.matcher(word).find()
                || SECRET_OF_TWO.matcher(word).find()
                || madeOf(SHORT_SECRET, PERSONAL, word);
    }

    public static boolean personal(String name) {
        if (name.length() > LONGEST) return true;
        var words = words(name);
        for (int i = 0; i < words.length; i++) {
            if (madeOf(PERSONAL, Set.of(), words[i])) return true;
            if (isName(words[i]) && (words.length == 1 || i > 0 && PERSONS_NAME.contains(words[i - 1]))) return true;
        }
        return false;
    }

    private static boolean isName(String word) {
        return word.equals(NAME) || word.equals(NAME + "s");
    }

    /** It is one of these, or several, or written together with nothing but words that are known. */
    private static boolean madeOf(Set<String> these, Set<String> others, String word) {
        var known = new boolean[word.length() + 1];
        var such = new boolean[word.length() + 1];
        known[0] = true;
        for (int from = 0; from < word.length(); from++)
            if (known[from] || such[from])
                for (int to = from + 1; to <= Math.min(word.length(), from + LONGEST_KNOWN); to++) {
                    var part = word.substring(from, to);
                    if (these.contains(part)) such[to] = true;
                    else if (BESIDE.contains(part) || others.contains(part)) {
                        known[to] |= known[from];
                        such[to] |= such[from];
                    }
                }
        return such[word.length()];
    }

    private static boolean counted(String[] words, int at) {
        if (!words[at].endsWith(TOKENS)) return false;
        var before = words[at].substring(0, words[at].length() - TOKENS.length());
        if (!before.isEmpty()) return COUNTED.stream().anyMatch(before::startsWith);
        return at > 0 && COUNTED.contains(words[at - 1]) || at > 1 && COUNTED.contains(words[at - 2]);
    }

    /** In the letters that others stand for, such as wide ones. */
    private static String[] words(String name) {
        var plain =
                UNSEEN.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC)).replaceAll("");
        return Arrays.stream(BETWEEN_WORDS.split(plain))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }

    @SafeVarargs
    private static int longest(Set<String>... words) {
        return Arrays.stream(words)
                .flatMap(Set::stream)
                .mapToInt(String::length)
                .max()
                .orElseThrow();
    }
}
