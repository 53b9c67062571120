package dev.mandate.authz.decisions;

import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.decisions.DecisionPipeline;
import dev.mandate.authz.engine.decisions.Freshness;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.policies.Compilation;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.policies.PolicyFiles;
import dev.mandate.authz.engine.policies.PolicySetVersion;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.ToolLabel;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first decision loads what each is made by: the guards, what reads a task's words and a call's arguments, policies' values, the record.
 * One is made before the service takes connections, in a world of its own, and recorded nowhere: else it holds an event loop for as long, with
 * whoever is answered by it.
 */
@Singleton
class FirstDecision {
    private static final String NAME = "first";
    private static final IdentityId PERSON = new IdentityId(IdentityId.PERSON + NAME);
    private static final IdentityId AGENT = new IdentityId(IdentityId.AGENT + NAME);
    private static final DelegationId TASK = new DelegationId("del_first");
    private static final String TOOL = "first.send";
    private static final Duration ANY = Duration.ofMinutes(1);

    private final InstantSource clock;

    FirstDecision(InstantSource clock) {
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        var verdict = verdict();
        record(verdict);
    }

    /** About a call by which data leaves, under a task in words. */
    Verdict verdict() {
        var now = clock.instant();
        var book = book();
        var pipeline = new DecisionPipeline(
                directory(now),
                delegations(now),
                () -> book,
                Sessions.empty(),
                () -> new Freshness(Map.of(NAME, now), ANY, new Freshness(Map.of(NAME, now), ANY)),
                ANY,
                clock);
        return pipeline.claim(new Question(
                "agent",
                AGENT.value(),
                Question.Action.of("call"),
                "tool",
                TOOL,
                Map.of("to", "first@first.example", "body", "The first letter"),
                Map.of(),
                TASK,
                null,
                Question.Proof.NONE,
                NAME,
                null,
                null));
    }

    WireRecord record(Verdict verdict) {
        return CloudEventCodec.encode(
                DecisionEvent.FAMILY,
                new Envelope<>(NAME, verdict.id().value(), verdict.at(), verdict.event(Logged.ACKNOWLEDGED), null));
    }

    /** As {@code Policies} would have it, which says in the log what is in force. */
    private static PolicyBook book() {
        return Compilation.of(PolicySetVersion.MAIN, NAME, PolicyFiles.shipped(), List.of())
                .fold(
                        compiled -> new PolicyBook(
                                PolicySet.compile(compiled.version().policies()), NAME),
                        refused -> PolicyBook.NONE);
    }

    private static Directory directory(Instant now) {
        var directory = Directory.empty();
        directory
                .identities()
                .apply(PERSON.value(), IdentityState.person(PERSON, NAME).build());
        directory
                .identities()
                .apply(
                        AGENT.value(),
                        IdentityState.agent(AGENT, PERSON, NAME)
                                .platform(NAME)
                                .purpose("assistant")
                                .build());
        directory
                .access()
                .apply(
                        PERSON.value(),
                        new AccessState(
                                PERSON,
                                1,
                                false,
                                Employment.ACTIVE,
                                1,
                                Instant.EPOCH,
                                NAME,
                                new WorkerAttributes(
                                        "First", "First", "first@first.example", "Sales", "Lead", "DE", null),
                                List.of(new Grant(
                                        GrantId.next(), "employee", Grant.Kind.BIRTHRIGHT, now, null, "birthright"))));
        directory
                .catalogue()
                .apply(new CatalogEntry.Tool(
                        TOOL,
                        1,
                        false,
                        TOOL,
                        NAME,
                        Set.of(ToolLabel.EGRESS),
                        Map.of(
                                "type",
                                "object",
                                "properties",
                                Map.of("to", Map.of("type", "string"), "body", Map.of("type", "string")))));
        return directory;
    }

    private static Delegations delegations(Instant now) {
        var delegations = Delegations.empty();
        delegations
                .states()
                .apply(
                        TASK.value(),
                        new DelegationState(
                                TASK,
                                1,
                                false,
                                SessionId.of(TASK),
                                null,
                                PERSON,
                                AGENT,
                                "Send the first letter to first@first.example",
                                List.of("first@first.example"),
                                List.of(new ToolScope(TOOL, List.of())),
                                now,
                                now.plus(ANY),
                                DelegationState.Status.ACTIVE,
                                null,
                                1,
                                null,
                                null));
        return delegations;
    }
}
