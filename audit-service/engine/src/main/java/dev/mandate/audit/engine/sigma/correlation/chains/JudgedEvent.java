package dev.mandate.audit.engine.sigma.correlation.chains;

import dev.mandate.audit.engine.sigma.correlation.types.EventFields;
import dev.mandate.audit.engine.sigma.correlation.types.EventTest;
import java.time.Instant;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** An event of which each detection is asked once, however many rules refer to it. For one thread. */
public final class JudgedEvent implements EventFields {
    private final EventFields event;
    private final Map<EventTest, Boolean> passed = new IdentityHashMap<>();

    public JudgedEvent(EventFields event) {
        this.event = event;
    }

    static boolean passes(EventTest test, EventFields event) {
        if (!(event instanceof JudgedEvent judged)) return test.test(event);
        var known = judged.passed.get(test);
        if (known != null) return known;
        var passes = test.test(judged.event);
        judged.passed.put(test, passes);
        return passes;
    }

    @Override
    public String id() {
        return event.id();
    }

    @Override
    public Instant at() {
        return event.at();
    }

    @Override
    public List<?> values(String field) {
        return event.values(field);
    }

    @Override
    public Collection<? extends List<?>> everything() {
        return event.everything();
    }

    @Override
    public boolean mayCancel() {
        return event.mayCancel();
    }
}
