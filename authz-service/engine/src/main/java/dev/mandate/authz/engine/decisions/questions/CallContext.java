package dev.mandate.authz.engine.decisions.questions;

import dev.mandate.arguments.schema.Compiled;
import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.DatetimeValue;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.entities.CedarValues;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.Recents;
import dev.mandate.authz.engine.sessions.SessionContext;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.provenance.CallFacts;
import dev.mandate.provenance.CallReader;
import dev.mandate.provenance.Recipients;
import dev.mandate.provenance.Task;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The {@code context} that policies see: {@code input} (the arguments, typed by the tool's schema), {@code asserted} (what the
 * caller claims, and nobody else knows), {@code vouched} (of that, what he is trusted to know), {@code environment} ({@code now}, {@code hour} 0 to 23 and {@code weekday} 1 to 7 from
 * Monday, both UTC), {@code authentication} (how the person signed in, as a token says) and {@code delegated}, {@code session} and {@code call} as {@link SessionContext} says, {@code recent} as {@link Recents} does, and {@code surface} as {@link SurfaceContext}.
 *
 * @param invalid why the arguments aren't what the tool's schema says; null where they are
 */
public record CallContext(RecordValue context, @Nullable ArgumentFault invalid) {
    private static final RecordValue NOTHING_ASSERTED = new RecordValue(Map.of());
    private static final RecordValue NOBODY_SIGNED_IN = new RecordValue(Map.of("amr", CedarValues.texts(Set.of())));
    private static final System.Logger LOG = System.getLogger(CallContext.class.getName());

    /**
     * Of a call of which nothing is known but who makes it: no condition finds a value in the members that depend on arguments, on the
     * session or on the moment, since there are numbers where they expect records.
     */
    public static RecordValue open(boolean delegated) {
        var anything = new LongValue(0);
        return new RecordValue(Map.of(
                "input",
                anything,
                "asserted",
                anything,
                "vouched",
                anything,
                "environment",
                anything,
                "authentication",
                anything,
                "session",
                anything,
                "call",
                anything,
                "recent",
                anything,
                "surface",
                anything,
                "delegated",
                BoolValue.of(delegated)));
    }

    /**
     * @param schema what the schema of the tool's arguments came to
     * @param call as the session would count it; null where nothing is to count
     * @param allowed to the session before
     * @param recent {@code context.recent}, of what is known of the call
     * @param surface {@code context.surface}
     * @param reader of where the arguments come from
     * @param task what the person at the root of the delegation asked for
     * @param named what he named there, as {@code Identifier.value()} says; asked for where the risk job has told nothing yet
     */
    public static CallContext of(
            Question question,
            @Nullable Tool tool,
            @Nullable Compiled schema,
            @Nullable CountedCall call,
            @Nullable SessionRisk session,
            SessionTally allowed,
            Function<CallFacts, RecordValue> recent,
            RecordValue surface,
            CallReader reader,
            Task task,
            Supplier<List<String>> named,
            Instant now) {
        try {
            var facts = SessionContext.session(session, allowed, call);
            var its = facts(question, tool, session, reader, task);
            var outsider = question.action().isCall()
                    && tool != null
                    && Recipients.reachOutsider(
                            its,
                            tool.labels(),
                            question.argumentsOrNone(),
                            reader.ownDomain(),
                            session == null ? named.get() : List.of());
            var seen = SessionContext.call(its, outsider);
            return read(question, tool, schema, facts, recent.apply(its), surface, seen, now);
        } catch (RuntimeException | StackOverflowError e) {
            // Without its trace, which is long, and without its message, which may hold an argument.
            LOG.log(System.Logger.Level.ERROR, "arguments can't be read, so the answer is no: " + e.getClass());
            return new CallContext(
                    new RecordValue(Map.of()),
                    ArgumentFault.invalid("", "could not be read to their end; smaller ones change this"));
        }
    }

    private static CallContext read(
            Question question,
            @Nullable Tool tool,
            @Nullable Compiled schema,
            RecordValue facts,
            RecordValue recent,
            RecordValue surface,
            RecordValue call,
            Instant now) {
        var input = new HashMap<String, Value>();
        var invalid = tool == null ? null : ToolArguments.read(tool, schema, question.argumentsOrNone(), input);
        var time = now.atZone(ZoneOffset.UTC);
        var environment = new RecordValue(Map.of(
                "now", new DatetimeValue(now.toEpochMilli()),
                "hour", new LongValue(time.getHour()),
                "weekday", new LongValue(time.getDayOfWeek().getValue())));
        var context = new RecordValue(Map.of(
                "input",
                new RecordValue(input),
                "asserted",
                asserted(question.asserted()),
                "vouched",
                asserted(question.vouched()),
                "environment",
                environment,
                "authentication",
                authentication(question.proof().authentication()),
                "session",
                facts,
                "call",
                call,
                "recent",
                recent,
                "surface",
                surface,
                "delegated",
                BoolValue.of(question.delegation() != null)));
        return new CallContext(context, invalid);
    }

    private static CallFacts facts(
            Question question, @Nullable Tool tool, @Nullable SessionRisk session, CallReader reader, Task task) {
        var call = question.action().isCall();
        return reader.read(
                call ? session : null,
                question.resourceId(),
                tool,
                question.argumentsOrNone(),
                call ? task : Task.UNKNOWN);
    }

    private static RecordValue authentication(Authentication known) {
        if (known.equals(Authentication.UNKNOWN)) return NOBODY_SIGNED_IN;
        var values = new HashMap<String, Value>();
        values.put("amr", CedarValues.texts(known.amr()));
        if (known.acr() != null) values.put("acr", CedarValues.text(known.acr()));
        if (known.device() != null) values.put("device", CedarValues.text(known.device()));
        if (known.at() != null) values.put("at", new DatetimeValue(known.at().toEpochMilli()));
        return new RecordValue(values);
    }

    private static RecordValue asserted(Map<?, ?> claims) {
        if (claims.isEmpty()) return NOTHING_ASSERTED;
        var values = new HashMap<String, Value>();
        claims.forEach((name, claim) -> {
            var value = asserted(claim);
            if (value != null) values.put(String.valueOf(name), value);
        });
        return new RecordValue(values);
    }

    private static @Nullable Value asserted(@Nullable Object claim) {
        if (claim instanceof String text) return CedarValues.text(text);
        if (claim instanceof Boolean flag) return BoolValue.of(flag);
        if (claim instanceof Integer || claim instanceof Long) return new LongValue(((Number) claim).longValue());
        return claim instanceof Map<?, ?> claims ? asserted(claims) : null;
    }
}
