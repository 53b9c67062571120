package dev.mandate.authz.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each caller has so much under way and so much more behind it, so that nobody waits for what another asks without end. */
final class CallerLines {
    private final int atOnce;
    private final int behind;
    private final Map<String, Line> lines = new HashMap<>();

    private static final class Line {
        private final Deque<Runnable> behind = new ArrayDeque<>();
        private int underWay;
    }

    /**
     * Lines of one length for everybody.
     *
     * @param atOnce of one caller
     * @param behind of one caller, that wait until one of his is over
     */
    CallerLines(int atOnce, int behind) {
        this.atOnce = atOnce;
        this.behind = behind;
    }

    /**
     * Starts it now, or once it is its turn. Whoever started it says when it is over.
     *
     * @return false if his line is full
     */
    boolean enter(String caller, Runnable start) {
        synchronized (this) {
            var line = lines.computeIfAbsent(caller, any -> new Line());
            if (line.underWay == atOnce) return line.behind.size() < behind && line.behind.add(start);
            line.underWay++;
        }
        start.run();
        return true;
    }

    /** One of his is over. */
    void leave(String caller) {
        var next = next(caller);
        if (next != null) next.run();
    }

    private synchronized @Nullable Runnable next(String caller) {
        var line = lines.get(caller);
        if (line == null) return null;
        var next = line.behind.poll();
        if (next == null && --line.underWay == 0) lines.remove(caller);
        return next;
    }
}
