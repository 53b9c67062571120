package dev.mandate.authz.recording;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/**
 * {@code mandate_decisions_unrecorded_total}: what gap records tell of; {@code mandate_decisions_waiting}: records on their way to the
 * broker; {@code mandate_decisions_backlog}: those that it did not take yet.
 */
@Singleton
class RecordingMetrics {
    private final MeterRegistry meters;
    private final Counter lost;

    RecordingMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.lost = meters.counter("mandate.decisions.unrecorded");
    }

    void lost() {
        lost.increment();
    }

    void watch(SizedQueue<?> queue, Backlog backlog) {
        Gauge.builder("mandate.decisions.waiting", queue, SizedQueue::size).register(meters);
        Gauge.builder("mandate.decisions.backlog", backlog, Backlog::count).register(meters);
    }
}
