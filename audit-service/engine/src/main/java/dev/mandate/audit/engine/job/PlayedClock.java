package dev.mandate.audit.engine.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.Punctuator;

/** The wall clock of events that are played: it stands until somebody lets time pass. As Kafka Streams' own, it makes up for no work that was missed. */
final class PlayedClock {
    private final List<Work> scheduled = new ArrayList<>();
    private long now;

    PlayedClock(Instant begin) {
        now = begin.toEpochMilli();
    }

    /** Milliseconds since 1970. */
    long now() {
        return now;
    }

    Cancellable schedule(Duration every, Punctuator work) {
        var its = new Work(every.toMillis(), work, now + every.toMillis());
        scheduled.add(its);
        return () -> scheduled.remove(its);
    }

    /** What is due meanwhile is done once, at the end of it. */
    void pass(Duration time) {
        now += time.toMillis();
        var due = new ArrayList<Work>();
        for (var work : scheduled) if (work.next <= now) due.add(work);
        due.sort(Comparator.comparingLong(work -> work.next));
        for (var work : due) {
            work.next += ((now - work.next) / work.every + 1) * work.every;
            if (scheduled.contains(work)) work.work.punctuate(now);
        }
    }

    private static final class Work {
        private final long every;
        private final Punctuator work;
        private long next;

        private Work(long every, Punctuator work, long next) {
            this.every = every;
            this.work = work;
            this.next = next;
        }
    }
}
