package dev.mandate.audit.recordings;

import java.util.List;
import java.util.regex.Pattern;

/** What a value is by how it looks, whatever its field is called. Each pattern takes time in proportion to the text. */
final class ValueShapes {
    private static final int LOOKED_AT = 4096;

    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----"),
            Pattern.compile("(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+\\."), // a signed token
            Pattern.compile("(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
            Pattern.compile(
                    "(?<![A-Za-z0-9_-])(?:sk|pk|rk|xox[abprs]|gh[opsu]|glpat|github_pat|whsec)[-_][A-Za-z0-9_-]{16,}+"),
            Pattern.compile("(?i)(?<![a-z])(?:bearer|basic) [a-z0-9+/=_.~-]{16,}+"),
            Pattern.compile(
                    "(?i)(?<![a-z])(?:password|passwd|secret|api[_-]?key|token)[\"']?\\s{0,4}+[:=]\\s{0,4}+\\S"),
            Pattern.compile("://[^/\\s:@]{1,100}:[^/\\s@]{1,100}@"));

    /** Nine digits and more, however they are grouped: a telephone, an account, a card, a number that a state gave somebody. */
    private static final Pattern LONG_NUMBER = Pattern.compile("(?<![0-9])[0-9](?:[ ()./-]{0,2}+[0-9]){8,40}");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]@[^\\s@]");
    private static final Pattern IBAN = Pattern.compile("(?i)(?<![a-z0-9])[a-z]{2}[0-9]{2}(?: ?[a-z0-9]{4}){3,7}");
    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.]{5,18}(?:Z|[+-][0-9:]{2,6})?)?");

    private ValueShapes() {}

    static boolean secret(String text) {
        var start = start(text);
        return SECRETS.stream().anyMatch(shape -> shape.matcher(start).find());
    }

    static boolean personal(String text) {
        var start = start(text);
        if (TIME.matcher(start).matches()) return false;
        return ADDRESS.matcher(start).find()
                || LONG_NUMBER.matcher(start).find()
                || IBAN.matcher(start).find();
    }

    private static String start(String text) {
        return text.length() <= LOOKED_AT ? text : text.substring(0, LOOKED_AT);
    }
}
