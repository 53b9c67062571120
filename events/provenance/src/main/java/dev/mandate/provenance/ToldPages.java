package dev.mandate.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a call that opens pages tells them, beside which they are.
 *
 * @param nothing but flags, numbers of pages, and what the task names
 * @param mailbox one of the organisation's own, told as whose the form is and nothing else with it; null where more is told, or nothing
 */
record ToldPages(boolean nothing, @Nullable String mailbox) {
    static final ToldPages MORE = new ToldPages(false, null);

    /** Of these alone a form's field for a mailbox is called, so that nothing that was read stands in its name. */
    private static final Set<String> FIELD =
            Wording.stems("e email mail address user your my id field input box text form");

    /** Of all names of fields, in whose order and number more could be told; a longer word isn't read as one. */
    private static final int LONGEST_FIELDS = 24;

    /** Letters, since signs and digits are no words. */
    private static final Pattern NAME = Pattern.compile("\\p{L}++(?:[ _-]\\p{L}++)*+");

    /**
     * @param texts all of the call's arguments, as they are written
     * @param own whether a mailbox is one of the organisation's own
     */
    static ToldPages of(List<Mention> mentions, List<String> texts, List<Identifier> task, Predicate<Identifier> own) {
        var links = mentions.stream()
                .filter(it -> it.whole() && it.identifier().url())
                .map(it -> it.identifier().value())
                .collect(Collectors.toSet());
        if (links.isEmpty() || texts.size() > Mention.MAX) return MORE;
        String mailbox = null;
        var spelt = "";
        var fields = 0;
        var besides = new ArrayList<String>();
        for (var text : texts) {
            var said = Identifier.of(text);
            if (task.contains(said) || links.contains(said.value())) {
                if (OutboundUrls.hides(text, said.value())) return MORE;
            } else if (said.address() && own.test(said) && said.value().equals(LowerCase.of(text))) {
                if (mailbox != null && !spelt.equals(text))
                    return MORE; // who tells of several tells of others, and who spells one in several ways tells more
                mailbox = said.value();
                spelt = text;
            } else if (field(text)) {
                fields += text.length();
            } else {
                besides.add(text);
            }
        }
        if (fields > LONGEST_FIELDS || !Recipients.asides(besides)) return MORE;
        return mailbox == null ? new ToldPages(fields == 0, null) : new ToldPages(false, mailbox);
    }

    private static boolean field(String text) {
        if (text.length() > LONGEST_FIELDS || !NAME.matcher(text).matches()) return false;
        return FIELD.containsAll(Wording.named(text));
    }
}
