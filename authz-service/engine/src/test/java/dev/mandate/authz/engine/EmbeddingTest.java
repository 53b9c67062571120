package dev.mandate.authz.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.DecisionPipeline;
import dev.mandate.authz.engine.decisions.DecisionWorld;
import dev.mandate.authz.engine.decisions.Freshness;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.policies.Policies;
import dev.mandate.authz.engine.policies.PolicyFiles;
import dev.mandate.authz.engine.policies.PolicySetVersion;
import dev.mandate.authz.engine.recording.BufferedActions;
import dev.mandate.authz.engine.recording.DecisionLog;
import dev.mandate.authz.engine.recording.DecisionMeter;
import dev.mandate.authz.engine.recording.DecisionRecorder;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.authz.engine.recording.DemandedState;
import dev.mandate.authz.engine.recording.JudgementPatience;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.CatalogEntry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The example of the README, which {@link ReadmeTest} holds to what stands here. */
class EmbeddingTest {
    private final InstantSource clock = () -> DecisionWorld.NOW;
    private final DecisionWorld world = new DecisionWorld();
    private final List<DecisionEvent> recorded = new ArrayList<>();

    @Test
    void what_is_embedded_allows_what_the_policies_permit_and_its_record_comes_first() {
        assertThat(ask("ada")).succeedsWithin(Duration.ZERO).matches(Verdict::allowed);
        assertThat(recorded)
                .singleElement()
                .isInstanceOfSatisfying(
                        Decided.class, record -> assertThat(record.allowed()).isTrue());
    }

    @Test
    void what_no_policy_permits_is_a_denial_that_says_what_would_change_it() {
        assertThat(ask("finn")).succeedsWithin(Duration.ZERO).satisfies(answer -> {
            assertThat(answer.reason()).isEqualTo(Reason.PERSON_POLICY);
            assertThat(answer.explanation()).contains("changes this");
        });
    }

    private CompletableFuture<Verdict> ask(String person) {
        return ask(
                DecisionWorld.id(person).value(),
                world.directory.identities().all(),
                world.directory.access().all(),
                world.directory.catalogue().all(CatalogEntry.class),
                new Recorder(recorded));
    }

    private CompletableFuture<Verdict> ask(
            String person,
            Collection<IdentityState> identities,
            Collection<AccessState> access,
            Collection<CatalogEntry> catalogue,
            DecisionRecorder recorder) {
        // README: what is known, as its owners publish it: from topics, a file, a test
        var directory = Directory.empty();
        identities.forEach(it -> directory.identities().apply(it.identity().value(), it));
        access.forEach(it -> directory.access().apply(it.identity().value(), it));
        catalogue.forEach(directory.catalogue()::apply);
        // the policies in force: here those that are shipped
        var policies = Policies.ofFiles();
        policies.standIn(PolicySetVersion.MAIN, PolicyFiles.shipped());
        // how old what is known may be; what lies in memory is always of now
        var bound = Duration.ofSeconds(30);
        var pipeline = new DecisionPipeline(
                directory,
                Delegations.empty(),
                policies::current,
                Sessions.empty(),
                () -> new Freshness(Map.of("memory", clock.instant()), bound),
                Duration.ofMinutes(5),
                clock);
        // an allow leaves once it is on record, wherever records go
        var buffered = new BufferedActions(Set.of(), directory.catalogue());
        var log = new DecisionLog(recorder, buffered, DecisionMeter.NONE, Duration.ofSeconds(2), clock);
        var decisions = new Decisions(pipeline, log, DecisionMeter.NONE, DemandedState.NONE, JudgementPatience.NONE);
        var question = Question.call("person", person, "crm.read_contact", Map.of(), "example");
        return decisions.decide(question, List.of(), answer -> answer, Runnable::run);
        // end
    }

    /** On a list, where a service has a topic. */
    private record Recorder(List<DecisionEvent> events) implements DecisionRecorder {
        @Override
        public void record(DecisionEvent event, @Nullable String traceparent) {
            events.add(event);
        }

        @Override
        public @Nullable Underway record(
                DecisionEvent event, @Nullable String traceparent, Consumer<@Nullable Throwable> done) {
            events.add(event);
            done.accept(null);
            return otherwise -> {};
        }

        @Override
        public void recordAfter(DecisionEvent event, @Nullable String traceparent) {
            events.add(event);
        }
    }
}
