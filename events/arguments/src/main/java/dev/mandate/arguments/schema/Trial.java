package dev.mandate.arguments.schema;

import org.jspecify.annotations.Nullable;

/**
 * One look at some arguments. Counts what it costs, since whoever calls chooses the arguments and whoever registers the tool the
 * schema, so that the product of both would be theirs; and keeps the first thing that is wrong.
 */
final class Trial {
    /** Keywords asked about values, and characters times the size of a pattern, at a few nanoseconds each. */
    static final int MOST_STEPS = 1 << 20;

    private static final int DEEPEST = 512;

    private int left = MOST_STEPS;
    private int depth;
    private int muted;
    private @Nullable String keyword;
    private String said = "";
    private String where = "";

    /** There was more to look at than there is time for. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;
        private static final TooMuch IT = new TooMuch();

        private TooMuch() {
            super("more than can be judged in time", null, false, false);
        }
    }

    /** @throws TooMuch if it is more than is left */
    void spend(long steps) {
        if (steps > left) throw TooMuch.IT;
        left -= (int) steps;
    }

    void enter(int steps) {
        spend(steps);
        if (++depth > DEEPEST) throw TooMuch.IT;
    }

    void leave() {
        depth--;
    }

    /** What is tried until the next {@link #hear} may fail without anything being wrong. */
    void mute() {
        muted++;
    }

    void hear() {
        muted--;
    }

    /** @return false, always */
    boolean refuse(String by, String what) {
        if (muted > 0 || keyword != null) return false;
        keyword = by;
        said = what;
        return false;
    }

    /** What is wrong is at this member of the value. */
    boolean at(String member) {
        if (muted == 0) where = where.isEmpty() || where.startsWith("[") ? member + where : member + "." + where;
        return false;
    }

    boolean at(int element) {
        if (muted > 0) return false;
        var index = "[" + element + "]";
        where = where.isEmpty() || where.startsWith("[") ? index + where : index + "." + where;
        return false;
    }

    Violation violation() {
        return new Violation(Shown.text(where), keyword == null ? "false" : keyword, said);
    }
}
