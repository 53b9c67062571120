package dev.mandate.messaging.outbox;

import dev.mandate.events.cloudevents.CompleteUntil;
import dev.mandate.messaging.outbox.OutboxTable.ExpectedInput;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/** The loop of one slice: lease, producer, then read, send, delete until the lease is lost or something fails. */
final class SliceRelay implements Runnable {
    private static final Logger LOG = Logger.getLogger(SliceRelay.class);
    private static final Duration MARK_EVERY = Duration.ofSeconds(1);
    /** After something was sent; its readers soon know that there was nothing else. */
    private static final Duration BUSY = Duration.ofSeconds(10);
    /** How soon one that looks on sees that a lease has run out. */
    private static final Duration BYSTANDER = Duration.ofSeconds(1);
    /** A broker forgets a transactional id that it hasn't heard of for days. */
    private static final Duration TRANSACTION_EVERY = Duration.ofHours(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(5);

    private final Slice slice;
    private final DataSource dataSource;
    private final Supplier<SliceProducer> producers;
    private final Supplier<MarkProducer> marks;
    private final InstantSource clock;
    private final Runnable beforeSend;

    private volatile boolean stopped;
    private volatile Instant alive = Instant.EPOCH;
    private volatile long pending;
    private Instant marked = Instant.EPOCH;
    private Instant sent = Instant.EPOCH;
    private Instant transacted = Instant.EPOCH;
    private Instant renewed = Instant.EPOCH;
    private int failures;

    /**
     * @param producers opens one that fences those before it
     * @param marks the one of the service
     * @param beforeSend runs between reading and sending; tests halt there
     */
    SliceRelay(
            Slice slice,
            DataSource dataSource,
            Supplier<SliceProducer> producers,
            Supplier<MarkProducer> marks,
            InstantSource clock,
            Runnable beforeSend) {
        this.slice = slice;
        this.dataSource = dataSource;
        this.producers = producers;
        this.marks = marks;
        this.clock = clock;
        this.beforeSend = beforeSend;
    }

    /** When it last held the slice and sent all there was, or saw that another does. */
    Instant alive() {
        return alive;
    }

    /** Rows that wait, as of the last pass; 0 where another replica holds the slice. */
    long pending() {
        return pending;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            try (var database = dataSource.getConnection()) {
                listen(database);
                hold(database);
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                LOG.warnf("%s was taken over by another relay", slice);
            } catch (SQLException | RuntimeException e) {
                failed(e);
            }
        }
    }

    private void listen(Connection database) throws SQLException {
        database.setAutoCommit(true);
        try (var listen = database.createStatement()) {
            listen.execute("LISTEN " + slice.channel());
        }
    }

    private void hold(Connection database) throws SQLException {
        while (!stopped) {
            if (!slice.lease().acquire(database)) {
                pending = 0;
                alive = clock.instant();
                awaitRows(database, BYSTANDER);
                continue;
            }
            try (var producer = producers.get()) {
                renewed = Instant.EPOCH; // the first check comes after the producer fenced those before it
                transacted = Instant.EPOCH;
                while (!stopped && holds(database)) pass(database, producer);
                if (stopped) slice.lease().release(database);
            }
        }
    }

    private boolean holds(Connection database) throws SQLException {
        var now = clock.instant();
        if (now.isBefore(renewed.plus(slice.renewEvery()))) return true;
        renewed = now;
        return slice.lease().renew(database);
    }

    private void pass(Connection database, SliceProducer producer) throws SQLException {
        var began = clock.instant();
        // Before the rows are read: whatever was taken from the inputs by then has its rows among these.
        var inputs = slice.table().inputsCompleteUntil(database, slice.inputs());
        var rows = slice.table().read(database, slice.batch());
        var all = rows.size() < slice.batch();
        if (!rows.isEmpty()) sent = began;
        var mark =
                all && !slice.marked().isEmpty() && !inputs.equals(Instant.EPOCH) && !began.isBefore(nextMark(began));
        pending = all ? rows.size() : slice.table().pending(database);
        beforeSend.run();
        var until = new CompleteUntil(inputs.isBefore(began) ? inputs : began);
        if (!rows.isEmpty() || mark && !began.isBefore(transacted.plus(TRANSACTION_EVERY))) {
            producer.send(rows, mark ? slice.marked() : List.of(), until);
            transacted = began;
            slice.table().delete(database, rows);
        } else if (mark) {
            marks.get().send(slice.marked(), until);
        }
        if (mark) marked = began;
        failures = 0;
        if (!all) return;
        pending = 0;
        alive = began;
        awaitRows(database, untilNextMark());
    }

    /** While nothing is sent, all slices of a service mark at the same instants, which wakes a reader of all partitions once. */
    private Instant nextMark(Instant now) {
        if (now.isBefore(sent.plus(BUSY))) return marked.plus(MARK_EVERY);
        var every = slice.markIdle().toMillis();
        return Instant.ofEpochMilli((marked.toEpochMilli() / every + 1) * every);
    }

    /** Not at all once it is overdue, since something else is waited for then. */
    private Duration untilNextMark() {
        var now = clock.instant();
        var left = Duration.between(now, nextMark(now));
        return left.isNegative() ? slice.poll() : left;
    }

    private void awaitRows(Connection database, Duration most) throws SQLException {
        var wait = most.compareTo(slice.poll()) < 0 ? most : slice.poll();
        var connection = database.unwrap(PGConnection.class);
        connection.getNotifications((int) wait.toMillis() + 1); // none would be for ever
    }

    /** The first of a row of failures is told whole, the others in a line. */
    private void failed(Exception e) {
        if (failures++ == 0) LOG.errorf(e, "%s can't be relayed, trying again", slice);
        else LOG.warnf("%s still can't be relayed after %d attempts: %s", slice, failures, e);
        var pause = FIRST_PAUSE.multipliedBy(failures);
        try {
            Thread.sleep((pause.compareTo(LAST_PAUSE) < 0 ? pause : LAST_PAUSE).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    /**
     * What a relay needs to know of its slice.
     *
     * @param marked partitions that get the freshness marker
     * @param inputs topics whose freshness limits ours
     * @param markIdle how often partitions are marked while nothing is sent
     */
    record Slice(
            String name,
            String channel,
            Lease lease,
            OutboxTable table,
            Set<TopicPartition> marked,
            Set<ExpectedInput> inputs,
            int batch,
            Duration poll,
            Duration renewEvery,
            Duration markIdle) {
        @Override
        public String toString() {
            return name;
        }
    }
}
