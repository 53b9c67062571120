package dev.mandate.authz.recording;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.Collection;

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

    void watch(Collection<?> queue, Backlog backlog) {
        meters.gaugeCollectionSize("mandate.decisions.waiting", Tags.empty(), queue);
        Gauge.builder("mandate.decisions.backlog", backlog, Backlog::count).register(meters);
    }
}
