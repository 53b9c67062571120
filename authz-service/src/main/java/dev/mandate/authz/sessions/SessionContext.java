package dev.mandate.authz.sessions;

import dev.mandate.authz.cedar.BoolValue;
import dev.mandate.authz.cedar.LongValue;
import dev.mandate.authz.cedar.RecordValue;
import dev.mandate.authz.cedar.Value;
import dev.mandate.authz.entities.CedarValues;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.provenance.CallFacts;
import dev.mandate.events.provenance.CallFacts.Destination;
import dev.mandate.events.risk.SessionRisk;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What policies see of a session and of where a call's arguments come from: {@code context.session}, {@code context.call}. */
public final class SessionContext {
    private static final RecordValue UNTOUCHED = session(0, List.of(), 0, 0, false);
    private static final RecordValue NOTHING = facts(new CallFacts(List.of(), false, false, false, null));

    private SessionContext() {}

    /** @param risk null for a session that has done nothing yet */
    public static RecordValue session(@Nullable SessionRisk risk) {
        if (risk == null) return UNTOUCHED;
        return session(
                risk.level().ordinal(),
                risk.labels().stream().map(ToolLabel::text).toList(),
                risk.untrustedReads(),
                risk.privateReads(),
                risk.justWarned());
    }

    public static RecordValue call(CallFacts facts) {
        var nothing = facts.destinations().isEmpty() && !facts.profiled() && !facts.unusual() && !facts.spread();
        return nothing ? NOTHING : facts(facts);
    }

    private static RecordValue facts(CallFacts facts) {
        var destinations = facts.destinations();
        var strangers = facts.strangers();
        return new RecordValue(Map.of(
                "origins",
                        CedarValues.texts(destinations.stream()
                                .map(to -> to.origin().name().toLowerCase(Locale.ROOT))
                                .distinct()
                                .toList()),
                "strangers",
                        CedarValues.texts(strangers.stream()
                                .map(Destination::value)
                                .distinct()
                                .toList()),
                "stranger", flag(!strangers.isEmpty()),
                "stranger_in_text", flag(strangers.stream().anyMatch(to -> !to.whole())),
                "warned", flag(strangers.stream().anyMatch(Destination::suspicious)),
                "profiled", flag(facts.profiled()),
                "unusual", flag(facts.unusual()),
                "spread", flag(facts.spread())));
    }

    private static RecordValue session(long risk, List<String> labels, long untrusted, long privately, boolean warned) {
        return new RecordValue(Map.of(
                "risk", new LongValue(risk),
                "labels", CedarValues.texts(labels),
                "untrusted_reads", new LongValue(untrusted),
                "private_reads", new LongValue(privately),
                "just_warned", flag(warned)));
    }

    private static Value flag(boolean value) {
        return BoolValue.of(value);
    }
}
