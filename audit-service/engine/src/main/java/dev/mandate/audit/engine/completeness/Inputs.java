package dev.mandate.audit.engine.completeness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the consumers of this process have read, against where the broker said that their partitions end: so a broker that can't
 * be reached, a thread that hangs and a record that nobody gets past all show as a broker that wasn't asked since; a lag that a
 * client remembers would stay zero.
 */
public final class Inputs {
    /** How often a task looks whether what some of its records wait for has come. */
    public static final Duration LOOK = Duration.ofMillis(100);

    /**
     * What the broker said of one partition.
     *
     * @param ask its number: what was there before an ask began lies before the end that it was told
     * @param asked when that was
     * @param offset of the record that comes next, whether or not those before it are committed
     */
    record End(long ask, Instant asked, long offset) {}

    /**
     * @param position that the consumer will read next
     * @param last record that it handed out; -1 for none since the task began
     */
    private record Handed(long position, long last) {}

    private final boolean allAtHand;
    private final AtomicLong asks = new AtomicLong();
    private final Map<TopicPartition, End> ends = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Handed> handed = new ConcurrentHashMap<>();
    private final Set<TopicPartition> heldBackFor = ConcurrentHashMap.newKeySet();
    private final Set<TopicPartition> lookedFor = ConcurrentHashMap.newKeySet();

    /** Of a broker that goes on taking records. */
    public Inputs() {
        this(false);
    }

    private Inputs(boolean allAtHand) {
        this.allAtHand = allAtHand;
    }

    /** Of events that are played: what there is has been handed out by the time the clock moves, and there is no broker to ask. */
    public static Inputs allAtHand() {
        return new Inputs(true);
    }

    /**
     * The instant before which nothing is unread, and rest may be counted: what a job hasn't read yet it can't take for silence.
     *
     * @param judged until when all was judged, as far as that is known
     */
    public Optional<Instant> quietUntil(Optional<Instant> judged, Instant now) {
        return allAtHand ? Optional.of(now) : judged;
    }

    /** A task takes the partition over: whatever was handed out before was for another one. */
    void begin(TopicPartition partition) {
        ends.remove(partition);
        handed.remove(partition);
        heldBackFor.remove(partition);
        lookedFor.remove(partition);
    }

    /** An ask begins; its answers carry this number. */
    long asking() {
        return asks.incrementAndGet();
    }

    /** How many asks have begun; the number of each that begins from now on is greater. */
    long asks() {
        return asks.get();
    }

    void ends(TopicPartition partition, End end) {
        ends.merge(partition, end, (before, now) -> now.ask > before.ask ? now : before);
    }

    void handed(TopicPartition partition, long position, long last) {
        var before = handed.get(partition);
        handed.put(partition, new Handed(position, last >= 0 || before == null ? last : before.last));
    }

    /**
     * How far a partition is read, against what the broker said last.
     *
     * @param position that is read next
     * @param records between there and the end; ends of transactions count
     * @param asked when the broker was asked
     */
    public record Unread(TopicPartition partition, long position, long records, Instant asked) {}

    /** Of all partitions that were read, and may be read elsewhere by now. */
    public List<Unread> unread() {
        var all = new ArrayList<Unread>();
        ends.forEach((partition, end) -> {
            var read = handed.get(partition);
            var position = read == null ? 0 : read.position;
            all.add(new Unread(partition, position, Math.max(0, end.offset - position), end.asked));
        });
        return all;
    }

    /** The newest answer about the partition. */
    Optional<End> end(TopicPartition partition) {
        return Optional.ofNullable(ends.get(partition));
    }

    /**
     * All records before the end were processed.
     *
     * @param processed offset of the newest record that the task has processed; -1 for none since it began
     */
    boolean reached(TopicPartition partition, long end, long processed) {
        var read = handed.get(partition);
        // A record just before the end need not exist: there may be an end of a transaction instead.
        return read != null && read.position >= end && processed >= Math.min(read.last, end - 1);
    }

    /** Nothing else of the task is to be processed before more of this partition. */
    void holdBackFor(TopicPartition partition, boolean hold) {
        if (hold) heldBackFor.add(partition);
        else heldBackFor.remove(partition);
    }

    boolean holdsBackFor(TopicPartition partition) {
        return heldBackFor.contains(partition);
    }

    /** The partition's task looks every so often whether what some of its records wait for has come. */
    void lookFor(TopicPartition partition, boolean looks) {
        if (looks) lookedFor.add(partition);
        else lookedFor.remove(partition);
    }

    /** How long a thread with these partitions may wait for records, if it would for so long: its tasks have their turn in between. */
    Duration patience(Collection<TopicPartition> partitions, Duration most) {
        var soon = partitions.stream().anyMatch(lookedFor::contains) && most.compareTo(LOOK) > 0;
        return soon ? LOOK : most;
    }
}
