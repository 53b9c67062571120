package dev.mandate.audit.engine.sessions;

import dev.mandate.events.actions.ActionPlace;
import dev.mandate.events.risk.SessionHead;
import dev.mandate.events.risk.SessionHead.Named;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.events.risk.SessionSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a session lies on its topic, as this task told it: which identifiers are in which segments, so that they aren't written again.
 *
 * @param revision of the state that was told last
 * @param segments oldest first, each full
 * @param last of the identifiers in segments; null without segments
 * @param next number of the next segment
 * @param alone no other task can have told of the session, so that there are no segments but these
 * @param upTo where the last of its actions is that was told of; null where that isn't known
 */
record PublishedSession(
        long revision,
        List<Named> segments,
        @Nullable SeenIdentifier last,
        int next,
        boolean alone,
        @Nullable ActionPlace upTo) {

    /**
     * What is written next, in this order.
     *
     * @param removed numbers of segments that nothing is in any more
     * @param state whole, or a head
     * @param now how it lies then
     */
    record Step(List<Integer> removed, List<SessionSegment> written, SessionRecord state, PublishedSession now) {}

    /**
     * The first word of a task on a session is all of it: which segments there are from before, nobody told it. What is found later covers
     * the same actions as what was told before.
     *
     * @param before null where the task has not told of the session
     */
    static Step next(@Nullable PublishedSession before, SessionRisk risk) {
        if (risk.deleted()) return ended(before, risk);
        if (before == null) return whole(risk);
        return before.next(risk.upTo() == null ? risk.upTo(before.upTo) : risk);
    }

    private static Step whole(SessionRisk risk) {
        boolean first = risk.calls() <= 1 && risk.identifiers().size() < SessionSegment.IDENTIFIERS;
        return new Step(
                List.of(),
                List.of(),
                risk,
                new PublishedSession(risk.revision(), List.of(), null, 0, first, risk.upTo()));
    }

    private static Step ended(@Nullable PublishedSession before, SessionRisk risk) {
        var removed = before != null && before.alone
                ? before.segments.stream().map(Named::segment).toList()
                : IntStream.range(0, SessionSegment.MOST).boxed().toList();
        return new Step(
                removed, List.of(), risk, new PublishedSession(risk.revision(), List.of(), null, 0, true, null));
    }

    /**
     * Readers pass over a revision that they have, so that what others rely on is only written with one that is new.
     */
    private Step next(SessionRisk risk) {
        var all = risk.identifiers();
        int told = told(all);
        int gone = segments.size() * SessionSegment.IDENTIFIERS - told;
        int forgotten = gone / SessionSegment.IDENTIFIERS;
        var named = new ArrayList<>(segments.subList(forgotten, segments.size()));
        var written = new ArrayList<SessionSegment>();
        int number = next;
        for (; risk.revision() > revision && all.size() - told >= SessionSegment.IDENTIFIERS; number = after(number)) {
            var its = all.subList(told, told += SessionSegment.IDENTIFIERS);
            written.add(new SessionSegment(risk.session(), number, risk.revision(), its));
            named.add(new Named(number, risk.revision()));
        }
        var open = all.subList(told, all.size());
        var state = named.isEmpty()
                ? risk
                : new SessionHead(risk.showing(open, risk.forgotten()), named, gone % SessionSegment.IDENTIFIERS);
        return new Step(
                segments.subList(0, forgotten).stream().map(Named::segment).toList(),
                written,
                state,
                new PublishedSession(
                        Math.max(revision, risk.revision()),
                        List.copyOf(named),
                        named.isEmpty() ? null : all.get(told - 1),
                        number,
                        alone,
                        risk.upTo()));
    }

    /** How many of these are in segments: none where all that was there is forgotten. */
    private int told(List<SeenIdentifier> all) {
        if (last == null) return 0;
        int most = Math.min(all.size(), segments.size() * SessionSegment.IDENTIFIERS);
        for (int i = most - 1; i >= 0; i--) if (last.equals(all.get(i))) return i + 1;
        return 0;
    }

    private static int after(int number) {
        return (number + 1) % SessionSegment.MOST;
    }
}
