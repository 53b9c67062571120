package dev.mandate.audit.engine.sigma.correlation.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one group that can be of one match with the newest of them. They enter by time; what is more than a timespan older leaves, and
 * what cancels leaves nothing of before. Its subclasses are the correlation types, and all that defines them: whether a match ends with
 * the newest event, which events that match consists of, and how far one has come.
 */
public abstract class Window {
    final Correlation correlation;
    final List<Observation> events;
    /** Places of the oldest and of the newest event in it. */
    int oldest;

    int newest = -1;

    /** @param events by time; the window begins before the first one */
    Window(Correlation correlation, List<Observation> events) {
        this.correlation = correlation;
        this.events = events;
    }

    /**
     * How far a match has come that is not complete.
     *
     * @param seen names of the rules that were matched
     * @param waitsFor names of those that would complete it; in order, where the order counts
     * @param measured what was counted or measured so far; null where nothing is
     * @param first the oldest event that counts
     */
    public record Progress(
            List<String> seen,
            List<String> waitsFor,
            @Nullable Double measured,
            Observation first) {}

    /** Back to where a match ended, only to tell its {@link #evidence}. */
    public final void at(int oldest, int newest) {
        this.oldest = oldest;
        this.newest = newest;
    }

    /** Place of the oldest event in it. */
    public final int oldest() {
        return oldest;
    }

    /** Takes in the next event. */
    public final void advance() {
        leaveNothingOfWhatIsCancelled();
        newest++;
        if (newest().cancels()) leaveBefore(newest);
        else leaveOlderThan(newest().at() - correlation.timespan());
        enter(newest());
    }

    /** Takes in all events. */
    public final void advanceToEnd() {
        while (newest < events.size() - 1) advance();
    }

    /** The events of the match that ends with the newest one. */
    public final List<Observation> match() {
        var rules = new int[newest + 1];
        evidence(rules);
        var match = new ArrayList<Observation>();
        for (int at = oldest; at <= newest; at++) if (rules[at] != 0) match.add(events.get(at));
        return match;
    }

    /** Null if nothing has begun that an event of that time could be the end of. */
    public final @Nullable Progress progress(long now) {
        advanceToEnd();
        leaveNothingOfWhatIsCancelled();
        leaveOlderThan(now - correlation.timespan());
        return oldest > newest ? null : progress();
    }

    private void leaveNothingOfWhatIsCancelled() {
        if (newest >= 0 && newest().cancels()) leaveBefore(newest + 1);
    }

    private void leaveOlderThan(long earliest) {
        while (oldest <= newest && events.get(oldest).at() < earliest) leave(events.get(oldest++));
    }

    private void leaveBefore(int place) {
        while (oldest < place) leave(events.get(oldest++));
    }

    final Observation newest() {
        return events.get(newest);
    }

    /** Whether it can be the last event of a match, whatever came before. */
    public boolean canEndWith(Observation event) {
        return !event.onlyCancels();
    }

    void enter(Observation newest) {}

    void leave(Observation oldest) {}

    /** Whether a match ends with the newest event. */
    public abstract boolean complete();

    /**
     * Marks what the match that ends with the newest event consists of, as nothing but the events in the window says.
     *
     * @param rules for each event, which rules it stands for; marks of matches that ended earlier are kept
     */
    public abstract void evidence(int[] rules);

    /** Of what is in the window, which is not empty. */
    abstract @Nullable Progress progress();
}
