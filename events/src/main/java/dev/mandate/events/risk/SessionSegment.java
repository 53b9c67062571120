package dev.mandate.events.risk;

import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.util.List;
import java.util.Objects;

/**
 * Some of a session's identifiers, one after the other. It counts where the session's {@link SessionHead} names it with this revision; a
 * tombstone follows when they are forgotten or in another one, or the session is.
 *
 * @param segment its number, from 0 to 15; it is used again when it has none that count any more
 * @param revision of the session's state with which it was written
 * @param identifiers at most 32
 */
public record SessionSegment(SessionId session, int segment, long revision, List<SeenIdentifier> identifiers)
        implements SessionRecord {
    /** How many there may be of a session. */
    public static final int MOST = 16;

    /** How many identifiers one has at most. */
    public static final int IDENTIFIERS = 32;

    static final char OF = '/';

    public SessionSegment {
        Objects.requireNonNull(session, "session is missing");
        if (segment < 0 || segment >= MOST) throw new IllegalArgumentException("segments are 0 to " + (MOST - 1));
        if (revision < 1) throw new IllegalArgumentException("revision starts at 1");
        identifiers = List.copyOf(identifiers);
        if (identifiers.size() > IDENTIFIERS)
            throw new IllegalArgumentException("a segment has at most " + IDENTIFIERS + " identifiers");
    }

    @Override
    public boolean deleted() {
        return false;
    }

    @Override
    public String key() {
        return key(session, segment);
    }

    /** A record of this key is a segment, or the end of one, and else of a session as such. */
    public static boolean isKey(String key) {
        return key.indexOf(OF) >= 0;
    }

    /** Of a segment of the session; its tombstone has no more than that. */
    public static String key(SessionId session, int segment) {
        return session.value() + OF + segment;
    }
}
