package dev.mandate.audit.engine.calls;

import dev.mandate.audit.engine.attestation.AttestationStatus;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.provenance.Asked;
import dev.mandate.provenance.KnownBy;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What those fields can say that say one of a few words: a rule that asks for another one never matches. */
public final class FieldValues {
    private static final Set<String> LABELS = texts(ToolLabel.values(), ToolLabel::text);

    public static final Map<String, Set<String>> WORDS = Map.of(
            RiskFields.LABELS, LABELS,
            RiskFields.NEW_LABELS, LABELS,
            RiskFields.STANDING, texts(AttestationStatus.values(), AttestationStatus::text),
            RiskFields.ORIGIN, texts(SessionRisk.Origin.values(), FieldValues::lower),
            RiskFields.KNOWN_BY, texts(KnownBy.values(), KnownBy::text),
            RiskFields.ASKED, texts(Asked.values(), Asked::text),
            RiskFields.STATUS, texts(ToolResult.Status.values(), FieldValues::lower));

    private FieldValues() {}

    private static <E extends Enum<E>> Set<String> texts(E[] values, Function<E, String> text) {
        return Arrays.stream(values).map(text).collect(Collectors.toSet());
    }

    /** As an event has a word that has no text of its own. */
    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
