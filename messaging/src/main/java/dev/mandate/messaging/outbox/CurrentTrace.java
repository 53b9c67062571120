package dev.mandate.messaging.outbox;

import dev.mandate.events.cloudevents.CloudEventCodec;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trace that the running request or record belongs to. */
final class CurrentTrace {
    private CurrentTrace() {}

    static @Nullable String traceparent() {
        var carrier = new HashMap<String, String>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), carrier, Map::put);
        return carrier.get(CloudEventCodec.TRACEPARENT);
    }
}
