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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a session lies on its topic, as this task told it: which identifiers are in which segments, so that they aren't written again.
 *
 * @param revision of the state that was told last
 * @param segments oldest first; each is full but for some of the newest, which have fewer than one full one together
 * @param last of the identifiers in segments; null without segments
 * @param next number of the next segment
 * @param alone no other task can have told of the session, so that there are no segments but these
 * @param upTo where the last of its actions is that was told of; null where that isn't known
 */
record PublishedSession(
        long revision,
        List<Part> segments,
        @Nullable SeenIdentifier last,
        int next,
        boolean alone,
        @Nullable ActionPlace upTo) {

    /**
     * So many identifiers leave the head, which each call writes again, for a segment of their own; when there would be a full one of such
     * small ones, they become it.
     */
    static final int FEW = 8;

    /** A segment, and of how many identifiers it was written. */
    record Part(Named named, int size) {
        boolean isFull() {
            return size == SessionSegment.IDENTIFIERS;
        }
    }

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
        boolean first = risk.calls() <= 1 && risk.identifiers().size() < FEW;
        return new Step(
                List.of(),
                List.of(),
                risk,
                new PublishedSession(risk.revision(), List.of(), null, 0, first, risk.upTo()));
    }

    private static Step ended(@Nullable PublishedSession before, SessionRisk risk) {
        var removed = before != null && before.alone
                ? numbers(before.segments).toList()
                : IntStream.range(0, SessionSegment.MOST).boxed().toList();
        return new Step(
                removed, List.of(), risk, new PublishedSession(risk.revision(), List.of(), null, 0, true, null));
    }

    private Step next(SessionRisk risk) {
        var all = risk.identifiers();
        int told = told(all);
        int gone = size(segments) - told;
        var parts = new ArrayList<>(segments);
        while (!parts.isEmpty() && gone >= parts.get(0).size())
            gone -= parts.remove(0).size();
        var written = new ArrayList<SessionSegment>();
        int number = next;
        // Readers pass over a revision that they have: what others rely on is only written with a new one.
        if (risk.revision() > revision && all.size() - told >= FEW) {
            told -= together(parts, gone, all.size() - told);
            if (parts.isEmpty()) gone = 0;
            for (int left = all.size() - told; left >= FEW; left = all.size() - told) {
                int size = Math.min(left, SessionSegment.IDENTIFIERS);
                number = free(number, parts);
                written.add(
                        new SessionSegment(risk.session(), number, risk.revision(), all.subList(told, told + size)));
                parts.add(new Part(new Named(number++, risk.revision()), size));
                told += size;
            }
        }
        var open = all.subList(told, all.size());
        var state = parts.isEmpty()
                ? risk
                : new SessionHead(
                        risk.showing(open, risk.forgotten()),
                        parts.stream().map(Part::named).toList(),
                        gone);
        var now = new PublishedSession(
                Math.max(revision, risk.revision()),
                List.copyOf(parts),
                parts.isEmpty() ? null : all.get(told - 1),
                number,
                alone,
                risk.upTo());
        return new Step(numbersBut(now), written, state, now);
    }

    /**
     * Takes away the newest parts if they and what is new are a full one together.
     *
     * @param gone how many of the first part's identifiers are forgotten
     * @return how many identifiers were in them
     */
    private static int together(List<Part> parts, int gone, int open) {
        int first = parts.size();
        while (first > 0 && !parts.get(first - 1).isFull()) first--;
        var small = parts.subList(first, parts.size());
        int its = size(small) - (first == 0 && !small.isEmpty() ? gone : 0);
        if (its + open < SessionSegment.IDENTIFIERS) return 0;
        small.clear();
        return its;
    }

    private static int size(List<Part> parts) {
        return parts.stream().mapToInt(Part::size).sum();
    }

    private static Stream<Integer> numbers(List<Part> parts) {
        return parts.stream().map(part -> part.named().segment());
    }

    private List<Integer> numbersBut(PublishedSession now) {
        if (now.segments.equals(segments)) return List.of();
        var named = numbers(now.segments).toList();
        return numbers(segments).filter(one -> !named.contains(one)).toList();
    }

    /** The next number that none of them has: of 16 they have 11 at most. */
    private static int free(int number, List<Part> parts) {
        var taken = numbers(parts).toList();
        int free = number % SessionSegment.MOST;
        while (taken.contains(free)) free = (free + 1) % SessionSegment.MOST;
        return free;
    }

    /** How many of these are in segments: none where all that was there is forgotten. */
    private int told(List<SeenIdentifier> all) {
        if (last == null) return 0;
        int most = Math.min(all.size(), size(segments));
        for (int i = most - 1; i >= 0; i--) if (last.equals(all.get(i))) return i + 1;
        return 0;
    }
}
