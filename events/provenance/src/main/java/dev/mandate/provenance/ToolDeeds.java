package dev.mandate.provenance;

import dev.mandate.events.lifecycle.ToolLabel;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tool does, by its labels first, since its owner vouches for them, then by its name, then by what its owner says of it.
 *
 * @param deeds any of which explains a call of it
 * @param things words for what it does that to
 * @param verbs words of its name for what it does, where none of the deeds is known
 */
record ToolDeeds(Set<Deed> deeds, Set<String> things, Set<String> verbs) {
    private static final int MOST_KEPT = 1_024;

    /** In characters: a longer name is one that a caller made up. */
    private static final int LONGEST_NAME = 256;

    private static final Kept<Described, ToolDeeds> KEPT = new Kept<>(MOST_KEPT, Described::read);

    /** Words that every tool's description has. */
    private static final Set<String> EVERYWHERE = Wording.stems(
            "the a an of to for in on at by from with and or it its is are be this that given current specific user users new"
                    + " returns return tool function parameter optional using will also all any one if not can has have id",
            word -> true);

    /** Of tools' names and descriptions the words that say what is done, and not to what. */
    private static final Set<String> VERBS = Wording.stems(
            "send notify reply forward respond post publish comment tweet announce share upload input fill submit enter type invite"
                    + " grant assign add promote pay transfer buy purchase order checkout refund deposit donate charge book reserve"
                    + " delete remove clear cancel erase drop revoke wipe discard purge destroy unsubscribe terminate schedule"
                    + " reschedule create make open register generate start init write update change edit modify rename move adjust"
                    + " set reset replace rotate renew save store download copy backup export import visit browse click navigate get"
                    + " read search list view fetch find",
            word -> true);

    /** A tool as its owner and its name tell of it. */
    private record Described(
            String tool, Set<ToolLabel> labels, @Nullable String description) {
        ToolDeeds read() {
            return ToolDeeds.read(tool, labels, description);
        }
    }

    /** Kept for the tools that are at work, since reading words costs more than the rest of a decision's look at the task. */
    static ToolDeeds of(String tool, Set<ToolLabel> labels, @Nullable String description) {
        var described = new Described(tool, labels, description);
        return tool.length() > LONGEST_NAME ? described.read() : KEPT.of(described);
    }

    private static ToolDeeds read(String tool, Set<ToolLabel> labels, @Nullable String description) {
        var all = Wording.named(tool);
        var name = Wording.named(tool.substring(Math.max(tool.lastIndexOf('.'), tool.lastIndexOf('/')) + 1));
        var said = description == null ? List.<String>of() : Wording.firstSentence(description);
        var named = named(name);
        if (named.stream().allMatch(Deed::slight)) named.addAll(named(all)); // what event.create creates is an event
        if (named.isEmpty()) named = named(said);
        var things = new HashSet<String>();
        for (var words : List.of(all, said))
            for (var word : words) if (!VERBS.contains(word) && !EVERYWHERE.contains(word)) things.add(word);
        var deeds = deeds(labels, named);
        return new ToolDeeds(deeds, things, deeds.isEmpty() ? Set.copyOf(name) : Set.of());
    }

    private static Set<Deed> named(List<String> words) {
        var named = EnumSet.noneOf(Deed.class);
        for (var deed : Deed.values()) if (words.stream().anyMatch(deed::named)) named.add(deed);
        return named;
    }

    private static Set<Deed> deeds(Set<ToolLabel> labels, Set<Deed> named) {
        if (labels.contains(ToolLabel.CREDENTIAL)) {
            var changes = EnumSet.of(Deed.CREATE, Deed.CHANGE, Deed.DELETE);
            changes.retainAll(named);
            return changes.isEmpty() ? EnumSet.of(Deed.CREATE, Deed.CHANGE) : changes;
        }
        if (labels.contains(ToolLabel.GRANT)) return EnumSet.of(Deed.GRANT);
        if (labels.contains(ToolLabel.DESTROY)) return EnumSet.of(Deed.DELETE);
        if (labels.contains(ToolLabel.MONEY)) return EnumSet.of(Deed.PAY);
        if (!labels.contains(ToolLabel.EGRESS)) return named;
        if (named.contains(Deed.FILL)) return EnumSet.of(Deed.FILL);
        if (labels.contains(ToolLabel.UNTRUSTED) && named.contains(Deed.VISIT))
            return EnumSet.of(Deed.VISIT, Deed.SAVE);
        if (named.contains(Deed.SCHEDULE)) return EnumSet.of(Deed.SCHEDULE, Deed.CREATE);
        return named.isEmpty() ? EnumSet.of(Deed.SEND) : named;
    }
}
