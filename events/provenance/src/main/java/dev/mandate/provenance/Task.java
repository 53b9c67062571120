package dev.mandate.provenance;

import dev.mandate.events.lifecycle.ToolLabel;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked for, in his words: those of the root of a delegation, unless the agent worded it ({@code DelegationState.personsTask}),
 * and of them not what he only pasted ({@link Pasted}). What strangers wrote has no say here.
 */
public final class Task {
    /** Of which nobody said what it is, or only in words that say nothing. */
    public static final Task UNKNOWN = new Task("");

    /** In characters; what is said after them asks for nothing. */
    private static final int LONGEST = 4_096;

    private static final int MOST_KEPT = 1_024;
    private static final int SHORTEST_NAME = 3;
    /** As short as names, and written with a capital where they begin a sentence. */
    static final Set<String> OPENERS = Wording.words(
            "can may let ask get put see use try did has had who how why all any now new hey yes hello dear");

    private static final Set<String> BEFORE_PARTIES = Wording.words("to with from");
    private static final int MOST_NAMES = 64;

    /** Words that ask for an answer alone. A task without any of them, and without a deed, says nothing ("as discussed"). */
    private static final Set<String> READS = Wording.stems(
            "read summarize summarise summary find check look search list show what which who when where why count compare analyze"
                    + " analyse review report get know view see calculate compute explain verify monitor translate extract classify"
                    + " sort rank draft prepare overview recommend suggest track estimate describe identify determine investigate"
                    + " inspect examine evaluate assess diagnose debug convert compress rephrase rewrite research tell give"
                    + " recap outline trace locate rate grade plan learn gather collect scan browse proofread screen shortlist score filter skim transcribe test");

    private static final Set<String> MOVES = Wording.stems("move reschedule rebook postpone shift");
    private static final Set<String> REPLACES = Wording.stems("rotate replace renew roll");
    private static final Memo<String, Task> KEPT = new Memo<>(MOST_KEPT, Task::new);

    private final boolean known;
    private final Requests requests;
    private final Set<String> stems;
    private final Set<String> names;
    private final List<String> places;
    private final boolean open;
    private final boolean namesPages;
    private final NamedTools tools;

    private Task(Task words, NamedTools tools) {
        this.known = words.known;
        this.requests = words.requests;
        this.stems = words.stems;
        this.names = words.names;
        this.places = words.places;
        this.open = words.open;
        this.namesPages = words.namesPages;
        this.tools = tools;
    }

    private Task(String text) {
        this.tools = NamedTools.NONE;
        this.stems = new HashSet<>();
        this.names = new HashSet<>();
        this.namesPages = text.contains("www.") || text.contains("://");
        var own = Pasted.without(text);
        this.places = NamedPlaces.in(own);
        var tokens = Wording.tokens(own);
        if (!English.letters(own) || !English.is(tokens)) {
            this.known = false;
            this.open = false;
            this.requests = new Requests(List.of(), READS);
            return;
        }
        var words = Clauses.read(tokens);
        this.requests = new Requests(words, READS);
        var capitals = words.stream()
                .filter(word -> word.name() && !word.opens())
                .filter(Task::name)
                .count();
        var leaves = false;
        var reads = own.indexOf('?') >= 0;
        for (int at = 0; at < words.size(); at++) {
            var word = words.get(at);
            stems.add(word.stem());
            if (names.size() < MOST_NAMES && (word.name() && name(word) || capitals < 1 && party(words, at)))
                names.add(word.plain());
            reads |= READS.contains(word.stem());
            leaves |= LeftOpen.at(words, at);
        }
        this.known = leaves || reads || !requests.deeds().isEmpty() || requests.forbidsAny();
        this.open = leaves;
    }

    /** It can be the name of somebody or something, rather than the first word of a sentence. */
    static boolean name(Clauses.Word word) {
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

    /** @param words null or blank where nobody said */
    public static Task of(@Nullable String words) {
        if (words == null || words.isBlank()) return UNKNOWN;
        return KEPT.of(words.length() <= LONGEST ? words : words.substring(0, LONGEST));
    }

    /**
     * The same where whoever said it named these tools for it.
     *
     * @param tools all of its scope; of many, none was chosen
     */
    public Task with(List<String> tools) {
        var named = NamedTools.of(tools);
        return named.equals(this.tools) ? this : new Task(this, named);
    }

    /** Its words don't ask for what the tool does, nor forbid it, and the person named the tool. */
    boolean names(String tool, Set<ToolLabel> labels, @Nullable String description) {
        if (!tools.name(tool, labels)) return false;
        var does = ToolDeeds.of(tool, labels, description);
        return !does.runs() && does.deeds().stream().noneMatch(requests::forbids);
    }

    /** A change that may be a step to what it asks for, or fetches what is to be read. Who asks for an answer alone, asks for no change. */
    boolean step(String tool, Set<ToolLabel> labels, @Nullable String description) {
        var does = ToolDeeds.of(tool, labels, description);
        return does.keeps() && (!requests.readOnly() || does.fetches());
    }

    /**
     * Whether its words ask for what a tool does.
     *
     * @param description what the tool's owner says of it; null where he says nothing
     */
    public Asked asks(String tool, Set<ToolLabel> labels, @Nullable String description) {
        if (stems.isEmpty()) return Asked.UNKNOWN;
        var does = ToolDeeds.of(tool, labels, description);
        if (asked(does)) return Asked.ASKED;
        if (!known) return Asked.UNKNOWN;
        if (does.deeds().stream().anyMatch(requests::forbids)) return Asked.UNASKED;
        if (open) return Asked.OPEN;
        return does.anything() || maybe(does) ? Asked.UNKNOWN : Asked.UNASKED;
    }

    /** It speaks of something for which there is no word here, so that this may be meant. */
    private boolean maybe(ToolDeeds does) {
        if (requests.unreadAll() && !does.grave()) return true;
        if (Things.shared(requests.unread(stems, does.slight()), does.particular())) return true;
        if (!does.told() && !requests.deeds().isEmpty()) return true; // nobody can say what the tool does either
        var bought = requests.firm(Deed.BUY);
        if (bought != null
                && (does.deeds().contains(Deed.PAY) || does.deeds().contains(Deed.SEND))
                && !Things.booked(bought.said(stems))) return true; // where no shop has a checkout, one writes and pays
        if (!does.slight() || does.exact()) return false;
        for (var deed : does.deeds()) {
            var request = requests.firm(deed);
            if (request != null && deed.slight() && (request.vague() || !Things.anyKnown(does.things()))) return true;
        }
        return false;
    }

    private boolean asked(ToolDeeds does) {
        for (var deed : does.deeds()) if (firmly(deed, does) || loosely(deed, does)) return true;
        for (var deed : does.besides()) if (!does.things().isEmpty() && shared(deed, does)) return true;
        return does.verbs().stream().anyMatch(verb -> named(verb, does));
    }

    /** Whatever it is that the tool is named after, the person said it. */
    private boolean named(String verb, ToolDeeds does) {
        var request = requests.by(verb);
        if (request == null) return false;
        var said = request.said(stems);
        if (Things.otherBookings(said, does.things())) return false; // who reserves a room reserves no car
        if (does.things().isEmpty() || Things.shared(said, does.things())) return true;
        return !does.exact() && !(ToolDeeds.common(verb) && Things.anyKnown(said) && Things.anyKnown(does.things()));
    }

    private boolean firmly(Deed deed, ToolDeeds does) {
        var request = requests.firm(deed);
        if (request == null) return implied(deed, does);
        var said = request.said(stems);
        if (deed == Deed.BUY) return !Things.otherBookings(said, does.things());
        if (does.things().isEmpty() || Things.shared(said, does.things())) return true;
        if (does.exact()) return false;
        if (does.runs() && deed != Deed.END) return true;
        if (!deed.slight()) return does.told();
        return does.told() && !Things.anyKnown(said) && Things.anyKnown(does.things());
    }

    /** What is asked for by another deed, of which it is a part. */
    private boolean implied(Deed deed, ToolDeeds does) {
        return switch (deed) {
            case PAY -> particular(Deed.BUY, does);
            case BUY -> particular(Deed.PAY, does);
            case DELETE -> moved(does) || does.exact() && doing(REPLACES, does); // the old key goes
            case END ->
                requests.firm(Deed.DELETE) != null && shared(Deed.DELETE, does) // what is deleted does its work no more
                        || moved(does);
            case SEND -> requests.firm(Deed.PAY) != null && stems.contains("refund"); // it is asked for in writing
            case CHANGE -> !does.exact() && particular(Deed.CREATE, does); // who adds to a list changes it
            default -> false;
        };
    }

    /** An appointment or a booking goes to another time by being called off and made anew. */
    private boolean moved(ToolDeeds does) {
        return Things.ofTime(does.things()) && doing(MOVES, does);
    }

    private boolean doing(Set<String> verbs, ToolDeeds does) {
        return verbs.stream()
                .map(requests::by)
                .anyMatch(it -> it != null && Things.shared(it.said(stems), does.things()));
    }

    private boolean loosely(Deed deed, ToolDeeds does) {
        var request = requests.loose(deed);
        if (request == null
                || deed == Deed.PAY && !does.things().contains(ToolDeeds.PAID)
                || deed == Deed.GRANT && !request.party()) return false;
        return !does.things().isEmpty() && Things.shared(request.said(stems), does.things());
    }

    private boolean shared(Deed deed, ToolDeeds does) {
        var request = requests.firm(deed) == null ? requests.loose(deed) : requests.firm(deed);
        return request != null && (does.things().isEmpty() || Things.shared(request.said(stems), does.things()));
    }

    /** What is asked for by another word for it: only of the very thing. */
    private boolean particular(Deed deed, ToolDeeds does) {
        var request = requests.firm(deed);
        return request != null && Things.shared(request.said(stems), does.particular());
    }

    /** Somebody said what it is. */
    boolean known() {
        return known;
    }

    /** It asks to visit pages without naming any, so that those are meant which a text shows; also where nobody said what it is. */
    public boolean followsLinks() {
        return !known
                || !namesPages
                        && (open
                                || requests.deeds().contains(Deed.VISIT)
                                || requests.deeds().contains(Deed.SAVE));
    }

    /** It speaks of what a URL is named after, and names no page itself, beside which another would be a look-alike. */
    boolean speaksOf(Identifier url) {
        return known && !namesPages && LinkName.isAmong(url, stems);
    }

    /** Names of somebody or something that it speaks of, in lower case. */
    public Set<String> names() {
        return names;
    }

    /** What a platform tells that it names, and behind that what its words name. */
    public List<String> named(List<String> told) {
        return NamedPlaces.behind(told, places);
    }

    /** One sentence for people; empty where nobody said what the task is. */
    public String explain(Asked asked, String tool, Set<ToolLabel> labels, @Nullable String description) {
        return switch (asked) {
            case UNKNOWN -> "";
            case OPEN ->
                asks(tool, labels, description) == Asked.OPEN
                        ? "The task leaves what to do to a text."
                        : "No word of the task asks for this, but the person named the tool for it.";
            case ASKED -> "The task asks to " + Deed.phrase(both(tool, labels, description)) + ".";
            case UNASKED ->
                "The task asks to " + (requests.deeds().isEmpty() ? "read" : Deed.phrase(requests.deeds()))
                        + "; nothing in it asks to "
                        + Deed.phrase(ToolDeeds.of(tool, labels, description).deeds()) + ".";
        };
    }

    private Set<Deed> both(String tool, Set<ToolLabel> labels, @Nullable String description) {
        var both = EnumSet.noneOf(Deed.class);
        both.addAll(ToolDeeds.of(tool, labels, description).deeds());
        both.retainAll(requests.deeds());
        return both;
    }
}
