package dev.mandate.audit.risk;

import dev.mandate.audit.engine.commits.CommitPace;
import dev.mandate.audit.engine.completeness.Inputs;
import dev.mandate.audit.engine.job.RiskTopology;
import dev.mandate.audit.engine.profiles.Profiles;
import dev.mandate.audit.engine.records.BoundedClients;
import dev.mandate.audit.engine.records.ReplacedThreads;
import dev.mandate.audit.engine.stored.StoredForm;
import dev.mandate.audit.engine.surroundings.Catalog;
import dev.mandate.audit.engine.surroundings.Suppressions;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.audit.identities.Accountable;
import dev.mandate.audit.rules.RuleSource;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.risk.ProfileTally;
import dev.mandate.events.risk.SuppressionState;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.Topology;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the risk job together. */
@ApplicationScoped
class RiskConfig implements Surroundings {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration SHORTEST_REPORT = Duration.ofMinutes(1);
    private static final Duration LONGEST_REPORT = Duration.ofHours(12);

    private final Inputs inputs = new Inputs();
    private final CommitPace commits = new CommitPace();
    private final Duration reportedWithin;
    private final int storedForm;
    private final RuleSource rules;
    private final Accountable accountable;
    private final Catalog catalog = new Catalog();
    private final StateProjection<CatalogEntry> entries;
    private final Profiles profiles = new Profiles();
    private final StateProjection<ProfileTally> tallies;
    private final Suppressions suppressions = new Suppressions();
    private final StateProjection<SuppressionState> suppressionStates;

    @Inject
    RiskConfig(
            RuleSource rules,
            Accountable accountable,
            StateProjections projections,
            MeterRegistry metrics,
            @ConfigProperty(name = "mandate.risk.reported-within", defaultValue = "15m") Duration reportedWithin,
            @ConfigProperty(name = "mandate.risk.stored-form", defaultValue = "" + StoredForm.BEFORE) int storedForm) {
        if (reportedWithin.compareTo(SHORTEST_REPORT) < 0 || reportedWithin.compareTo(LONGEST_REPORT) > 0)
            throw new IllegalArgumentException("mandate.risk.reported-within is 1 minute to 12 hours");
        if (storedForm < StoredForm.BEFORE || storedForm > StoredForm.NEWEST)
            throw new IllegalArgumentException(
                    "mandate.risk.stored-form is %d, which the version before reads too, or %d"
                            .formatted(StoredForm.BEFORE, StoredForm.NEWEST));
        this.reportedWithin = reportedWithin;
        this.storedForm = storedForm;
        this.rules = rules;
        this.accountable = accountable;
        this.entries = projections.of(CatalogEntry.FAMILY, StateListener.of(catalog::apply, catalog::forget));
        this.tallies = projections.of(ProfileTally.FAMILY, StateListener.of(profiles::apply, profiles::forget));
        this.suppressionStates =
                projections.of(SuppressionState.FAMILY, StateListener.of(suppressions::apply, suppressions::forget));
        metrics.gauge("mandate_profile_tallies", profiles, Profiles::size);
    }

    @Produces
    @Singleton
    Topology topology() {
        return RiskTopology.topology(rules, this, inputs, commits);
    }

    @Produces
    @Singleton
    KafkaClientSupplier clients(InstantSource clock) {
        return new BoundedClients(
                Set.of(TopicCatalogue.AGENT_ACTIONS.name(), TopicCatalogue.AUTHZ_DECISIONS.name()),
                inputs,
                commits,
                clock,
                () -> notCaughtUp().isEmpty());
    }

    @Produces
    @Singleton
    Inputs inputs() {
        return inputs;
    }

    @Produces
    @Singleton
    ReplacedThreads threads(InstantSource clock, MeterRegistry metrics) {
        return new ReplacedThreads(clock, metrics.counter("mandate_risk_replaced_threads")::increment);
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        entries.start();
        tallies.start();
        suppressionStates.start();
    }

    void stop(@Observes ShutdownEvent event) {
        entries.close();
        tallies.close();
        suppressionStates.close();
    }

    @Override
    public void awaitReady() {
        while (!notCaughtUp().isEmpty()) pause(LOOK);
    }

    /** What is judged by and has not been read yet, as it was when the service started. */
    Set<String> notCaughtUp() {
        var left = new TreeSet<String>();
        if (!rules.caughtUp()) left.add("rules");
        if (!accountable.caughtUp()) left.add("identities and delegations");
        for (var projection : List.of(entries, tallies, suppressionStates))
            if (!projection.caughtUp()) left.add(projection.topic());
        return left;
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped meanwhile", e);
        }
    }

    @Override
    public int storedForm() {
        return storedForm;
    }

    @Override
    public Duration reportedWithin() {
        return reportedWithin;
    }

    @Override
    public Optional<CatalogEntry.Tool> tool(String id) {
        return catalog.tool(id);
    }

    @Override
    public Optional<String> taskWords(SessionId session) {
        return accountable.taskWords(session);
    }

    @Override
    public List<String> taskTools(SessionId session) {
        return accountable.taskTools(session);
    }

    @Override
    public Profiles profiles() {
        return profiles;
    }

    @Override
    public boolean ownDomain(String domain) {
        return catalog.ownDomain(domain);
    }

    @Override
    public List<String> taskIdentifiers(SessionId session) {
        return accountable.taskIdentifiers(session);
    }

    @Override
    public Optional<SuppressionState> suppression(String rule, Map<String, String> group, Instant now) {
        return suppressions.of(rule, group, now);
    }

    @Override
    public Optional<IdentityId> accountablePerson(ActionEvent action) {
        return accountable.person(action.session(), action.delegation(), action.agent());
    }

    @Override
    public Optional<IdentityId> accountablePerson(SessionId session) {
        var of = session.value().indexOf(':');
        return accountable.person(
                session, null, of < 0 ? null : new IdentityId(session.value().substring(of + 1)));
    }
}
