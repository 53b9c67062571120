package dev.mandate.authz.http;

import dev.mandate.authz.engine.decisions.questions.Demand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code context.at_least_as_fresh}: what write APIs answered, {@code stream}, {@code key} and {@code revision} of each. */
final class Demands {
    private static final String NAME = "at_least_as_fresh";
    private static final int MOST = 16;

    private Demands() {}

    /** @throws dev.mandate.messaging.http.ProblemException 400 naming what is wrong */
    static List<Demand> of(@Nullable Member context) {
        if (context == null || !context.has(NAME)) return List.of();
        var array = context.node().get(NAME);
        if (!array.isArray()) throw context.wrong(NAME, "must be an array");
        if (array.size() > MOST) throw context.wrong(NAME, "must have at most " + MOST + " items");
        var demands = new ArrayList<Demand>();
        for (int at = 0; at < array.size(); at++) {
            var pointer = NAME + "/" + at;
            if (!array.get(at).isObject()) throw context.wrong(pointer, "must be an object");
            demands.add(demand(new Member(array.get(at), context.pointer() + "/" + pointer)));
        }
        return List.copyOf(demands);
    }

    private static Demand demand(Member item) {
        var stream = item.name("stream");
        if (!Demand.STREAMS.contains(stream))
            throw item.wrong("stream", "must be one of " + String.join(", ", Demand.STREAMS));
        var key = item.name("key");
        var revision = item.node().get("revision");
        if (revision == null
                || !revision.isIntegralNumber()
                || !revision.canConvertToLong()
                || revision.longValue() < 1) throw item.wrong("revision", "must be a whole number from 1 on");
        return new Demand(stream, key, revision.longValue());
    }
}
