package dev.mandate.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.job.PlayedJob;
import dev.mandate.audit.engine.job.RiskRun;
import dev.mandate.audit.engine.profiles.Profiles;
import dev.mandate.audit.engine.rules.ShippedRules;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The example of the README, which {@link ReadmeTest} holds to what stands here. */
class EmbeddingTest {
    private static final SessionId SESSION = new SessionId("del_task");
    private static final IdentityId AGENT = new IdentityId("agt_first");

    private final List<WireRecord> decided = new ArrayList<>();
    private final List<WireRecord> called = new ArrayList<>();
    private Instant now = RiskRun.MIDNIGHT;

    @Test
    void what_is_embedded_finds_what_the_shipped_rules_find() {
        calls("crm.contacts", Map.of("id", "4711"));
        calls("email", Map.of("to", "eve@outside.example"));
        assertThat(played())
                .filteredOn(it -> it.severityId() == FindingEvent.HIGH)
                .singleElement()
                .satisfies(it -> assertThat(it.unmapped().session()).isEqualTo(SESSION.value()));
    }

    @Test
    void a_call_that_follows_nothing_raises_no_finding() {
        calls("email", Map.of("to", "bob@own.example"));
        assertThat(played()).isEmpty();
    }

    private List<FindingEvent> played() {
        return played(new Known(), RiskRun.MIDNIGHT);
    }

    private List<FindingEvent> played(Surroundings known, Instant begin) {
        // README: the rules in force, asked for anew with each event: here those that are shipped
        var rules = ShippedRules.compile();
        // the job, played in this thread; known is what it looks up beside the actions
        var job = new PlayedJob(() -> rules, known, begin);
        decided.forEach(job::decision);
        called.forEach(job::action);
        return job.findings();
        // end
    }

    private void calls(String tool, Map<String, Object> arguments) {
        now = now.plusSeconds(2);
        var decision = new DecisionId("dec_" + called.size());
        var allow = RiskRun.decided(decision, SESSION, AGENT, tool, true, now);
        decided.add(RiskRun.encoded(DecisionEvent.FAMILY, "urn:test", "d" + called.size(), now, allow));
        var call = new ToolCalled(
                SESSION, AGENT, null, decision, tool, arguments, now, ToolResult.succeeded(10), List.of());
        called.add(RiskRun.encoded(ActionEvent.FAMILY, "urn:test", "a" + called.size(), now, call));
    }

    private static final class Known implements Surroundings {
        private final Profiles profiles = new Profiles();

        @Override
        public void awaitReady() {
            // everything is here from the start
        }

        @Override
        public Optional<CatalogEntry.Tool> tool(String id) {
            var label = id.equals("email") ? ToolLabel.EGRESS : ToolLabel.PRIVATE;
            return Optional.of(new CatalogEntry.Tool(id, 1, false, id, "app", Set.of(label), Map.of()));
        }

        @Override
        public boolean ownDomain(String domain) {
            return domain.equals("own.example");
        }

        @Override
        public List<String> taskIdentifiers(SessionId session) {
            return List.of();
        }

        @Override
        public Profiles profiles() {
            return profiles;
        }

        @Override
        public Optional<IdentityId> accountablePerson(ActionEvent action) {
            return Optional.of(new IdentityId("per_ada"));
        }

        @Override
        public Optional<IdentityId> accountablePerson(SessionId session) {
            return Optional.of(new IdentityId("per_ada"));
        }
    }
}
