package dev.mandate.provenance;

import dev.mandate.provenance.Clauses.Use;
import dev.mandate.provenance.Clauses.Word;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a task's words ask for, and to what each of it is to be done: "delete the mails about the files" asks to delete mails or files,
 * whatever else the task speaks of. What a verb is done to stands in its clause; "it" and "everything" may be anything that the task speaks of.
 */
final class Requests {
    /** May stand for whatever was spoken of. */
    private static final Set<String> STAND_INS =
            Wording.words("it them these those ones one both everything everybody everyone");

    /** What a verb is done to begins with one of them. */
    private static final Set<String> BEFORE_OBJECTS = Wording.words(
            "the a an my your his her its our their this that these those it them him me us all both one each every any another"
                    + " some two three four five");

    private static final Set<String> BEFORE_PARTIES = Wording.words("to with");

    /** Of which what follows tells what they mean: "get it into main", "take it off the list". */
    private static final Set<String> PLACES = Wording.words("get bring take have hand");

    private static final Set<String> WHERE = Wording.stems("into onto over off out away back online");

    /** After them somebody is told to do something, whatever comes next. */
    private static final Set<String> BEFORE_VERBS = Wording.words("please kindly and then");

    /** Where somebody is told to do something, and yet no deed of their own. */
    private static final Set<String> NO_DEEDS = Wording.words(
            "please can could also help use using want need like try make ensure sure go see think perform wish hope back spend expect"
                    + " just whether anything something nothing");

    private static final Set<String> ANSWERS = Wording.words("let give get pass loop");
    private static final Set<String> MYSELF = Wording.words("me us");
    private static final int SHORTEST_VERB = 3;

    /** In words; an end without verbs is of no more. */
    private static final int LONGEST_CLAUSE = 48;

    /** How far the second word of a pair may be from the first. */
    private static final int NEAR = 10;

    /** Who redeploys deploys. */
    private static final String AGAIN = "re";

    private static final int SHORTEST_AGAIN = 5;

    /** What a deed is to be done to, as far as the words say. */
    static final class Request {
        private final Set<String> objects = new HashSet<>();
        private boolean any;
        private boolean party;

        /** Somebody is named, or spoken of. */
        boolean party() {
            return party;
        }

        /** Stems of what it is to be done to; of the whole task where the clause itself names nothing that is known here. */
        Set<String> said(Set<String> task) {
            return any || vague() ? task : objects;
        }

        /** Its clause names nothing that is known here. */
        boolean vague() {
            return !any && !Things.anyKnown(objects);
        }
    }

    private final List<Word> words;
    private final Set<String> reads;
    private final Map<Deed, Request> firm = new EnumMap<>(Deed.class);
    private final Map<Deed, Request> loose = new EnumMap<>(Deed.class);
    private final Set<Deed> forbidden = EnumSet.noneOf(Deed.class);
    private final Map<String, Request> verbs = new HashMap<>();
    private final Set<String> unread = new HashSet<>();
    private boolean unreadAny;
    private boolean unreadAll;

    /** @param reads stems of words that ask for an answer alone */
    Requests(List<Word> words, Set<String> reads) {
        this.words = words;
        this.reads = reads;
        var from = 0;
        var head = false;
        for (int at = 0; at < words.size(); at++) {
            if (words.get(at).opens()) {
                from = at;
                head = false;
            }
            if (heads(at)) {
                if (head) from = at; // what stands before a sentence's first verb is its as well
                head = true;
            }
            read(at, from);
        }
        forbidden.removeAll(firm.keySet());
        forbidden.removeAll(loose.keySet());
    }

    private void read(int at, int from) {
        var word = words.get(at);
        if (word.use() == Use.VERB) {
            add(verbs.computeIfAbsent(word.stem(), first -> new Request()), from, end(at));
            if (word.stem().startsWith(AGAIN))
                add(
                        verbs.computeIfAbsent(word.stem().substring(AGAIN.length()), first -> new Request()),
                        from,
                        end(at));
            if (moves(at) || strange(at)) leaveUnread(at);
        }
        var paired = paired(at);
        var known = known(word);
        for (var deed : Deed.values()) {
            if (deed.forbiddenBy(word)) forbidden.add(deed);
            // who drops somebody a line drops nothing
            var level = paired.isEmpty() ? deed.askedBy(known) : paired.contains(deed) ? Deed.Level.YES : Deed.Level.NO;
            if (level == Deed.Level.NO) continue;
            var requests = level == Deed.Level.YES ? firm : loose;
            add(requests.computeIfAbsent(deed, first -> new Request()), from, end(at));
        }
    }

    private Set<Deed> paired(int at) {
        var paired = EnumSet.noneOf(Deed.class);
        var word = words.get(at);
        var answer = ANSWERS.contains(word.plain())
                && at + 1 < words.size()
                && MYSELF.contains(words.get(at + 1).plain());
        if (word.asks() && !answer)
            for (var deed : Deed.values()) if (follows(words, at, deed.after(word.stem()))) paired.add(deed);
        return paired;
    }

    /** As the verb that it repeats: who reorders orders. */
    private static Word known(Word word) {
        var stem = word.stem();
        if (stem.length() < SHORTEST_AGAIN || !stem.startsWith(AGAIN) || Deed.any(stem)) return word;
        var again = stem.substring(AGAIN.length());
        return Deed.any(again)
                ? new Word(again, word.plain(), word.use(), word.name(), word.wanted(), word.opens())
                : word;
    }

    private void add(Request request, int from, int to) {
        for (int at = Math.max(from, to - LONGEST_CLAUSE); at < to; at++) {
            var word = words.get(at);
            request.objects.add(word.stem());
            request.any |= STAND_INS.contains(word.plain());
            request.party |= Things.ofPeople(word.stem())
                    || Task.name(word) && word.name() && !word.opens()
                    || BEFORE_PARTIES.contains(word.plain()) && receives(at + 1, to);
        }
    }

    /** "To the notary", rather than "to the file". */
    private boolean receives(int at, int to) {
        var next = at;
        while (next < to && English.small(words.get(next).plain())) next++;
        return next < to && next <= at + 1 && !Things.known(words.get(next).stem());
    }

    /** A verb of which it is known what it asks for: what follows is its clause. */
    private boolean heads(int at) {
        var word = words.get(at);
        return word.use() == Use.VERB && (Deed.any(known(word).stem()) || reads.contains(word.stem()));
    }

    /** Where the clause of a verb ends; of verbs that share what they are done to ("edit and save the file") the last one's. */
    private int end(int at) {
        var named = false;
        int next = at + 1;
        for (; next < Math.min(words.size(), at + LONGEST_CLAUSE); next++) {
            var heads = heads(next);
            if (words.get(next).opens() || named && heads) break;
            named |= !heads && !English.small(words.get(next).plain());
        }
        return next;
    }

    /** "Get it into main": what is to be done stands where it is to go. */
    private boolean moves(int at) {
        return PLACES.contains(words.get(at).plain()) && follows(words, at, WHERE);
    }

    /** A verb that no list has, so that nobody can say what is to be done to what follows it. */
    private boolean strange(int at) {
        var word = words.get(at);
        var told = at > 0 && BEFORE_VERBS.contains(words.get(at - 1).plain()) && !NO_DEEDS.contains(word.plain());
        return at + 1 < words.size()
                && (told || BEFORE_OBJECTS.contains(words.get(at + 1).plain()))
                && word.plain().length() >= SHORTEST_VERB
                && !(word.name() && !word.opens())
                && !English.small(word.plain())
                && !Things.known(word.stem())
                && !heads(at)
                && paired(at).isEmpty();
    }

    private void leaveUnread(int at) {
        var verb = words.get(at).plain();
        var strange = !PLACES.contains(verb) && !NO_DEEDS.contains(verb);
        var named = false;
        for (int next = at + 1; next < end(at); next++) {
            var word = words.get(next);
            if (STAND_INS.contains(word.plain())) {
                unreadAny = true;
            } else if (word.use() != Use.SAID) {
                unread.add(word.stem());
                named |= !English.small(word.plain());
                strange &= !Things.known(word.stem());
            }
        }
        unreadAll |= named && strange;
    }

    /** The second word of a pair follows the first, in the same sentence. */
    static boolean follows(List<Word> words, int at, Set<String> seconds) {
        if (seconds.isEmpty()) return false;
        for (int next = at + 1; next < Math.min(words.size(), at + NEAR); next++) {
            if (words.get(next).opens()) return false;
            if (seconds.contains(words.get(next).stem())) return true;
        }
        return false;
    }

    /** Null where it isn't asked for. */
    @Nullable
    Request firm(Deed deed) {
        return firm.get(deed);
    }

    /** Asked for by a word that says so only together with what it is done to; null where there is none. */
    @Nullable
    Request loose(Deed deed) {
        return loose.get(deed);
    }

    Set<Deed> deeds() {
        var deeds = EnumSet.noneOf(Deed.class);
        deeds.addAll(firm.keySet());
        deeds.addAll(loose.keySet());
        return deeds;
    }

    /** Of all that somebody is told to do, each is known and no more than to read, or to open or fetch what is to be read. */
    boolean readOnly() {
        return Deed.FETCHES.containsAll(deeds()) && words.stream().noneMatch(this::unknown);
    }

    private boolean unknown(Word word) {
        return word.use() == Use.VERB
                && !reads.contains(word.stem())
                && !NO_DEEDS.contains(word.plain())
                && !word.plain().endsWith("ly")
                && !English.small(word.plain())
                && Deed.FETCHES.stream().allMatch(it -> it.askedBy(word) == Deed.Level.NO);
    }

    boolean forbids(Deed deed) {
        return forbidden.contains(deed);
    }

    boolean forbidsAny() {
        return !forbidden.isEmpty();
    }

    /** By a word that tells somebody to do something, whatever it is; null where there is none of this stem. */
    @Nullable
    Request by(String verb) {
        return verbs.get(verb);
    }

    /** There is a verb of which nobody can say what it asks for, nor what to: any deed may be meant, but none that gives rights or changes credentials. */
    boolean unreadAll() {
        return unreadAll;
    }

    /**
     * What verbs are to be done to of which nobody can say what they ask for.
     *
     * @param task all of the task's stems, any of which may be meant by "it"
     * @param byStandIns whether "it" counts
     */
    Set<String> unread(Set<String> task, boolean byStandIns) {
        return unreadAny && byStandIns ? task : unread;
    }
}
