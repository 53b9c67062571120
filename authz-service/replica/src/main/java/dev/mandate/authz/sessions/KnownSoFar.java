package dev.mandate.authz.sessions;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far a topic is known here, by partition: what has been read of it, and own records right behind that, which needn't be read. So
 * a replica that writes alone, or last, knows what is before its record without having read it back.
 */
final class KnownSoFar {
    private final Map<Integer, Long> next = new ConcurrentHashMap<>();

    /**
     * An own record is on the topic; told in the order of the partition.
     *
     * @param read offset of the next record of the partition that will be read; negative if that isn't known
     * @return whether everything before it is known
     */
    boolean placed(int partition, long offset, long read) {
        if (offset < 0) return false;
        var known = next.merge(partition, read, Math::max);
        if (known < offset) return false;
        next.merge(partition, offset + 1, Math::max);
        return true;
    }
}
