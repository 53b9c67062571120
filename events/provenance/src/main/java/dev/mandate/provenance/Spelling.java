package dev.mandate.provenance;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.net.IDN;

/**
 * What a text looks like to whoever reads it. Characters that nobody sees, and letters of other alphabets that look like ours, make
 * another text of it for a machine and the same for a person or a model.
 *
 * @see <a href="https://www.unicode.org/reports/tr39/#Confusable_Detection">UTS 39, confusable detection</a>
 */
final class Spelling {
    private static final Normalizer2 FOLDED = Normalizer2.getNFKCCasefoldInstance();
    private static final SpoofChecker CONFUSABLES =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
    private static final String[] ASCII = new String[128];
    private static final String ACE = "xn--";
    private static final int LONGEST_HOST = 253;

    static {
        for (var letter = 0; letter < ASCII.length; letter++)
            ASCII[letter] = LowerCase.of(CONFUSABLES.getSkeleton(String.valueOf((char) letter)));
    }

    private Spelling() {}

    /**
     * Without what nobody sees, and with the ASCII that a character stands for where it is but a form of it, as mail programs and
     * browsers read it: wide letters and at signs, other full stops.
     */
    static String plain(String text) {
        var length = text.length();
        var at = 0;
        while (at < length && text.charAt(at) < 128) at++;
        if (at == length) return text;
        var plain = new StringBuilder(length).append(text, 0, at);
        for (int letter; at < length; at += Character.charCount(letter)) {
            letter = text.codePointAt(at);
            var stands = letter < 128 ? null : FOLDED.getDecomposition(letter);
            if (stands != null && ascii(stands)) plain.append(stands);
            else plain.appendCodePoint(letter);
        }
        return plain.toString();
    }

    /** The same for all that look alike, and for ASCII names of hosts and what browsers show for them. */
    static String skeleton(Identifier identifier) {
        var value = identifier.value();
        var host = value.contains(ACE) ? identifier.host() : null;
        var text = host == null || host.length() > LONGEST_HOST ? value : value.replace(host, shown(host));
        if (!ascii(text)) return LowerCase.of(CONFUSABLES.getSkeleton(text));
        var skeleton = new StringBuilder(text.length() + 4);
        for (var at = 0; at < text.length(); at++) skeleton.append(ASCII[text.charAt(at)]);
        return skeleton.toString();
    }

    private static String shown(String host) {
        try {
            return LowerCase.of(IDN.toUnicode(host, IDN.ALLOW_UNASSIGNED));
        } catch (RuntimeException e) {
            return host; // the JDK's reader gives up on some that are none
        }
    }

    static boolean ascii(String text) {
        for (var at = 0; at < text.length(); at++) if (text.charAt(at) >= 128) return false;
        return true;
    }
}
