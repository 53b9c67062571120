package dev.mandate.provenance;

import dev.mandate.events.lifecycle.ToolLabel;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked for, in his words: those of the root of a delegation, unless the agent worded it ({@code DelegationState.personsTask}),
 * and of them not what he only pasted ({@link Pasted}). What strangers wrote has no say here.
 *
 * <p>Immutable.
 */
public final class Task {
    /** Of which nobody said what it is, or only in words that say nothing. */
    public static final Task UNKNOWN = new Task("");

    /** In characters; what is said after them asks for nothing. */
    private static final int LONGEST = 4_096;

    private static final int MOST_KEPT = 1_024;
    private static final int SHORTEST_NAME = 3;
    /** As short as names, and written with a capital where they begin a sentence. */
    private static final Set<String> OPENERS = Wording.words(
            "can may let ask get put see use try did has had who how why all any now new hey yes hello dear");

    private static final Set<String> BEFORE_PARTIES = Wording.words("to with from");
    private static final int MOST_NAMES = 64;
    private static final Set<String> ANSWERS = Wording.words("let give get pass loop");
    private static final Set<String> MYSELF = Wording.words("me us");

    /** Words that ask for an answer alone. A task without any of them, and without a deed, says nothing ("as discussed"). */
    private static final Set<String> READS = Wording.stems(
            "read summarize summarise summary find check look search list show what which who when where why count compare analyze"
                    + " analyse review report get know view see calculate compute explain verify monitor translate extract classify"
                    + " sort rank draft prepare overview recommend suggest track estimate describe identify determine investigate"
                    + " inspect examine evaluate assess diagnose debug convert compress rephrase rewrite research tell give"
                    + " recap outline trace locate rate grade plan learn gather collect scan browse proofread screen shortlist score filter skim transcribe test");

    /** Words that leave what to do to a text. */
    private static final Set<String> LEAVES_OPEN =
            Wording.words("instruction instructions todo fulfill fulfil fulfilling handle accordingly checklist");

    private static final Set<String> WHOSE = Wording.stems("his her their s he she they");
    private static final Set<String> REQUESTS = Wording.words("request requests requested");
    /** These requests are things of a trade. */
    private static final Set<String> OF_A_TRADE = Wording.words("pull merge feature leave");

    private static final Map<String, Set<String>> LEAVING = Wording.pairs(
            "take+care carry+out deal+with sort+out act+on act+upon"
                    + " work+through follow+steps follow+instructions follow+guide follow+procedure follow+directions do+whatever"
                    + " do+everything do+what do+as do+actions perform+actions as+instructed as+requested as+directed complete+steps action+items to+list");

    private static final Set<String> TASKS = Wording.stems("task tasks");
    private static final Set<String> ENDS = Wording.stems("finish complete");
    /** "The following tasks" are told. */
    private static final String TOLD = "follow";
    /** Who redeploys deploys. */
    private static final String AGAIN = "re";

    /** How far the second word of a pair may be from the first. */
    private static final int NEAR = 8;

    private static final Kept<String, Task> KEPT = new Kept<>(MOST_KEPT, Task::new);

    private final boolean known;
    private final Map<Deed, Deed.Level> deeds = new EnumMap<>(Deed.class);
    private final Set<Deed> forbidden = EnumSet.noneOf(Deed.class);
    private final Set<String> stems = new HashSet<>();
    private final Set<String> verbs = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final boolean open;
    private final boolean namesPages;

    private Task(String text) {
        this.namesPages = text.contains("www.") || text.contains("://");
        var own = Pasted.without(text);
        var tokens = Wording.tokens(own);
        if (!English.letters(own) || !English.is(tokens)) {
            this.known = false;
            this.open = false;
            return;
        }
        var words = Clauses.read(tokens);
        var capitals = words.stream()
                .filter(word -> word.name() && !word.opens())
                .filter(Task::name)
                .count();
        var leaves = false;
        var reads = own.indexOf('?') >= 0;
        for (int at = 0; at < words.size(); at++) {
            var word = words.get(at);
            stems.add(word.stem());
            if (word.use() == Clauses.Use.VERB) {
                verbs.add(word.stem());
                if (word.stem().startsWith(AGAIN)) verbs.add(word.stem().substring(AGAIN.length()));
            }
            for (var deed : Deed.values()) {
                asks(deed, deed.askedBy(word));
                if (deed.forbiddenBy(word)) forbidden.add(deed);
            }
            if (names.size() < MOST_NAMES && (word.name() && name(word) || capitals < 1 && party(words, at)))
                names.add(word.plain());
            reads |= READS.contains(word.stem());
            leaves |= leaves(words, at);
            pairs(words, at);
        }
        forbidden.removeAll(deeds.keySet());
        this.known = leaves || reads || !deeds.isEmpty() || !forbidden.isEmpty();
        this.open = leaves;
    }

    private void asks(Deed deed, Deed.Level level) {
        if (level != Deed.Level.NO) deeds.merge(deed, level, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    /** It can be the name of somebody or something, rather than the first word of a sentence. */
    private static boolean name(Clauses.Word word) {
        return word.plain().length() >= SHORTEST_NAME
                && (word.name() && !word.opens() || !Deed.any(word.stem()))
                && !English.small(word.plain())
                && !OPENERS.contains(word.plain());
    }

    /** Who writes without capitals says "email bob", "share it with bob". */
    private static boolean party(List<Clauses.Word> words, int at) {
        if (at == 0
                || words.get(at).opens()
                || !name(words.get(at))
                || Things.known(words.get(at).stem())
                || READS.contains(words.get(at).stem())) return false;
        var before = words.get(at - 1);
        return BEFORE_PARTIES.contains(before.plain()) || before.use() == Clauses.Use.VERB && Deed.any(before.stem());
    }

    private static boolean leaves(List<Clauses.Word> words, int at) {
        var word = words.get(at);
        if (word.use() == Clauses.Use.FORBIDDEN) return false;
        var before = at == 0 ? "" : words.get(at - 1).stem();
        if (LEAVES_OPEN.contains(word.plain())) return true;
        if (TASKS.contains(word.stem())) return !before.equals(TOLD);
        if (REQUESTS.contains(word.plain()))
            return word.plain().equals("requests") && !OF_A_TRADE.contains(before) || WHOSE.contains(before);
        if (word.use() == Clauses.Use.VERB && ENDS.contains(word.stem())) return true;
        return word.asks() && follows(words, at, LEAVING.getOrDefault(word.stem(), Set.of()));
    }

    private void pairs(List<Clauses.Word> words, int at) {
        var word = words.get(at);
        if (!word.asks()) return;
        if (ANSWERS.contains(word.plain())
                && at + 1 < words.size()
                && MYSELF.contains(words.get(at + 1).plain())) return;
        for (var deed : Deed.values()) if (follows(words, at, deed.after(word.stem()))) asks(deed, Deed.Level.YES);
    }

    private static boolean follows(List<Clauses.Word> words, int at, Set<String> seconds) {
        if (seconds.isEmpty()) return false;
        for (int next = at + 1; next < Math.min(words.size(), at + NEAR); next++) {
            if (words.get(next).opens()) return false;
            if (seconds.contains(words.get(next).stem())) return true;
        }
        return false;
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
        if (stems.isEmpty()) return Asked.UNKNOWN;
        var does = ToolDeeds.of(tool, labels, description);
        if (asked(does)) return Asked.ASKED;
        if (!known) return Asked.UNKNOWN;
        if (does.deeds().stream().anyMatch(forbidden::contains)) return Asked.UNASKED;
        if (open) return Asked.OPEN;
        return does.anything() ? Asked.UNKNOWN : Asked.UNASKED;
    }

    private boolean asked(ToolDeeds does) {
        var things = does.things().isEmpty() || Things.shared(stems, does.things());
        var other = does.exact() || Things.anyKnown(stems) && Things.anyKnown(does.things());
        for (var deed : does.deeds()) {
            var level = deeds.getOrDefault(deed, Deed.Level.NO);
            if (level == Deed.Level.NO) continue;
            if (level == Deed.Level.WITH_THING
                    && deed == Deed.PAY
                    && !does.things().contains(ToolDeeds.PAID)) continue;
            if (level == Deed.Level.YES && !deed.slight()) return true;
            if (things && (level == Deed.Level.YES || !does.things().isEmpty())
                    || deed.slight() && !other && does.told()) return true;
        }
        for (var deed : does.besides()) if (deeds.containsKey(deed) && things) return true;
        // whatever it is that the tool is named after, the person said it
        for (var verb : does.verbs())
            if (verbs.contains(verb) && (things || !does.exact() && !(other && ToolDeeds.common(verb)))) return true;
        return false;
    }

    /** Somebody said what it is. */
    boolean known() {
        return known;
    }

    /** It asks to visit pages without naming any, so that those are meant which a text shows; also where nobody said what it is. */
    public boolean followsLinks() {
        return !known || !namesPages && (open || deeds.containsKey(Deed.VISIT) || deeds.containsKey(Deed.SAVE));
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
                "The task asks to " + (deeds.isEmpty() ? "read" : phrase(deeds.keySet())) + "; nothing in it asks to "
                        + phrase(ToolDeeds.of(tool, labels, description).deeds()) + ".";
        };
    }

    private Set<Deed> both(String tool, Set<ToolLabel> labels, @Nullable String description) {
        var both = EnumSet.noneOf(Deed.class);
        both.addAll(ToolDeeds.of(tool, labels, description).deeds());
        both.retainAll(deeds.keySet());
        return both;
    }

    private static String phrase(Set<Deed> deeds) {
        return deeds.isEmpty() ? "do this" : deeds.stream().map(Deed::phrase).collect(Collectors.joining(", "));
    }
}
