package dev.mandate.events.risk;

import dev.mandate.events.ids.SessionId;
import java.util.List;
import java.util.Objects;

/**
 * What each call changes of a session that has been shown many identifiers.
 *
 * @param latest the session's state, but of its identifiers only the newest; those of the segments come before them
 * @param segments that have the others, oldest first; whoever lacks one must take everything for what strangers showed
 * @param gone how many of the first segment's identifiers count no longer, since there is no more room for them
 */
public record SessionHead(SessionRisk latest, List<Named> segments, int gone) implements SessionRecord {

    /**
     * A segment as it was written last.
     *
     * @param revision of the session's state with which it was written: another one is of other identifiers
     */
    public record Named(int segment, long revision) {}

    public SessionHead {
        Objects.requireNonNull(latest, "latest is missing");
        segments = List.copyOf(segments);
        if (segments.isEmpty() || segments.size() > SessionSegment.MOST)
            throw new IllegalArgumentException("a head names 1 to " + SessionSegment.MOST + " segments");
        if (gone < 0 || gone >= SessionSegment.IDENTIFIERS)
            throw new IllegalArgumentException("a segment that is gone is not named");
    }

    @Override
    public SessionId session() {
        return latest.session();
    }

    @Override
    public long revision() {
        return latest.revision();
    }

    @Override
    public boolean deleted() {
        return latest.deleted();
    }

    @Override
    public String key() {
        return latest.key();
    }
}
