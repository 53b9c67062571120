package dev.mandate.lifecycle.workers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose employees are whose: a worker belongs to the source that first said that his employment starts, so that no other HR system
 * can end it, start it again or take over his identity. Only a source that succeeds another speaks for that one's employees. A directory
 * that has adopted him says whether he works here too, which takes nothing over.
 *
 * @param succeeds a source to the one before it
 */
record Sources(Map<String, String> succeeds) {
    /**
     * @param owner the source that speaks for the worker from now on; null while nobody has said that his employment starts
     * @param foreign facts of sources that don't
     */
    record Claim(@Nullable String owner, List<HrFact> foreign) {}

    /** @param facts of one worker, in the order in which they came */
    Claim claim(@Nullable String owner, Collection<HrFact> facts) {
        var speaker = owner;
        var foreign = new ArrayList<HrFact>();
        for (var fact : facts) {
            if (fact.ofAdopter()) continue;
            if (speaker == null) speaker = fact.starts() ? fact.source() : null;
            else if (succeeds(fact.source(), speaker)) speaker = fact.source();
            else if (!fact.source().equals(speaker)) foreign.add(fact);
        }
        return new Claim(speaker, foreign);
    }

    /** What counts of what was said: before it was known whose he is, others may have spoken. */
    List<HrFact> heard(@Nullable String owner, Collection<HrFact> facts) {
        return facts.stream()
                .filter(fact -> owner == null
                        || fact.ofAdopter()
                        || fact.source().equals(owner)
                        || succeeds(owner, fact.source()))
                .toList();
    }

    private boolean succeeds(String source, String before) {
        var seen = new HashSet<String>();
        for (var it = succeeds.get(source); it != null && seen.add(it); it = succeeds.get(it))
            if (it.equals(before)) return true;
        return false;
    }
}
