package dev.mandate.provenance.disclosure;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a value is by how it looks, whatever its field is called. All of it is looked at, since what stands at its end would be shown too;
 * each pattern takes time in proportion to the text.
 */
public final class ValueShapes {
    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----"),
            Pattern.compile("(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+\\."), // a signed token
            Pattern.compile("(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
            Pattern.compile(
                    "(?<![A-Za-z0-9_-])(?:sk|pk|rk|xox[abprs]|gh[opsu]|glpat|github_pat|whsec)[-_][A-Za-z0-9_-]{16,}+"),
            Pattern.compile("(?i)(?<![a-z])(?:bearer|basic) [a-z0-9+/=_.~-]{16,}+"),
            Pattern.compile(
                    "(?i)(?:password|passwd|pwd|secret|(?:api|access|private)[ _-]?key|token)[\"']?\\s{0,4}+[:=]\\s{0,4}+\\S"),
            Pattern.compile("://[^/\\s:@]{1,100}:[^/\\s@]{1,100}@"));

    /** Nine digits and more, however they are grouped: a telephone, an account, a card, a number that a state gave somebody. */
    private static final Pattern LONG_NUMBER = Pattern.compile("(?<![0-9])[0-9](?:[ ()./-]{0,2}+[0-9]){8,40}");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]@[^\\s@]");
    private static final Pattern IBAN = Pattern.compile("(?i)(?<![a-z0-9])[a-z]{2}[0-9]{2}(?: ?[a-z0-9]{4}){3,7}");

    private static final String DAY = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
    private static final String CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::(?:[0-5][0-9]|60)(?:\\.[0-9]{1,9})?)?"
            + "(?:Z|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)?";
    private static final Pattern DATE = Pattern.compile("(?i)" + DAY + "(?:[T ]" + CLOCK + ")?");
    private static final Pattern TIME = Pattern.compile("(?i)" + CLOCK);
    private static final Pattern DURATION =
            Pattern.compile("P(?=[0-9T])(?:[0-9]{1,4}[YMWD]){0,4}(?:T(?:[0-9]{1,5}(?:\\.[0-9]{1,9})?[HMS]){1,3})?");

    private ValueShapes() {}

    public static boolean secret(String text) {
        return SECRETS.stream().anyMatch(shape -> shape.matcher(text).find());
    }

    public static boolean personal(String text) {
        if (DATE.matcher(text).matches()) return false;
        return ADDRESS.matcher(text).find()
                || LONG_NUMBER.matcher(text).find()
                || IBAN.matcher(text).find();
    }

    /** A date, a time of day, both, or how long something takes, and nothing else (RFC 3339, appendix A). */
    public static boolean time(String text) {
        return DATE.matcher(text).matches()
                || TIME.matcher(text).matches()
                || DURATION.matcher(text).matches();
    }
}
