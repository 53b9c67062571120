package dev.mandate.provenance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds identifiers in a text, from left to right, none within another. Texts are written by whoever wants to pass: no place is tried
 * more than a few times, and nothing recurses.
 */
final class IdentifierFinder {
    /** Of what stands before an {@code @}, the last that count. */
    private static final int LONGEST_LOCAL = 128;

    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}_-]++(?:\\.[\\p{L}\\p{N}_-]++)++");

    // Not \b, which from each mark goes back over all that are before it; a mark hides nothing here. Most letters
    // follow one of ASCII,
    // which is soon seen.
    private static final String BEFORE = "(?<![a-z0-9_])(?<![\\p{L}\\p{Nd}])";
    private static final String AFTER = "(?![\\p{L}\\p{Nd}_])";

    /** All but addresses: from each letter of a word, their pattern would look for an {@code @}. */
    private static final Pattern OTHER = Pattern.compile(
            BEFORE + "[a-z](?<![.+-][a-z])[a-z0-9+.-]{1,15}+://[^\\s\"'<>\\\\)\\]]++"
                    + "|www\\.[^\\s\"'<>\\\\)\\]]++"
                    // a page that is named without a scheme
                    + "|" + BEFORE + "[a-z0-9](?<![.-][a-z0-9])(?:[a-z0-9-]*+\\.)++[a-z]{2,24}+/[^\\s\"'<>\\\\)\\]]++"
                    // wallets, and IBANs as people write them
                    + "|" + BEFORE + "(?:0x[0-9a-f]{40}|bc1[a-z0-9]{25,59}|[13][a-z0-9]{25,34})" + AFTER
                    + "|" + BEFORE + "[a-z]{2}[0-9]{2} [a-z0-9]{4}(?: [0-9]{4}){2,6}+(?: [a-z0-9]{1,4}+)?+" + AFTER
                    + "|" + BEFORE + "(?:[a-z]{2,8}-?[0-9]{4,}+[a-z0-9-]*+|[a-z]{2}[0-9]{2}[a-z0-9]{6,30}" + AFTER + ")"
                    + "|\\+(?<![\\p{L}\\p{N}]\\+)[0-9](?:[ ().-]{0,2}+[0-9]){6,14}+(?![0-9])"
                    + "|/(?<![\\p{L}\\p{N}_/]/)[\\p{L}\\p{N}_.-]++(?:/[\\p{L}\\p{N}_.-]++)*+",
            Pattern.CASE_INSENSITIVE);

    private final String text;
    private final Matcher host;
    private final Matcher other;
    private boolean others;
    private int from;
    private int at;
    private int start;

    /** Where the next address begins and ends, if it begins at or after {@link #from}; none is left if it begins at the end. */
    private int address;

    private int addressEnd;

    IdentifierFinder(String text) {
        this.text = text;
        this.host = HOST.matcher(text);
        this.other = OTHER.matcher(text);
        this.others = named(text) && other.find();
        this.at = -1;
        this.address = -1;
    }

    /** Each of the others has one of these. */
    private static boolean named(String text) {
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character == '/' || character == '.' || character >= '0' && character <= '9') return true;
        }
        return false;
    }

    boolean find() {
        if (address < from) findAddress();
        if (others && other.start() < from) others = other.find(from);
        if (address == text.length() && !others) return false;
        if (!others || address <= other.start()) {
            start = address;
            from = addressEnd;
        } else {
            start = other.start();
            from = other.end();
        }
        return true;
    }

    /** What was found last. */
    String found() {
        return text.substring(start, from);
    }

    int start() {
        return start;
    }

    int end() {
        return from;
    }

    private void findAddress() {
        if (at < from) at = text.indexOf('@', from);
        for (; at >= 0; at = text.indexOf('@', at + 1)) {
            address = localStart();
            if (address == at || !host.region(at + 1, text.length()).lookingAt()) continue;
            addressEnd = pathEnd(host.end());
            return;
        }
        address = text.length();
    }

    /** With the path of a repository: {@code git@host:owner/name}. */
    private int pathEnd(int end) {
        if (end + 1 >= text.length() || text.charAt(end) != ':' || !Character.isLetter(text.charAt(end + 1)))
            return end;
        var last = end + 1;
        var slash = false;
        for (; last < text.length() && last - end < LONGEST_LOCAL; last++) {
            var character = text.charAt(last);
            slash |= character == '/';
            if (!Character.isLetterOrDigit(character) && "_.-/~".indexOf(character) < 0) break;
        }
        return slash ? last : end;
    }

    private int localStart() {
        var first = at;
        for (var length = 0; length < LONGEST_LOCAL && first > from; length++) {
            var before = text.codePointBefore(first);
            if (!local(before)) break;
            first -= Character.charCount(before);
        }
        return first;
    }

    /** {@code [\p{L}\p{N}_.+-]} */
    private static boolean local(int character) {
        if (Character.isLetter(character) || "_.+-".indexOf(character) >= 0) return true;
        return switch (Character.getType(character)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }
}
