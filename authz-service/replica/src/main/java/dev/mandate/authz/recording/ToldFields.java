package dev.mandate.authz.recording;

import dev.mandate.events.lifecycle.TrustedField;
import java.util.List;
import java.util.Set;

/**
 * Of which fields of a tool's answer more is told than what they identify.
 *
 * @param trusted that only the service behind the tool fills, by its owner's word
 * @param kept whose values an operator keeps
 * @param credential the tool gives access, so that none of its values is told
 */
public record ToldFields(Set<TrustedField> trusted, List<TrustedField> kept, boolean credential) {
    public static final ToldFields NONE = new ToldFields(Set.of(), List.of(), false);

    /** The answer needn't be looked at as a document. */
    public boolean isEmpty() {
        return trusted.isEmpty() && kept.isEmpty();
    }

    public static ToldFields trusting(Set<TrustedField> trusted) {
        return new ToldFields(trusted, List.of(), false);
    }
}
