package dev.mandate.identity.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.devices.Device;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is asked for a task lowers its limits and names to whom it may send before he agrees; he widens nothing. */
@QuarkusTest
class NarrowedTaskIT {
    private static final String SERVER = "n" + UUID.randomUUID().toString().substring(0, 8);
    private static final String PAY = SERVER + ".pay";
    private static final String SEND = SERVER + ".send";
    private static final String TASK = """
            [{"type": "mandate_task", "task": "pay what is due", "duration": "PT30M", "tools": [
              {"tool": "%s", "constraints": [
                {"argument": "amount", "operator": "AT_MOST", "values": ["500"]},
                {"argument": "account", "operator": "ONE_OF", "values": ["DE-1", "DE-2"]}]},
              {"tool": "%s"}]}]""".formatted(PAY, SEND);
    private static final String BO = "bo@partner.example";
    private static boolean catalogued;

    @Inject
    Pool database;

    @BeforeEach
    void the_catalogue_has_what_pays_and_what_sends() {
        Api.issuerIsRegistered();
        if (catalogued) return;
        CataloguedTools.has(SERVER, PAY, "Pay an invoice", List.of("amount#", "account"), ToolLabel.MONEY);
        CataloguedTools.has(SERVER, SEND, "Send a mail", List.of("to[]", "cc[]", "subject", "size#"), ToolLabel.EGRESS);
        catalogued = true;
    }

    @Test
    void what_he_lowers_and_whom_he_names_is_in_the_token_the_delegation_and_the_trail() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        var ada = SignedIn.withPassword("Ada");
        var page = agent.asks(ada.browser(), TASK);
        assertThat(page.body())
                .contains("Limit it further")
                .contains("name=\"limit-0-asked-0\" value=\"500\"")
                .contains("Only to these, and nobody else")
                .contains("Holds for cc and to.")
                .doesNotContain("<details open");
        var back = Asker.back(Asker.answers(
                ada.browser(),
                page,
                "agree",
                "tool",
                "0",
                "tool",
                "1",
                "minutes",
                "15",
                "limit-0-asked-0",
                "200",
                "limit-0-asked-1",
                "DE-2",
                "limit-1-to",
                BO,
                "limit-1-calls",
                "4",
                "limit-1-most-size",
                "1000"));
        var tokens = agent.redeems(back.get("code"))
                .statusCode(200)
                .body("authorization_details[0].tools[0].constraints[0].values", equalTo(List.of("200")))
                .body("authorization_details[0].tools[0].constraints[1].values", equalTo(List.of("DE-2")))
                .body("authorization_details[0].tools[1].constraints[0]", hasEntry("operator", "CALLS"))
                .body("authorization_details[0].tools[1].constraints[1]", hasEntry("optional", true))
                .extract();
        String delegation = tokens.path("authorization_details[0].delegation");
        var agreed = List.of(
                new ToolScope(
                        PAY,
                        List.of(
                                new Constraint("amount", Operator.AT_MOST, List.of("200")),
                                new Constraint("account", Operator.ONE_OF, List.of("DE-2")))),
                new ToolScope(
                        SEND,
                        List.of(
                                Constraint.calls(4),
                                new Constraint("cc", Operator.ONE_OF, List.of(BO), true),
                                new Constraint("to", Operator.ONE_OF, List.of(BO)),
                                new Constraint("size", Operator.AT_MOST, List.of("1000")))));
        var made = Topics.awaitOn(
                DelegationState.FAMILY, it -> it.delegation().value().equals(delegation));
        assertThat(made.scope()).isEqualTo(agreed);
        var answered = (TokenEvent.AuthorizationAnswered) Topics.awaitOn(
                TokenEvent.FAMILY,
                it -> it instanceof TokenEvent.AuthorizationAnswered yes
                        && yes.client().equals(agent.id()));
        assertThat(answered.task().tools()).isEqualTo(agreed);
        assertThat(answered.task().asked()).extracting(ToolScope::tool).containsExactly(PAY, SEND);
        assertThat(answered.task().until()).isEqualTo(made.expiresAt());
    }

    @Test
    void what_would_widen_it_is_told_beside_its_field_and_all_that_he_typed_stays() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        var ada = SignedIn.withPassword("Ada");
        var page = agent.asks(ada.browser(), TASK);
        var again = Asker.answers(
                ada.browser(),
                page,
                "agree",
                "tool",
                "0",
                "minutes",
                "5",
                "limit-0-asked-0",
                "900",
                "limit-0-asked-1",
                "DE-2\nDE-9",
                "limit-1-to",
                BO);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body())
                .contains("Nothing was agreed to yet")
                .contains("value=\"900\"")
                .contains("This is more than it asked for. Write 500, or less.")
                .contains("aria-invalid=\"true\"")
                .contains("DE-2\nDE-9</textarea>")
                .contains("Not all of this lies within what it asked for, which is account only DE-1 or DE-2.")
                .contains(BO + "</textarea>")
                .contains("<details open")
                .contains("<option value=\"5\" selected>5 minutes</option>")
                .contains("name=\"tool\" value=\"0\" checked>")
                .contains("name=\"tool\" value=\"1\">");
        assertThat(delegationsOf(ada)).isZero();
        // The same page, mended.
        assertThat(Asker.back(Asker.answers(
                        ada.browser(), again, "agree", "tool", "0", "minutes", "5", "limit-0-asked-0", "90")))
                .containsKey("code");
        assertThat(delegationsOf(ada)).isEqualTo(1);
    }

    @Test
    void a_limit_that_limits_nothing_is_none_that_he_is_shown_as_one() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        var ada = SignedIn.withPassword("Ada");
        var limit = "{\"argument\": \"%s\", \"operator\": \"AT_MOST\", \"values\": [\"10\"], \"optional\": %s}";
        var task =
                "[{\"type\": \"mandate_task\", \"task\": \"pay\", \"tools\": [{\"tool\": \"%s\", \"constraints\": [%s]}]}]";
        for (var optional : List.of("true", "false")) {
            var page = agent.asks(ada.browser(), task.formatted(PAY, limit.formatted("sum", optional)));
            assertThat(page.body()).contains("Struck out: it has no argument \u201csum\u201d");
            var again = Asker.answers(ada.browser(), page, "agree", "tool", "0", "minutes", "5");
            assertThat(again.body()).contains("This names a tool that is struck out");
        }
        assertThat(delegationsOf(ada)).isZero();
        var page = agent.asks(ada.browser(), task.formatted(PAY, limit.formatted("amount", "true")));
        assertThat(page.body()).contains("amount from 0 to 10, or none").doesNotContain("Struck out");
    }

    @Test
    void twenty_addresses_have_room() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        var ada = SignedIn.withPassword("Ada");
        var many = IntStream.range(0, 20)
                .mapToObj(at -> at + "x".repeat(180) + "@partner.example")
                .collect(Collectors.joining("\r\n"));
        var page = agent.asks(ada.browser(), TASK);
        var left = Asker.answers(ada.browser(), page, "look", "tool", "1", "minutes", "5", "limit-1-to", many);
        assertThat(left.status()).isEqualTo(200);
        assertThat(left.body()).contains("<li>to only 0xxx").doesNotContain("class=\"problem\"");
    }

    @Test
    void what_another_site_filled_in_does_not_stand_on_the_page() {
        var client = McpApplication.registered("Editor " + UUID.randomUUID());
        var ada = SignedIn.withPassword("Ada").browser();
        var page = client.asks(ada, SERVER);
        var request = page.request();
        var again = ada.post(
                "/oauth2/consent",
                "form",
                "forged",
                "request",
                request,
                "answer",
                "agree",
                "tool",
                SEND,
                "words",
                "send it all to Eve");
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.body()).doesNotContain("to Eve").doesNotContain("value=\"" + SEND + "\" checked>");
    }

    @Test
    void who_looks_at_what_he_leaves_has_agreed_to_nothing() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        var ada = SignedIn.withPassword("Ada");
        var page = agent.asks(ada.browser(), TASK);
        var left = Asker.answers(
                ada.browser(), page, "look", "tool", "1", "minutes", "5", "limit-1-calls", "4", "limit-1-to", BO);
        assertThat(left.status()).isEqualTo(200);
        assertThat(left.body())
                .contains("Nothing is agreed to yet. This is what you would leave it;")
                .contains("<li>called 4 times at most</li>")
                .contains("<li>to only bo@partner.example</li>")
                .contains("<li>cc only bo@partner.example, or none</li>");
        assertThat(delegationsOf(ada)).isZero();
        assertThat(Asker.back(Asker.answers(ada.browser(), left, "refuse"))).containsEntry("error", "access_denied");
        String code = agent.begins(TASK).statusCode(200).extract().path("user_code");
        var device = Device.typed(ada.browser(), code);
        var again = Device.answers(ada.browser(), device, "look", "tool", "1", "minutes", "5", "limit-1-calls", "4");
        assertThat(again.body()).contains("<li>called 4 times at most</li>");
        assertThat(Device.answers(ada.browser(), again, "agree", "tool", "1", "minutes", "5", "limit-1-calls", "4")
                        .body())
                .contains("goes on");
    }

    @Test
    void a_limit_that_has_no_place_any_more_is_not_passed_over() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        var ada = SignedIn.withPassword("Ada");
        var page = agent.asks(ada.browser(), TASK);
        var again = Asker.answers(
                ada.browser(), page, "agree", "tool", "1", "minutes", "5", "limit-1-only-body", "nothing secret");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body()).contains("one of your limits has no place any more");
        assertThat(delegationsOf(ada)).isZero();
    }

    @Test
    void at_a_device_it_is_the_same() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        String code = agent.begins(TASK).statusCode(200).extract().path("user_code");
        var ada = SignedIn.withPassword("Ada");
        var page = Device.typed(ada.browser(), code);
        var again = Device.answers(ada.browser(), page, "agree", "tool", "0", "minutes", "5", "limit-0-asked-0", "900");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body())
                .contains("value=\"900\"")
                .contains("This is more than it asked for. Write 500, or less.")
                .contains("<option value=\"5\" selected>5 minutes</option>");
        assertThat(Device.answers(ada.browser(), again, "agree", "tool", "0", "minutes", "5", "limit-0-asked-0", "90")
                        .body())
                .contains("goes on");
        var made =
                Topics.awaitOn(DelegationState.FAMILY, it -> it.agent().value().equals(agent.id()));
        assertThat(made.scope().get(0).constraints())
                .contains(new Constraint("amount", Operator.AT_MOST, List.of("90")));
    }

    @Test
    void and_for_a_client_that_is_pointed_at_a_server() {
        var client = McpApplication.registered("Editor " + UUID.randomUUID());
        var ada = SignedIn.withPassword("Ada").browser();
        var page = client.asks(ada, SERVER);
        var to = "limit-" + SEND + "-to";
        var again = Asker.answers(
                ada, page, "agree", "tool", SEND, "minutes", "15", "words", "tell Bo", to, BO + "\n@partner.example");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body())
                .contains("Name things of one kind")
                .contains("value=\"tell Bo\"")
                .contains("value=\"" + SEND + "\" checked>");
        var back = Asker.back(Asker.answers(
                ada, again, "agree", "tool", SEND, "minutes", "15", "words", "tell Bo", to, "@partner.example"));
        client.redeems(back.get("code"))
                .statusCode(200)
                .body("authorization_details[0].tools[0].constraints[1].operator", equalTo("DOMAIN_IN"))
                .body("authorization_details[0].tools[0].constraints[1].values", equalTo(List.of("partner.example")));
    }

    private int delegationsOf(SignedIn person) {
        return database.preparedQuery("SELECT id FROM delegations WHERE delegator_id = $1")
                .executeAndAwait(Tuple.of(person.person().id().value()))
                .size();
    }
}
