package dev.mandate.events.hr;

import java.net.IDN;
import java.util.regex.Pattern;

/**
 * Whether a text has the form of a mail address: one that mail can be sent to, of this organisation's own domains too. Commons Validator
 * asks for a top-level domain that IANA knows, and so refuses {@code ada@corp.internal}; what a domain's labels may be the JDK's IDNA says.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2">RFC 5321 section 4.1.2, Dot-string</a>, with the letters of RFC 6531
 */
public final class MailAddress {
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 253;
    private static final Pattern LOCAL =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\\.[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");

    private MailAddress() {}

    /** Quoted local parts and addresses in brackets, which nobody has, are none. */
    public static boolean is(String text) {
        var at = text.indexOf('@');
        return at > 0
                && at <= LONGEST_LOCAL
                && text.length() - at - 1 <= LONGEST_DOMAIN
                && LOCAL.matcher(text.substring(0, at)).matches()
                && isDomain(text.substring(at + 1));
    }

    private static boolean isDomain(String text) {
        try {
            var ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES);
            return !ascii.isEmpty() && ascii.length() <= LONGEST_DOMAIN && !ascii.endsWith(".");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
