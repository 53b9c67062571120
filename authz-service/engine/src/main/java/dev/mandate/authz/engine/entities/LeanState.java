package dev.mandate.authz.engine.entities;

import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentFacts;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.Grant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Of a record, what decisions look at, with what many records have in common held once: a million identities with ten roles each would
 * not fit otherwise.
 */
public final class LeanState {
    /** A grant that has begun counts as if it always had; long enough before now that no clock which is set back finds it ahead. */
    private static final Duration LONG_BEGUN = Duration.ofDays(1);

    private static final String UNUSED = "-";
    private static final GrantId ANY = new GrantId(GrantId.PREFIX + "any");

    private final ConcurrentHashMap<String, String> texts = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Grant> standing = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<AgentDescription, AgentDescription> descriptions = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public LeanState(InstantSource clock) {
        this.clock = clock;
    }

    public AccessState access(AccessState state) {
        var begunBy = clock.instant().minus(LONG_BEGUN);
        return new AccessState(
                state.identity(),
                state.revision(),
                state.deleted(),
                state.employment(),
                state.employmentNumber(),
                state.employmentFrom(),
                UNUSED,
                attributes(state.attributes()),
                state.grants().stream().map(grant -> grant(grant, begunBy)).toList());
    }

    public IdentityState identity(IdentityState state) {
        return new IdentityState(
                state.identity(),
                state.revision(),
                state.deleted(),
                state.kind(),
                state.status(),
                shared(state.statusReason()),
                UNUSED,
                null,
                state.owner(),
                shared(state.platform()),
                state.purpose(), // each has its own
                state.tokensVoidBefore(),
                state.employmentNumber(),
                state.validity(),
                workload(state.workload()),
                state.device(),
                agent(state.agent()),
                state.devices());
    }

    /** What nobody has confirmed no decision looks at. */
    private @Nullable AgentFacts agent(@Nullable AgentFacts of) {
        var described = of == null || !of.confirmed() ? null : of.described();
        if (of == null || described == null && of.parent() == null) return null;
        var known = described == null ? null : descriptions.putIfAbsent(described, described);
        return new AgentFacts(of.confirmed(), known == null ? described : known, of.parent());
    }

    private @Nullable WorkloadFacts workload(@Nullable WorkloadFacts of) {
        return of == null ? null : new WorkloadFacts(of.kind(), of.status(), of.confirmed(), shared(of.environment()));
    }

    private Grant grant(Grant grant, Instant begunBy) {
        if (grant.until() == null && grant.from().isBefore(begunBy))
            return standing.computeIfAbsent(
                    grant.role(),
                    role -> new Grant(ANY, one(role), Grant.Kind.BIRTHRIGHT, Instant.EPOCH, null, UNUSED));
        return new Grant(ANY, one(grant.role()), grant.kind(), grant.from(), grant.until(), UNUSED);
    }

    private @Nullable WorkerAttributes attributes(@Nullable WorkerAttributes of) {
        if (of == null) return null;
        return new WorkerAttributes(
                UNUSED, UNUSED, of.email(), one(of.department()), one(of.title()), one(of.country()), null);
    }

    private @Nullable String shared(@Nullable String text) {
        return text == null ? null : one(text);
    }

    private String one(String text) {
        var known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }
}
