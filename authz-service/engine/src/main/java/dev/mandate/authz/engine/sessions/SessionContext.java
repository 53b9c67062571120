package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.entities.CedarValues;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.provenance.Asked;
import dev.mandate.provenance.CallFacts;
import dev.mandate.provenance.CallFacts.Destination;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What policies see of a session and of where a call's arguments come from: {@code context.session}, {@code context.call}. */
public final class SessionContext {
    private static final RecordValue UNTOUCHED = of(null, SessionTally.NONE, null);
    /** Of a call of which nothing else is known than what the task asks for. */
    private static final Map<Asked, RecordValue> NOTHING = new EnumMap<>(Asked.class);

    static {
        for (var asked : Asked.values())
            NOTHING.put(asked, facts(new CallFacts(List.of(), false, false, false, false, asked, null), false));
    }

    private SessionContext() {}

    /**
     * What the risk job found in the session's actions, and what decisions allowed it, as one.
     *
     * @param risk null for a session of which nothing was told yet
     * @param call that is asked about; null for what isn't one
     */
    public static RecordValue session(@Nullable SessionRisk risk, SessionTally tally, @Nullable CountedCall call) {
        var nothing = risk == null
                && tally == SessionTally.NONE
                && (call == null || call.amounts().isEmpty());
        return nothing ? UNTOUCHED : of(risk, tally, call);
    }

    private static RecordValue of(@Nullable SessionRisk risk, SessionTally tally, @Nullable CountedCall call) {
        return new RecordValue(Map.ofEntries(
                Map.entry("risk", number(risk == null ? 0 : risk.level().ordinal())),
                Map.entry("labels", labels(risk, tally)),
                Map.entry(
                        "untrusted_reads",
                        number(Math.max(risk == null ? 0 : risk.untrustedReads(), tally.of(ToolLabel.UNTRUSTED)))),
                Map.entry(
                        "private_reads",
                        number(Math.max(risk == null ? 0 : risk.privateReads(), tally.of(ToolLabel.PRIVATE)))),
                Map.entry("just_warned", flag(risk != null && risk.justWarned())),
                Map.entry("unjudged", flag(!tally.judgedBy(risk))),
                Map.entry("calls", number(Math.max(risk == null ? 0 : risk.calls(), tally.calls()))),
                Map.entry("counts", tally.calls() == 0 ? TallyFacts.NOTHING_COUNTED : TallyFacts.counts(tally::of)),
                Map.entry("same_tool", number(call == null ? 0 : tally.ofTool(call.tool()))),
                Map.entry("unfinished", number(tally.unfinished())),
                Map.entry("failed", number(tally.failed())),
                Map.entry("sums", TallyFacts.sums(taker -> tally.eachSumWith(call, taker)))));
    }

    private static Value labels(@Nullable SessionRisk risk, SessionTally tally) {
        if (risk == null || tally.labels().containsAll(risk.labels())) return tally.labelTexts();
        var labels = EnumSet.copyOf(risk.labels());
        labels.addAll(tally.labels());
        return TallyFacts.texts(labels);
    }

    /** @param outsider somebody outside gets it whom nothing accounts for */
    public static RecordValue call(CallFacts facts, boolean outsider) {
        var nothing =
                !outsider && facts.destinations().isEmpty() && !facts.profiled() && !facts.unusual() && !facts.spread();
        return nothing ? Objects.requireNonNull(NOTHING.get(facts.asked())) : facts(facts, outsider);
    }

    private static RecordValue facts(CallFacts facts, boolean outsider) {
        var destinations = facts.destinations();
        var strangers = facts.strangers();
        return new RecordValue(Map.ofEntries(
                Map.entry("asked", CedarValues.text(facts.asked().text())),
                Map.entry("accounted_for", flag(facts.accountedFor())),
                Map.entry("outsider", flag(outsider)),
                Map.entry(
                        "origins",
                        CedarValues.texts(destinations.stream()
                                .map(to -> to.origin().name().toLowerCase(Locale.ROOT))
                                .distinct()
                                .toList())),
                Map.entry(
                        "strangers",
                        CedarValues.texts(strangers.stream()
                                .map(Destination::value)
                                .distinct()
                                .toList())),
                Map.entry("stranger", flag(!strangers.isEmpty())),
                Map.entry("stranger_in_text", flag(strangers.stream().anyMatch(to -> !to.whole()))),
                Map.entry("warned", flag(strangers.stream().anyMatch(Destination::suspicious))),
                Map.entry("profiled", flag(facts.profiled())),
                Map.entry("unusual", flag(facts.unusual())),
                Map.entry("rare", flag(facts.rare())),
                Map.entry("spread", flag(facts.spread()))));
    }

    private static Value number(long value) {
        return TallyFacts.number(value);
    }

    private static Value flag(boolean value) {
        return BoolValue.of(value);
    }
}
