package dev.mandate.provenance;

import dev.mandate.events.lifecycle.ToolLabel;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked for, in his words: those of the root of a delegation, which no agent writes. What strangers wrote has no say here.
 *
 * <p>Immutable.
 */
public final class Task {
    /** Of which nobody said what it is, or only in words that say nothing. */
    public static final Task UNKNOWN = new Task("");

    /** In characters; what is said after them asks for nothing. */
    private static final int LONGEST = 4_096;

    private static final int MOST_KEPT = 1_024;
    private static final int SHORTEST_NAME = 4;
    private static final int MOST_NAMES = 64;

    /** Words that ask for an answer alone. A task without any of them, and without a deed, says nothing ("as discussed"). */
    private static final Set<String> READS = Wording.stems(
            "read summarize summarise summary find check look search list show what which who when where why count compare analyze"
                    + " analyse review report get know view see calculate compute explain verify monitor translate extract classify"
                    + " sort rank draft prepare overview",
            word -> true);

    /** Words that leave what to do to a text. */
    private static final Set<String> LEAVES_OPEN =
            Wording.stems("instruction request todo fulfill fulfil handle accordingly", word -> true);

    private static final Set<String> TASKS = Wording.stems("task tasks", word -> true);
    private static final Set<String> ENDS = Wording.stems("finish complete", word -> true);
    /** "The following tasks" are told. */
    private static final String TOLD = "follow";

    private static final Kept<String, Task> KEPT = new Kept<>(MOST_KEPT, Task::new);

    private final boolean known;
    private final Set<Deed> deeds = EnumSet.noneOf(Deed.class);
    private final Set<String> stems = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final boolean open;
    private final boolean namesPages;

    private Task(String words) {
        var leaves = false;
        var reads = words.indexOf('?') >= 0;
        var before = "";
        for (var word : Wording.of(words)) {
            stems.add(word.stem());
            if (!Wording.past(word.plain())) for (var deed : Deed.values()) if (deed.askedBy(word)) deeds.add(deed);
            if (word.name()
                    && word.plain().length() >= SHORTEST_NAME
                    && !Deed.any(word.stem())
                    && names.size() < MOST_NAMES) names.add(word.plain());
            if (LEAVES_OPEN.contains(word.stem())
                    || TASKS.contains(word.stem()) && !before.equals(TOLD)
                    || word.verb() && ENDS.contains(word.stem())) leaves = true;
            reads |= READS.contains(word.stem());
            before = word.stem();
        }
        this.known = leaves || reads || !deeds.isEmpty();
        this.open = leaves;
        this.namesPages = words.contains("www.") || words.contains("://");
    }

    /** @param words null or blank where nobody said */
    public static Task of(@Nullable String words) {
        if (words == null || words.isBlank()) return UNKNOWN;
        return KEPT.of(words.length() <= LONGEST ? words : words.substring(0, LONGEST));
    }

    /**
     * Whether it asks for what a tool does.
     *
     * @param description what the tool's owner says of it; null where he says nothing
     */
    public Asked asks(String tool, Set<ToolLabel> labels, @Nullable String description) {
        if (!known) return Asked.UNKNOWN;
        var does = ToolDeeds.of(tool, labels, description);
        if (asked(does)) return Asked.ASKED;
        return open ? Asked.OPEN : Asked.UNASKED;
    }

    private boolean asked(ToolDeeds does) {
        if (does.deeds().isEmpty()) return does.verbs().stream().anyMatch(stems::contains);
        for (var deed : does.deeds())
            if (deeds.contains(deed)
                    && (!deed.slight()
                            || does.things().isEmpty()
                            || does.things().stream().anyMatch(stems::contains))) return true;
        return false;
    }

    /** Somebody said what it is. */
    boolean known() {
        return known;
    }

    /** It asks to visit pages without naming any, so that those are meant which a text shows; also where nobody said what it is. */
    public boolean followsLinks() {
        return !known || !namesPages && (open || deeds.contains(Deed.VISIT) || deeds.contains(Deed.SAVE));
    }

    /** It speaks of what a URL is named after, and names no page itself, beside which another would be a look-alike. */
    boolean speaksOf(Identifier url) {
        if (!known || namesPages) return false;
        for (var word : Wording.named(String.join(" ", url.words())))
            if (stems.contains(word) && !Deed.any(word)) return true;
        return false;
    }

    /** Names of somebody or something that it speaks of, in lower case. */
    public Set<String> names() {
        return names;
    }

    /** One sentence for people; empty where nobody said what the task is. */
    public String explain(Asked asked, String tool, Set<ToolLabel> labels, @Nullable String description) {
        return switch (asked) {
            case UNKNOWN -> "";
            case OPEN -> "The task leaves what to do to a text.";
            case ASKED -> "The task asks to " + phrase(both(tool, labels, description)) + ".";
            case UNASKED ->
                "The task asks to " + (deeds.isEmpty() ? "read" : phrase(deeds)) + "; nothing in it asks to "
                        + phrase(ToolDeeds.of(tool, labels, description).deeds()) + ".";
        };
    }

    private Set<Deed> both(String tool, Set<ToolLabel> labels, @Nullable String description) {
        var both = EnumSet.noneOf(Deed.class);
        both.addAll(ToolDeeds.of(tool, labels, description).deeds());
        both.retainAll(deeds);
        return both;
    }

    private static String phrase(Set<Deed> deeds) {
        return deeds.isEmpty() ? "do this" : deeds.stream().map(Deed::phrase).collect(Collectors.joining(", "));
    }
}
