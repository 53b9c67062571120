package dev.mandate.provenance;

import dev.mandate.events.lifecycle.ToolLabel;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a tool does, by its labels first, since its owner vouches for them, then by its name, then by what its owner says of it.
 *
 * @param deeds any of which explains a call of it
 * @param besides what its name tells besides its labels: explains a call only together with the things
 * @param things words for what it does that to
 * @param verbs words of its name for what it does
 * @param exact only the very thing explains a call
 * @param told a word of its name or description tells what it does
 * @param slight its labels say little of it: it changes or sends something, and neither pays nor deletes nor gives rights
 * @param runs it runs what it is told to, which may be done to anything
 * @param anything and nobody says what that is, so that nobody can say what it does
 * @param keeps it changes something here, and does nothing graver by its labels
 * @param grave it gives a right or changes a credential: what nobody can read doesn't ask for it
 */
record ToolDeeds(
        Set<Deed> deeds,
        Set<Deed> besides,
        Set<String> things,
        Set<String> verbs,
        boolean exact,
        boolean told,
        boolean slight,
        boolean runs,
        boolean anything,
        boolean keeps,
        boolean grave) {
    /** Words for what it does that to, but for money: what it is paid for. */
    Set<String> particular() {
        return Things.particular(things);
    }

    /** It changes nothing that somebody has. */
    boolean fetches() {
        return !deeds.isEmpty() && Deed.FETCHES.containsAll(deeds);
    }

    /** A thing of whatever the owner says moves money. */
    static final String PAID = "money";

    private static final Set<ToolLabel> GRAVE = EnumSet.of(ToolLabel.CREDENTIAL, ToolLabel.GRANT);

    private static final int MOST_KEPT = 1_024;

    /** In characters: a longer name is one that a caller made up. */
    private static final int LONGEST_NAME = 256;

    private static final Memo<Described, ToolDeeds> KEPT = new Memo<>(MOST_KEPT, Described::read);

    /** Words that every tool's description has. */
    private static final Set<String> EVERYWHERE = Wording.stems(
            "the a an of to for in on at by from with and or it its is are be this that given current specific user users new"
                    + " returns return tool function parameter optional using will also all any one if not can has have id");

    /** Of tools' names and descriptions the words that say what is done, and not to what. */
    private static final Set<String> VERBS = Wording.stems(
            "send notify reply forward respond post publish comment tweet announce share upload input fill submit enter type invite"
                    + " grant assign add promote pay transfer buy purchase order checkout refund deposit donate charge book reserve"
                    + " delete remove clear cancel erase drop revoke wipe discard purge destroy unsubscribe terminate schedule"
                    + " reschedule create make open register generate start init write update change edit modify rename move adjust"
                    + " set reset replace rotate renew save store download copy backup export import visit browse click navigate get"
                    + " read search list view fetch find run execute place tell sends close stop merge approve");

    /** Alone among the words of a tool that makes something, it may mean that somebody is told. */
    private static final String WRITE = "write";

    private static final Set<String> RUNS =
            Wording.stems("run execute exec eval shell bash sql terminal python cmd command query invoke");

    /** What stands between the name of an application or server and that of its tool. */
    private static final List<String> SPACES = List.of(".", "/", ":", "__");

    private static final Set<String> RUN =
            Wording.stems("command sql script code shell bash query statement terminal python");

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
        var name = Wording.named(tool.substring(ownName(tool)));
        var said = description == null ? List.<String>of() : Wording.firstSentence(description);
        var named = named(name);
        if (named.stream().allMatch(Deed::slight)) named.addAll(named(all)); // what event.create creates is an event
        if (named.isEmpty()) named = named(without(EVERYWHERE, said)); // "and returns what it prints" pays nothing back
        if (named.isEmpty() && !name.isEmpty())
            for (var deed : Deed.values()) if (deed.mayName(name.get(0))) named.add(deed);
        var things = things(name);
        if (!name.isEmpty() && !Things.known(name.get(0))) things.remove(name.get(0)); // that is what it does
        things.addAll(things(said));
        var spaces = things(all.subList(0, all.size() - name.size()));
        if (things.isEmpty() && !named.isEmpty())
            spaces.removeIf(word -> !Things.known(word)); // nobody speaks of a suite's name
        if (things.isEmpty() || !labels.contains(ToolLabel.CREDENTIAL)) things.addAll(spaces);
        if (labels.contains(ToolLabel.MONEY)) things.add(PAID);
        var deeds = deeds(labels, named, name);
        var slight = labels.stream().allMatch(ToolDeeds::slight);
        var besides = EnumSet.noneOf(Deed.class);
        if (labels.contains(ToolLabel.MONEY) || labels.contains(ToolLabel.GRANT) || labels.contains(ToolLabel.DESTROY))
            for (var deed : named(verbsOf(name))) if (deed.slight() && !deeds.contains(deed)) besides.add(deed);
        if (labels.contains(ToolLabel.EGRESS) && deeds.contains(Deed.CREATE))
            besides.add(Deed.SEND); // who opens an issue tells of it
        if (labels.contains(ToolLabel.MONEY) && named.contains(Deed.FILL))
            besides.add(Deed.FILL); // an expense is filed to be paid
        return new ToolDeeds(
                deeds,
                besides,
                things,
                verbs(name),
                labels.contains(ToolLabel.CREDENTIAL),
                !named.isEmpty() || !slight,
                slight,
                runs(name),
                runs(name) && named.isEmpty(),
                slight && labels.contains(ToolLabel.STATE) && !labels.contains(ToolLabel.EGRESS),
                labels.stream().anyMatch(GRAVE::contains));
    }

    /** Where what it is called within its application begins: {@code mail.send}, {@code mcp__forge__fork}, {@code forge:fork}. */
    private static int ownName(String tool) {
        var begins = 0;
        for (var space : SPACES) {
            var at = tool.lastIndexOf(space) + space.length();
            if (at >= space.length() && at < tool.length()) begins = Math.max(begins, at);
        }
        return begins;
    }

    private static List<String> without(Set<String> these, List<String> words) {
        return words.stream().filter(word -> !these.contains(word)).toList();
    }

    /** It says little of what a tool does. */
    private static boolean slight(ToolLabel label) {
        return label == ToolLabel.STATE
                || label == ToolLabel.EGRESS
                || label == ToolLabel.PRIVATE
                || label == ToolLabel.UNTRUSTED;
    }

    private static Set<String> things(List<String> words) {
        var things = new HashSet<String>();
        for (int at = 0; at < words.size(); at++) {
            var word = words.get(at);
            if (!EVERYWHERE.contains(word) && (!VERBS.contains(word) || at > 0 && Things.known(word))) things.add(word);
        }
        return things;
    }

    private static Set<String> verbs(List<String> name) {
        var verbs = new HashSet<String>();
        for (var word : name)
            if (VERBS.contains(word) || name.size() == 1 || !Things.known(word) && !EVERYWHERE.contains(word))
                verbs.add(word);
        return verbs;
    }

    private static boolean runs(List<String> name) {
        return named(name).isEmpty()
                && !name.isEmpty()
                && RUNS.contains(name.get(0))
                && name.stream().anyMatch(RUN::contains);
    }

    /** Tools for other things are named after it as well. */
    static boolean common(String verb) {
        return VERBS.contains(verb);
    }

    /** "Record" is what {@code delete_record} deletes. */
    private static List<String> verbsOf(List<String> name) {
        return IntStream.range(0, name.size())
                .filter(at -> at == 0 || !Things.known(name.get(at)))
                .mapToObj(name::get)
                .toList();
    }

    private static Set<Deed> named(List<String> words) {
        var named = EnumSet.noneOf(Deed.class);
        for (var deed : Deed.values())
            for (int at = 0; at < words.size(); at++)
                if (deed.named(words.get(at)) || at > 0 && deed.named(words.get(at - 1), words.get(at)))
                    named.add(deed);
        return named;
    }

    private static Set<Deed> deeds(Set<ToolLabel> labels, Set<Deed> named, List<String> name) {
        if (labels.contains(ToolLabel.CREDENTIAL)) {
            var changes = EnumSet.of(Deed.CREATE, Deed.CHANGE, Deed.DELETE);
            changes.retainAll(named);
            if (changes.isEmpty()) changes = EnumSet.of(Deed.CREATE, Deed.CHANGE);
            if (changes.contains(Deed.CREATE)) changes.add(Deed.CHANGE); // who rotates a key makes another
            if (labels.contains(ToolLabel.GRANT)) changes.add(Deed.GRANT);
            return changes;
        }
        if (labels.contains(ToolLabel.DESTROY)) return either(named, Deed.DELETE, Deed.END);
        if (labels.contains(ToolLabel.GRANT)) return EnumSet.of(Deed.GRANT);
        if (labels.contains(ToolLabel.MONEY)) return either(named, Deed.PAY, Deed.BUY);
        if (!labels.contains(ToolLabel.EGRESS)) return named;
        named.remove(Deed.PAY); // "send" is a word for it
        if (named.contains(Deed.FILL))
            return labels.contains(ToolLabel.UNTRUSTED) ? EnumSet.of(Deed.FILL) : EnumSet.of(Deed.FILL, Deed.SEND);
        if (labels.contains(ToolLabel.UNTRUSTED) && named.contains(Deed.VISIT))
            return EnumSet.of(Deed.VISIT, Deed.SAVE);
        if (named.contains(Deed.SCHEDULE)) {
            var kinds = EnumSet.of(Deed.SCHEDULE, Deed.CREATE);
            if (named.contains(Deed.CHANGE)) kinds.add(Deed.CHANGE);
            return kinds;
        }
        if (named.isEmpty()) return EnumSet.of(Deed.SEND);
        // Who only writes to somebody makes nothing here; who makes a link or a hook lets others in.
        var writes = name.contains(WRITE) && named.equals(EnumSet.of(Deed.CREATE)) && !labels.contains(ToolLabel.STATE);
        return writes ? EnumSet.of(Deed.CREATE, Deed.SEND) : named;
    }

    /** The one that its name tells; both where it tells neither, or both. */
    private static Set<Deed> either(Set<Deed> named, Deed one, Deed other) {
        var kinds = EnumSet.of(one, other);
        kinds.retainAll(named);
        return kinds.isEmpty() ? EnumSet.of(one, other) : kinds;
    }
}
