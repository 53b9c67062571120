package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.lifecycle.ToolLabel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StaleIfErrorTest {
    private static final String NEWS = "news.read";

    private final DecisionWorld world = new DecisionWorld();

    StaleIfErrorTest() {
        world.tool(NEWS, "news", Map.of(), ToolLabel.UNTRUSTED);
        world.tool("news.post", "news", Map.of(), ToolLabel.STATE);
        world.tool("news.drafts", "news", Map.of(), ToolLabel.PRIVATE);
        world.tool("news.mail", "news", Map.of(), ToolLabel.EGRESS);
        world.delegation("read", null, "ada", "researcher", List.of(new ToolScope(NEWS, List.of())));
    }

    @Test
    void while_an_owner_is_down_reads_of_public_data_go_on_for_as_long_as_the_policy_says() {
        permits("Person", "600");
        lastHeardOf(599);
        var verdict = ask("ada", NEWS, null);
        assertThat(verdict.allowed()).isTrue();
        assertThat(verdict.guards().get(verdict.guards().size() - 1)).satisfies(guard -> {
            assertThat(guard.about()).isEqualTo("access");
            assertThat(guard.policies()).contains("goes-on");
        });
        lastHeardOf(601);
        assertThat(ask("ada", NEWS, null).reason()).isEqualTo(Reason.STALE_PROJECTION);
    }

    @Test
    void nothing_goes_on_where_no_policy_says_so() {
        world.book = ShippedPolicies.with(
                "goes-on.cedar", "@id(\"goes-on\") permit (principal is Mandate::Person, action, resource);");
        lastHeardOf(31);
        assertThat(ask("ada", NEWS, null).reason()).isEqualTo(Reason.STALE_PROJECTION);
    }

    @Test
    void whatever_the_policy_says_nothing_goes_on_that_changes_sends_or_reads_what_is_private() {
        permits("Person", "600");
        lastHeardOf(60);
        for (var tool : List.of("news.post", "news.drafts", "news.mail", "payments.transfer"))
            assertThat(ask("ada", tool, null).reason()).as(tool).isEqualTo(Reason.STALE_PROJECTION);
    }

    @Test
    void an_agent_goes_on_only_as_long_as_policies_say_for_it_and_for_each_delegator() {
        permits("Person", "600");
        lastHeardOf(60);
        assertThat(ask("researcher", NEWS, "read").reason()).isEqualTo(Reason.STALE_PROJECTION);

        world.book = ShippedPolicies.with(
                "goes-on.cedar", policy("Person", "person", "600") + policy("Agent", "agent", "120"));
        assertThat(ask("researcher", NEWS, "read").allowed()).isTrue();
        lastHeardOf(121);
        assertThat(ask("researcher", NEWS, "read").reason()).isEqualTo(Reason.STALE_PROJECTION);
    }

    private void lastHeardOf(int secondsAgo) {
        world.completeUntil.put("access", DecisionWorld.NOW.minusSeconds(secondsAgo));
    }

    private void permits(String type, String seconds) {
        world.book = ShippedPolicies.with("goes-on.cedar", policy(type, "goes-on", seconds));
    }

    private static String policy(String type, String id, String seconds) {
        return "@id(\"" + id + "\") @stale_if_error(\"" + seconds + "\") permit (principal is Mandate::" + type
                + ", action, resource);\n";
    }

    private Verdict ask(String subject, String tool, String delegation) {
        var id = DecisionWorld.id(subject);
        return world.decide(new Question(
                id.isPerson() ? "person" : "agent",
                id.value(),
                Question.Action.of("call"),
                "tool",
                tool,
                Map.of(),
                Map.of(),
                delegation == null ? null : DecisionWorld.delegationId(delegation),
                null,
                new Question.Proof(
                        List.of(new Question.Token(id.value(), Instant.parse("2026-03-02T09:59:30Z"))),
                        null,
                        Authentication.UNKNOWN,
                        null),
                "test",
                null,
                null));
    }
}
