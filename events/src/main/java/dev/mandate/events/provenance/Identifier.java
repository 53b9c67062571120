package dev.mandate.events.provenance;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that names a place or a party: an address, URL, account, path or number of an order.
 *
 * @param value in lower case, without scheme, {@code www.} and punctuation at its ends, so that spellings of one are equal
 */
public record Identifier(String value) {
    private static final int MAX = 256;
    private static final int LONGEST_NAME = 24;
    private static final Pattern SCHEME = Pattern.compile("^(?:[a-z][a-z0-9+.-]{0,15}://|mailto:)?(?:www\\.)?");
    private static final String BEFORE = "<>\"'([";
    private static final String AFTER = ".,;:!?…<>\"')]";
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}_-]++(?:\\.[\\p{L}\\p{N}_-]++)+");
    /** An amount, a date or a version looks like a host, but no top-level domain is a number. */
    private static final Pattern NUMBER = Pattern.compile("[0-9.-]++");

    private static final Pattern PHONE = Pattern.compile("\\+[0-9](?:[ ().-]{0,2}+[0-9]){6,14}+");
    /** What lists and shops give to things: a number, or one after a short word. */
    private static final Pattern CODE = Pattern.compile("\\p{L}{0,8}+[ #_-]?+[0-9]++");

    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

    public static Identifier of(String text) {
        var trimmed = trimmed(text);
        if (trimmed.startsWith("+") && PHONE.matcher(trimmed).matches())
            return new Identifier(trimmed.replaceAll("[ ().-]", ""));
        var plain = SCHEME.matcher(trimmed.toLowerCase(Locale.ROOT)).replaceFirst("");
        var end = plain.length();
        while (end > 0 && plain.charAt(end - 1) == '/') end--;
        plain = plain.substring(0, end);
        return new Identifier(plain.length() <= MAX ? plain : plain.substring(0, MAX));
    }

    /** A loop, since a pattern for the end of a text is tried at each of its characters. */
    private static String trimmed(String text) {
        var from = 0;
        var to = text.length();
        while (from < to && isAmong(BEFORE, text.charAt(from))) from++;
        while (to > from && isAmong(AFTER, text.charAt(to - 1))) to--;
        return text.substring(from, to);
    }

    private static boolean isAmong(String punctuation, char character) {
        return Character.isWhitespace(character) || punctuation.indexOf(character) >= 0;
    }

    /** It can stand for somebody or some place, where whoever calls it an identifier is right; the number of a thing can't. */
    boolean party() {
        return !value.isEmpty()
                && !CODE.matcher(value).matches()
                && !NUMBER.matcher(value).matches();
    }

    /** Of an address or a URL; null for anything else. */
    public @Nullable String host() {
        if (value.startsWith("@")) return null; // somebody's handle
        var at = value.lastIndexOf('@');
        var rest = at < 0 ? value : value.substring(at + 1);
        var end = 0;
        while (end < rest.length() && "/?#:".indexOf(rest.charAt(end)) < 0) end++;
        var host = rest.substring(0, end);
        if (!HOST.matcher(host).matches()) return null;
        return NUMBER.matcher(host).matches() && !IP_ADDRESS.matcher(host).matches() ? null : host;
    }

    public boolean address() {
        return value.indexOf('@') > 0;
    }

    public boolean url() {
        return !address() && host() != null;
    }

    /** A URL in which more can be written than the name of a page. */
    boolean carries() {
        var host = host();
        if (host == null || address()) return false;
        var rest = value.substring(host.length());
        return rest.indexOf('?') >= 0 || rest.indexOf('=') >= 0 || rest.length() > LONGEST_NAME;
    }

    /** The words that it is made of, without the top-level domain. */
    Set<String> words() {
        var host = host();
        if (host == null) return Words.of(value);
        var end = value.indexOf(host, Math.max(0, value.lastIndexOf('@'))) + host.length();
        return Words.of(value.substring(0, end - host.length() + host.lastIndexOf('.')) + " " + value.substring(end));
    }

    /** The same, or below it as a page is below its site, or the end of its path. */
    boolean within(Identifier other) {
        if (value.equals(other.value)) return true;
        if (value.length() > 4 && other.value.endsWith("/" + value)) return true;
        if (!value.startsWith(other.value) || other.value.length() <= 4) return false;
        return "/?#".indexOf(value.charAt(other.value.length())) >= 0;
    }

    /** Made of a word that is among these. */
    public boolean madeOf(Set<String> words) {
        return !words.isEmpty() && Words.shared(words(), words);
    }

    /** Of the same host, or one host below the other. */
    public boolean sharesHost(Identifier other) {
        var mine = host();
        var its = other.host();
        if (mine == null || its == null) return false;
        return mine.equals(its) || mine.endsWith("." + its) || its.endsWith("." + mine);
    }
}
