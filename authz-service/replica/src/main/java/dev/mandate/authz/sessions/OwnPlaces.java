package dev.mandate.authz.sessions;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where on a topic own records are, of which everything is known, so that they needn't be read. Any thread. */
final class OwnPlaces {
    /** Of a partition that nobody reads for so long the oldest are read after all. */
    static final int MOST = 10_000;

    private final Map<Integer, ArrayDeque<Long>> unread = new ConcurrentHashMap<>();

    /**
     * An own record is on the topic; told in the order of the partition.
     *
     * @param read offset of the next record of the partition that will be read; negative if that isn't known
     */
    void placed(int partition, long offset, long read) {
        if (offset < 0 || offset < read) return;
        var places = unread.computeIfAbsent(partition, any -> new ArrayDeque<>());
        synchronized (places) {
            if (!places.isEmpty() && places.getLast() >= offset) places.clear(); // it is another topic of this name
            if (places.size() == MOST) places.removeFirst();
            places.addLast(offset);
        }
    }

    /** Whether this is one of them. Asked once for each record, in the order of the partition. */
    boolean has(int partition, long offset) {
        var places = unread.get(partition);
        if (places == null) return false;
        synchronized (places) {
            while (!places.isEmpty() && places.getFirst() < offset) places.removeFirst();
            if (places.isEmpty() || places.getFirst() != offset) return false;
            places.removeFirst();
            return true;
        }
    }
}
