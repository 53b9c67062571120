package dev.mandate.provenance;

/**
 * Whether a text is but a list of mailboxes, as mail programs take one: {@code Bo <bo@acme.example>, ann@acme.example (Ann)}. Each of
 * them gets what is sent, whatever name it is given, so that none is a mere word in a text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5322#section-3.4">RFC 5322, section 3.4</a>
 */
final class AddressList {
    private static final String SEPARATORS = ",;<>\"'";

    /** In characters, of the name or comment beside an address. */
    private static final int LONGEST_NAME = 80;

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

    private boolean named(int from, int to) {
        return to > from && text.charAt(to - 1) == '<' && to - from <= LONGEST_NAME;
    }

    /** Nothing but separators and comments. */
    private boolean separated(int from, int to) {
        var comment = -1;
        for (var at = from; at < to; at++) {
            var character = text.charAt(at);
            if (comment >= 0) {
                if (character == ')') comment = -1;
                else if (at - comment > LONGEST_NAME) return false;
            } else if (character == '(') {
                comment = at;
            } else if (!Character.isWhitespace(character) && SEPARATORS.indexOf(character) < 0) {
                return false;
            }
        }
        return comment < 0;
    }
}
