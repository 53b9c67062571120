package dev.mandate.provenance;

/**
 * Whether a text is but a list of mailboxes, as mail programs take one: {@code Bo <bo@acme.example>, ann@acme.example (Ann)}, or
 * {@code Team: bo@acme.example;}. Each of them gets what is sent, whatever name it is given, so that none is a mere word in a text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5322#section-3.4">RFC 5322, section 3.4</a>
 */
final class AddressList {
    private static final String SEPARATORS = ",;<>\"'";

    /** What stands in no name but between quotation marks; sentences have some of it. */
    private static final String OF_NO_NAME = "()[]:;@\\,.!?\n";

    /** In characters, of whatever stands before an address; names may be longer. */
    private static final int LONGEST_ASIDE = 80;

    private final String text;
    private boolean only = true;
    private boolean any;
    private int end;

    AddressList(String text) {
        this.text = text;
    }

    /** From left to right. */
    void found(Identifier identifier, int from, int to) {
        any = true;
        only &= identifier.address() && (named(end, from) || separated(end, from));
        end = to;
    }

    boolean nothingElse() {
        return any && only && separated(end, text.length());
    }

    /** By a person's name, or that of a group. */
    private boolean named(int from, int to) {
        var last = to - 1;
        while (last >= from && Character.isWhitespace(text.charAt(last))) last--;
        if (last < from || text.charAt(last) != '<' && text.charAt(last) != ':') return false;
        return text.charAt(last) == '<' && last - from < LONGEST_ASIDE || name(from, last);
    }

    private boolean name(int from, int to) {
        var first = from;
        while (first < to && (text.charAt(first) == ',' || text.charAt(first) == ';' || text.charAt(first) == '>'))
            first++;
        var quoted = false;
        for (var at = first; at < to; at++) {
            var character = text.charAt(at);
            if (character == '"') quoted = !quoted;
            else if (!quoted && OF_NO_NAME.indexOf(character) >= 0) return false;
        }
        return !quoted;
    }

    /** Nothing but separators and comments. */
    private boolean separated(int from, int to) {
        var open = 0;
        var began = from;
        for (var at = from; at < to; at++) {
            var character = text.charAt(at);
            if (character == '(') {
                if (open++ == 0) began = at;
            } else if (open > 0) {
                if (character == ')') open--;
                else if (at - began > LONGEST_ASIDE) return false;
            } else if (!Character.isWhitespace(character) && SEPARATORS.indexOf(character) < 0) {
                return false;
            }
        }
        return open == 0;
    }
}
