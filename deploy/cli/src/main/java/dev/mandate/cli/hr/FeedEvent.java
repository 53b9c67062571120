package dev.mandate.cli.hr;

import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.hr.HrEvent;

/** One delivery of one HR event. */
public record FeedEvent(String source, String id, HrEvent event, int deliveredOnDay) {
    Envelope<HrEvent> envelope() {
        return new Envelope<>(source, id, event.effectiveAt(), event, null);
    }
}
