package dev.mandate.audit.transparency;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines as they are now, read a page at a time. */
final class Lines {
    private final TrailCopy copy;
    private List<TrailLine> page = List.of();
    private int at;
    private @Nullable Long after;
    private boolean ended;

    Lines(TrailCopy copy) {
        this.copy = copy;
    }

    /** Null at the end. */
    @Nullable
    TrailLine peek() {
        if (at == page.size() && !ended) {
            page = copy.lines(after);
            at = 0;
            ended = page.isEmpty();
            if (!ended) after = page.get(page.size() - 1).number();
        }
        return ended ? null : page.get(at);
    }

    @Nullable
    TrailLine next() {
        var line = peek();
        if (line != null) at++;
        return line;
    }

    /** All the next ones that have this number. */
    List<TrailLine> ofNumber(long number) {
        var same = new ArrayList<TrailLine>();
        for (var line = peek(); line != null && line.number() == number; line = peek()) {
            same.add(line);
            at++;
        }
        return same;
    }
}
