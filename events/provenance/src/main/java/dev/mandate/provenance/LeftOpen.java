package dev.mandate.provenance;

import dev.mandate.provenance.Clauses.Word;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words by which a task leaves what to do to a text, such as a list of things to do, so that any deed may be meant. */
final class LeftOpen {
    private static final Set<String> LEAVES_OPEN =
            Wording.words("instruction instructions todo fulfill fulfil fulfilling handle accordingly checklist");

    /** A name in a chat, but as a verb. */
    private static final String HANDLE = "handle";

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

    private LeftOpen() {}

    /** Whether the word there leaves what to do to a text. */
    static boolean at(List<Word> words, int at) {
        var word = words.get(at);
        if (word.use() == Clauses.Use.FORBIDDEN) return false;
        var before = at == 0 ? "" : words.get(at - 1).stem();
        if (LEAVES_OPEN.contains(word.plain())) return !word.plain().equals(HANDLE) || word.use() == Clauses.Use.VERB;
        if (TASKS.contains(word.stem())) return !before.equals(TOLD);
        if (REQUESTS.contains(word.plain()))
            return word.plain().equals("requests") && !OF_A_TRADE.contains(before) || WHOSE.contains(before);
        if (word.use() == Clauses.Use.VERB && ENDS.contains(word.stem())) return true;
        return word.asks() && Requests.follows(words, at, LEAVING.getOrDefault(word.stem(), Set.of()));
    }
}
