package dev.mandate.provenance;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What of a task its person only pasted, such as a mail that he wants summarized. Strangers may have written it, so that none of its words
 * asks for anything, names anything or vouches for anybody. Where it ends is theirs to say, too: doubt is on the side of more.
 */
final class Pasted {
    /** In words; what is quoted and no longer is a name or a title. */
    private static final int LONGEST_TITLE = 4;

    private static final Map<Character, String> CLOSING = Map.of(
            '"',
            "\"",
            '\u201c',
            "\u201d",
            '\u201d',
            "\u201d",
            '\u201e',
            "\u201c\u201d",
            '\u00ab',
            "\u00bb",
            '\u00bb',
            "\u00ab");

    /** Only behind words that announce a text: elsewhere these are apostrophes. */
    private static final Map<Character, String> CLOSING_TEXT =
            Map.of('\'', "'", '\u2018', "\u2019", '\u201a', "\u2018\u2019", '`', "`");

    /** From here on it is a mail. */
    private static final Pattern MAIL = Pattern.compile(
            "^[ \\t*_]{0,8}(?i:from|to|cc|bcc|subject|sent|reply-to)[*_]{0,2}[ \\t]{0,8}:"
                    + "|\\bFrom:[ \\t]{0,8}[^\\s@]{1,64}@"
                    + "|^-{2,40}[ \\t]{0,8}(?i:original|forwarded) (?i:message)"
                    + "|^(?i:on) [^\\n]{1,200} (?i:wrote):[ \\t]{0,8}$",
            Pattern.MULTILINE);

    /** What nobody names by a file or an address. */
    private static final String SPOKEN = "e-?mail|mail|text|message|letter|transcript|conversation|thread";

    private static final String WRITTEN = "document|article|page|post";

    /** What follows is the text, unless it is where the text lies. */
    private static final Pattern ANNOUNCED = Pattern.compile(
            "\\b(?:this|these|following)\\s{1,4}(?:[\\p{L}-]{1,24}\\s{1,4}){0,3}?(?:(" + SPOKEN + ")|" + WRITTEN
                    + ")s?\\b[^.:;!?\\n]{0,40}:(?!\\s{0,4}(?://|/|www\\.|[a-z]{1,10}://))",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CITED = Pattern.compile("^[ \\t]{0,8}>[^\\n]*", Pattern.MULTILINE);

    private final String text;
    private final StringBuilder own;

    private Pasted(String text) {
        this.text = text;
        this.own = new StringBuilder(text);
    }

    /** The text with blanks in place of what is pasted, so that sentences begin and end where they did. */
    static String without(String text) {
        var pasted = new Pasted(text);
        pasted.cited();
        pasted.mail();
        pasted.announced();
        pasted.quoted();
        return pasted.own.toString();
    }

    private void cited() {
        var lines = CITED.matcher(text);
        while (lines.find()) blank(lines.start(), lines.end());
    }

    private void mail() {
        var header = MAIL.matcher(text);
        if (header.find()) blank(header.start(), text.length());
    }

    /** In quotation marks up to the last of them, since those between may be the text's own; without them all that follows. */
    private void announced() {
        var announcing = ANNOUNCED.matcher(text);
        for (int from = 0; announcing.find(from); ) {
            var begins = announcing.end();
            var below = false;
            for (; begins < text.length() && Character.isWhitespace(text.charAt(begins)); begins++)
                below |= text.charAt(begins) == '\n';
            from = begins;
            if (begins == text.length()) return;
            var mark = text.charAt(begins);
            var closing = CLOSING.getOrDefault(mark, CLOSING_TEXT.getOrDefault(mark, ""));
            if (closing.isEmpty() && !below && announcing.group(1) == null) continue;
            from = last(closing, begins);
            blank(begins, from);
        }
    }

    /** Behind the last of these marks; the end of the text where there is none. */
    private int last(String closing, int begins) {
        for (int at = text.length() - 1; at > begins && !closing.isEmpty(); at--)
            if (closing.indexOf(text.charAt(at)) >= 0) return at + 1;
        return text.length();
    }

    private void quoted() {
        for (int at = 0; at < own.length(); at++) {
            var closing = CLOSING.get(own.charAt(at));
            if (closing == null || !opens(at)) continue;
            var ends = end(at, closing);
            if (words(at, ends) > LONGEST_TITLE) blank(at, ends);
            at = ends - 1;
        }
    }

    /** A mark for inches stands behind a number. */
    private boolean opens(int at) {
        var before = at == 0 ? ' ' : own.charAt(at - 1);
        return own.charAt(at) != '"' || !Character.isLetterOrDigit(before) && at + 1 < own.length();
    }

    /** Behind the mark that closes what is opened here; the end of the text where none does. */
    private int end(int begins, String closing) {
        var mark = own.charAt(begins);
        var open = 1;
        for (int at = begins + 1; at < own.length(); at++) {
            var letter = own.charAt(at);
            if (closing.indexOf(letter) >= 0 && !opensWithin(mark, at)) open--;
            else if (letter == mark) open++;
            if (open == 0) return at + 1;
        }
        return own.length();
    }

    /** Straight ones look the same on both sides: what follows a space and precedes a word opens. */
    private boolean opensWithin(char mark, int at) {
        return mark == '"'
                && Character.isWhitespace(own.charAt(at - 1))
                && at + 1 < own.length()
                && Character.isLetterOrDigit(own.charAt(at + 1));
    }

    private int words(int begins, int ends) {
        var words = 0;
        for (int at = begins; at < ends; at++)
            if (Character.isLetterOrDigit(own.charAt(at)) && !Character.isLetterOrDigit(own.charAt(at - 1))) words++;
        return words;
    }

    private void blank(int begins, int ends) {
        for (int at = begins; at < ends; at++) if (own.charAt(at) != '\n') own.setCharAt(at, ' ');
    }
}
