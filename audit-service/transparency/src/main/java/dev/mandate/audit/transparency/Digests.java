package dev.mandate.audit.transparency;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was kept of each line, read a tile at a time. */
final class Digests {
    private final TrailCopy copy;
    private List<LineDigest> tile = List.of();
    private long next;
    private int at;

    Digests(TrailCopy copy) {
        this.copy = copy;
    }

    /** Null at the end. */
    @Nullable
    LineDigest peek() {
        if (at == tile.size()) {
            if (next > 0 && tile.size() < Tiles.WIDTH) return null;
            tile = Tiles.lines(copy.digests(next++));
            at = 0;
        }
        return tile.isEmpty() ? null : tile.get(at);
    }

    void next() {
        at++;
    }
}
