package dev.mandate.identity.identities;

import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentDescription.Autonomy;
import dev.mandate.events.identity.AgentFacts;
import dev.mandate.events.ids.IdentityId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of a row that only an agent has. */
@Embeddable
class AgentPartRow {
    private static final String BETWEEN = " ";

    @Nullable
    String model;

    @Column(name = "model_version")
    @Nullable
    String modelVersion;

    @Nullable
    String provider;

    @Enumerated(EnumType.STRING)
    @Nullable
    Autonomy autonomy;

    /** Words with spaces between; null for none. */
    @Nullable
    String protocols;

    /** Ids of the agents above it with spaces between, the one that made it first; null for none. It never changes. */
    @Nullable
    String lineage;

    /** {@code sub} of who has set by hand when it may act; null where nobody has, or its platform alone. */
    @Column(name = "bounded_by")
    @Nullable
    String boundedBy;

    static AgentPartRow madeBy(List<IdentityId> above) {
        var part = new AgentPartRow();
        if (!above.isEmpty())
            part.lineage =
                    String.join(BETWEEN, above.stream().map(IdentityId::value).toList());
        return part;
    }

    void describe(@Nullable AgentDescription described) {
        model = described == null ? null : described.model();
        modelVersion = described == null ? null : described.version();
        provider = described == null ? null : described.provider();
        autonomy = described == null ? null : described.autonomy();
        protocols = described == null || described.protocols().isEmpty()
                ? null
                : String.join(BETWEEN, described.protocols());
    }

    /** Null where nothing is told. */
    static @Nullable AgentFacts facts(@Nullable AgentPartRow kept, boolean confirmed, @Nullable String environment) {
        var it = kept == null ? new AgentPartRow() : kept;
        var described = new AgentDescription(
                it.model, it.modelVersion, it.provider, environment, it.autonomy, words(it.protocols));
        var parent = above(it.lineage).findFirst().orElse(null);
        if (described.saysNothing() && parent == null) return null;
        return new AgentFacts(confirmed, described.saysNothing() ? null : described, parent);
    }

    static Stream<IdentityId> above(@Nullable String lineage) {
        return words(lineage).stream().map(IdentityId::new);
    }

    private static List<String> words(@Nullable String joined) {
        return joined == null ? List.of() : Arrays.asList(joined.split(BETWEEN));
    }
}
