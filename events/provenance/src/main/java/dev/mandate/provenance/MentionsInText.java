package dev.mandate.provenance;

import java.util.ArrayList;
import java.util.List;

/**
 * What one text of a call's arguments names, whatever its argument is called. A call is read several times: for its decision, against its
 * session, and for what it adds to it.
 *
 * @param all the text as one identifier
 * @param link it is nothing but a link; also a bare host, which within a text could be anything
 * @param within in their order
 */
record MentionsInText(Identifier all, boolean link, List<Found> within) {
    private static final int MOST_KEPT = 2_048;
    /** In characters: longer texts seldom come again, and could hold many identifiers. */
    private static final int LONGEST_KEPT = 256;

    private static final Memo<String, MentionsInText> KEPT = new Memo<>(MOST_KEPT, text -> read(text, Mention.MAX));

    /** @param whole the text is nothing but this, or a list of such */
    record Found(Identifier identifier, boolean whole) {
        private Found alone() {
            return new Found(identifier, true);
        }
    }

    /**
     * @param text as {@link Spelling#plain} says
     * @param most how many are looked for
     */
    static MentionsInText of(String text, int most) {
        return text.length() > LONGEST_KEPT || most < Mention.MAX && most < text.length()
                ? read(text, most)
                : KEPT.of(text);
    }

    private static MentionsInText read(String text, int most) {
        var all = Identifier.of(text);
        var alone = text.strip();
        var other = OutboundUrls.otherReading(alone);
        if (other != null && all.url() && alone.indexOf(' ') < 0)
            return new MentionsInText(all, false, List.of(new Found(all, true), new Found(Identifier.of(other), true)));
        if (all.url() && alone.indexOf(' ') < 0) return new MentionsInText(all, true, List.of());
        var readings = all.readings();
        if (readings.size() > 1 && alone.chars().noneMatch(MentionsInText::separates))
            return new MentionsInText(
                    all, false, readings.stream().map(it -> new Found(it, true)).toList());
        var found = new ArrayList<Found>();
        var list = new AddressList(text);
        for (var within = new IdentifierFinder(text); found.size() < most && within.find(); ) {
            var identifier = Identifier.of(within.found());
            list.found(identifier, within.start(), within.end());
            if (identifier.value().isEmpty()) continue;
            for (var reading : identifier.readings())
                if (found.size() < most) found.add(new Found(reading, identifier.equals(all)));
        }
        if (list.nothingElse()) found.replaceAll(Found::alone);
        return new MentionsInText(all, false, List.copyOf(found));
    }

    private static boolean separates(int character) {
        return Character.isWhitespace(character) || ",;<>\"".indexOf(character) >= 0;
    }
}
