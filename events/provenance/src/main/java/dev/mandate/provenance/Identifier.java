package dev.mandate.provenance;

import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.events.risk.ForgottenIdentifiers.Forgotten;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Something that names a place or a party: an address, URL, account, path or number of an order. */
public final class Identifier {
    private static final int MAX = 256;
    private static final int LONGEST_START = 32;
    /** As written, whatever the alphabet: states keep hundreds of them. */
    public static final int MAX_BYTES = 1024;

    /** Bytes of one as JSON may have it, by which a text may be shorter than it would have to be. */
    private static final int LONGEST_LETTER = 12;

    private static final int LONGEST_NAME = 24;
    private static final Pattern SCHEME = Pattern.compile("^(?:[a-z][a-z0-9+.-]{0,15}://|mailto:)?(?:www\\.)?");
    private static final String AUTHORITY = "://";
    private static final String WEB = "http";
    private static final String BEFORE = "<>\"'([";
    private static final String AFTER = ".,;:!?…<>\"')]";
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}_-]++(?:\\.[\\p{L}\\p{N}_-]++)+");
    /** An amount, a date or a version looks like a host, but no top-level domain is a number. */
    private static final Pattern NUMBER = Pattern.compile("[0-9.-]++");

    private static final Pattern CLIMBS = Pattern.compile("[/\\\\](?:\\.|%2e){2}(?:[/\\\\?#]|$)");

    private static final Pattern PHONE = Pattern.compile("\\+[0-9](?:[ ().-]{0,2}+[0-9]){6,14}+");
    private static final Pattern IBAN =
            Pattern.compile("\\p{Alpha}{2}[0-9]{2}(?: \\p{Alnum}{4}){3,7}(?: \\p{Alnum}{1,4})?");
    private static final int IBAN_GROUP = 4;
    private static final int LONGEST_IBAN = 42;

    /** What lists and shops give to things: a number, or one after a short word. */
    private static final Pattern CODE = Pattern.compile("\\p{L}{0,8}+[ #_-]?+[0-9]++");

    /** As offices and programs number things: an invoice, a ticket, {@code evt8841}. Accounts have two letters and no dash. */
    private static final Pattern NUMBERED = Pattern.compile("\\p{L}{2,8}-[0-9]{3,10}|\\p{L}{3,8}[0-9]{3,10}");

    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

    @SuppressWarnings("StringOperationCanBeSimplified")
    private static final String UNREAD = new String("unread"); // told apart by being the same object

    private final String value;

    /** Read once, since a call's identifiers are each compared with all of the session's. */
    private @Nullable String host = UNREAD;

    /** @param value as {@link #value()} says */
    public Identifier(String value) {
        this.value = value;
    }

    public static Identifier of(String text) {
        var trimmed = withItsHost(trimmed(Spelling.plain(text)));
        if (trimmed.startsWith("+") && PHONE.matcher(trimmed).matches())
            return new Identifier(trimmed.replaceAll("[ ().-]", ""));
        if (trimmed.length() <= LONGEST_IBAN
                && trimmed.indexOf(' ') == IBAN_GROUP
                && IBAN.matcher(trimmed).matches()) return new Identifier(LowerCase.of(trimmed.replace(" ", "")));
        var end = trimmed.length();
        while (end > 0 && trimmed.charAt(end - 1) == '/') end--;
        var plain = LowerCase.of(trimmed.substring(0, Math.min(trimmed.length(), LONGEST_START + MAX)));
        var start = start(plain);
        var value = plain.substring(start, Math.max(start, Math.min(end, start + MAX)));
        if (plain.lastIndexOf(AUTHORITY, start) >= 0) value = page(plain.startsWith(WEB) ? withoutUser(value) : value);
        return new Identifier(EncodedText.cut(value, MAX_BYTES));
    }

    /** In lower case, without scheme, {@code www.}, punctuation at its ends and what nobody sees, so that spellings of one are equal. */
    public String value() {
        return value;
    }

    /**
     * What is written as a page and as a mailbox, {@code own.example/x@evil.example}, may be either: whoever takes it decides. Both,
     * so that neither speaks for the other; of all else the one that it is.
     */
    List<Identifier> readings() {
        var at = value.lastIndexOf('@');
        if (at < 0 || end(value) > at) return List.of(this);
        var page = new Identifier(page(value));
        return page.url() ? List.of(page, this) : List.of(this);
    }

    /** Of what is too long the end is cut: who is named before a host, however lengthily, must not stand in its place. */
    private static String withItsHost(String text) {
        if (text.length() <= MAX) return text;
        var scheme = text.indexOf(AUTHORITY);
        var from = scheme < 0 || scheme > LONGEST_START ? 0 : scheme + AUTHORITY.length();
        var at = text.lastIndexOf('@', from + end(text.substring(from)));
        var named = at - LONGEST_NAME;
        return named <= from || from == 0 && text.lastIndexOf(' ', at) >= 0
                ? text
                : text.substring(0, from) + text.substring(named);
    }

    /** Who is named before a page's host is told to it, as what stands in its name is. */
    private static String withoutUser(String value) {
        var at = value.lastIndexOf('@', end(value));
        return at < 0 ? value : value.substring(at + 1) + "?" + value.substring(0, at);
    }

    /** As browsers read it: behind the host an {@code @} is a part of the page's name, and a backslash a slash. */
    private static String page(String value) {
        var end = end(value);
        if (value.indexOf('@', end) < 0 && value.indexOf('\\', end) < 0) return value;
        var query = end;
        while (query < value.length() && "?#".indexOf(value.charAt(query)) < 0) query++;
        return value.substring(0, end)
                + value.substring(end, query).replace('\\', '/').replace("@", "%40")
                + value.substring(query).replace("@", "%40");
    }

    /** Where the name of a host ends, with who is named before it. */
    private static int end(String value) {
        var end = 0;
        while (end < value.length() && "/\\?#".indexOf(value.charAt(end)) < 0) end++;
        return end;
    }

    private static int start(String plain) {
        if (plain.indexOf(':') < 0 && !plain.startsWith("www.")) return 0;
        var scheme = SCHEME.matcher(plain);
        return scheme.lookingAt() ? scheme.end() : 0;
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

    /** The number of a thing, with the letters that say which: it tells what is meant, and nothing goes to it where something else is named. */
    boolean numbered() {
        return NUMBERED.matcher(value).matches();
    }

    /** The letters and digits of a number apart: {@code EVT-8841}, since {@code eve8841} may be somebody. */
    boolean dashed() {
        return value.indexOf('-') >= 0;
    }

    /** An address, a URL or an account: something that a call can go to, rather than a path or the number of a thing. */
    boolean place() {
        return !value.startsWith("/")
                && !numbered()
                && (host() != null || !NUMBER.matcher(value).matches());
    }

    /** Of an address or a URL; null for anything else. */
    public @Nullable String host() {
        var known = host;
        if (known == UNREAD) {
            known = readHost();
            host = known;
        }
        return known;
    }

    private @Nullable String readHost() {
        if (value.startsWith("@")) return null; // somebody's handle
        var at = value.lastIndexOf('@');
        var rest = at < 0 ? value : value.substring(at + 1);
        var end = 0;
        while (end < rest.length() && "/?#:".indexOf(rest.charAt(end)) < 0) end++;
        if (rest.lastIndexOf('.', end - 1) <= 0) return null;
        var its = rest.substring(0, end);
        if (!HOST.matcher(its).matches()) return null;
        return NUMBER.matcher(its).matches() && !IP_ADDRESS.matcher(its).matches() ? null : its;
    }

    /** As what is left of it where there is no more room: whatever looks like it, and what is beside it, is told by that too. */
    public Forgotten forgotten() {
        var its = host();
        var place = its == null || url() ? its : Sites.of(its);
        var beside = place == null || url() || !Sites.shared(place) ? place : null;
        return new Forgotten(value, beside, look());
    }

    /** The same for all that look alike to whoever reads them; compared, and never shown. */
    public String look() {
        return Face.of(value).look();
    }

    public boolean address() {
        return value.indexOf('@') > 0;
    }

    public boolean url() {
        return !address() && host() != null;
    }

    /** A URL in which more can be written than the name of a page. */
    boolean carries() {
        var its = host();
        if (its == null || address()) return false;
        var rest = value.substring(its.length());
        return rest.indexOf('?') >= 0 || rest.indexOf('=') >= 0 || rest.length() > LONGEST_NAME;
    }

    /** There may have been more of it than it holds. */
    boolean cut() {
        return value.length() >= MAX || EncodedText.bytes(value) >= MAX_BYTES - LONGEST_LETTER;
    }

    /** The words that it is made of, without the top-level domain. */
    Set<String> words() {
        var its = host();
        if (its == null) return Words.of(value);
        var end = value.indexOf(its, Math.max(0, value.lastIndexOf('@'))) + its.length();
        return Words.of(value.substring(0, end - its.length() + its.lastIndexOf('.')) + " " + value.substring(end));
    }

    /** A part of what stands before the {@code @}, or of a handle, is one of these names; short ones too ("bob.olive@…"). */
    boolean calledAfter(Set<String> names) {
        var at = value.lastIndexOf('@');
        if (names.isEmpty() || at < 0) return false;
        var end = at > 0 ? at : value.length();
        for (int from = 0; from < end; ) {
            var to = from;
            while (to < end && Character.isLetter(value.charAt(to))) to++;
            if (to > from && names.contains(value.substring(from, to))) return true;
            from = to + 1;
        }
        return false;
    }

    /** Within it wherever whoever opens it gets: what is said of the other holds for it too. */
    boolean isOf(Identifier other) {
        return value.equals(other.value) || within(other) && !climbs();
    }

    /** A step up in its path, which whoever opens it takes: the page is another's then. */
    boolean climbs() {
        return CLIMBS.matcher(value).find();
    }

    /** The same, or below it as a page is below its site, or the end of its path. */
    boolean within(Identifier other) {
        if (value.equals(other.value)) return true;
        if (value.length() > 4 && isTail(value, '/', other.value)) return true;
        if (!value.startsWith(other.value) || other.value.length() <= 4) return false;
        if (address() && !other.address()) return false; // a mailbox is below no page
        return "/?#".indexOf(value.charAt(other.value.length())) >= 0;
    }

    /** Of the same host, or one host below the other. */
    public boolean sharesHost(Identifier other) {
        var mine = host();
        var its = other.host();
        if (mine == null || its == null) return false;
        return mine.equals(its) || isTail(its, '.', mine) || isTail(mine, '.', its);
    }

    private static boolean isTail(String tail, char after, String whole) {
        var start = whole.length() - tail.length();
        return start > 0 && whole.charAt(start - 1) == after && whole.endsWith(tail);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Identifier identifier && value.equals(identifier.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
