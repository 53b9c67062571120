package dev.mandate.identity.consent;

import static dev.mandate.identity.consent.Asker.details;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.catalogue.Catalogue;
import dev.mandate.identity.devices.Device;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConsentIT {
    private static final String PAY = "consent.pay-" + UUID.randomUUID();
    private static final String READ = "consent.read-" + UUID.randomUUID();
    private static boolean catalogued;

    @Inject
    Pool database;

    @Inject
    Catalogue catalogue;

    @BeforeEach
    void the_catalogue_has_two_tools() {
        if (catalogued) return;
        Topics.publish(
                CatalogEntry.FAMILY,
                new CatalogEntry.Tool(PAY, 1, false, "Pay an invoice", "invoices", Set.of(), Map.of(), "Moves money."));
        Topics.publish(
                CatalogEntry.FAMILY,
                new CatalogEntry.Tool(READ, 1, false, "Read invoices", "invoices", Set.of(), Map.of(), null));
        Awaitility.await()
                .atMost(Topics.SOON)
                .until(() ->
                        catalogue.tool(PAY).isPresent() && catalogue.tool(READ).isPresent());
        catalogued = true;
    }

    @Test
    void a_person_sees_the_task_takes_a_tool_off_shortens_it_and_the_agents_token_is_bound_to_what_is_left() {
        var emil = Workforce.joins("Emil");
        var agent = Asker.of(emil, "Clerk", "EVERYBODY");
        var ada = SignedIn.withPassword("Ada");
        var page = agent.asks(ada.browser(), details("PT1H", PAY, READ));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.body())
                .contains("Let Clerk do this for you?")
                .contains("is Emil Example&#39;s")
                .contains("runs on desk, for invoices")
                .contains("pay what is due")
                .contains("what it may do, and never to whom")
                .contains("the agent's words, not yours")
                .contains("Pay an invoice")
                .contains("Moves money.")
                .contains("amount from 0 to 500")
                .contains("that is decided with each call, and not known here")
                .contains("<option value=\"60\" selected>1 hour</option>")
                .contains("<option value=\"15\">15 minutes</option>")
                .doesNotContain("<script");
        assertThat(page.header("Content-Security-Policy"))
                .contains("frame-ancestors 'none'")
                .contains("form-action 'self' https://agent.example");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");

        var back = Asker.back(Asker.answers(ada.browser(), page, "agree", "tool", "1", "minutes", "15"));
        assertThat(back).containsEntry("state", "a-state").containsEntry("iss", Api.US);
        var tokens = agent.redeems(back.get("code"))
                .statusCode(200)
                .body("refresh_token", nullValue())
                .body("id_token", nullValue())
                .body("authorization_details[0].type", equalTo("mandate_task"))
                .body("authorization_details[0].tools.tool", equalTo(List.of(READ)))
                .extract();
        var claims = Api.claims(tokens.path("access_token"));
        String delegation = tokens.path("authorization_details[0].delegation");
        assertThat(claims.getSubject()).isEqualTo(ada.person().id().value());
        assertThat(claims.getClaims())
                .containsEntry("delegation_id", delegation)
                .containsEntry("client_id", agent.id())
                .containsEntry("act", Map.of("sub", agent.id()))
                .containsKey("session_id")
                .doesNotContainKeys("acr", "sid", "auth_time");
        var made = Topics.awaitOn(
                DelegationState.FAMILY, it -> it.delegation().value().equals(delegation));
        assertThat(made.delegator()).isEqualTo(ada.person().id());
        assertThat(made.wordedBy()).hasToString(agent.id());
        assertThat(Duration.between(made.createdAt(), made.expiresAt()))
                .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(16));
        var answered = (TokenEvent.AuthorizationAnswered) Topics.awaitOn(
                TokenEvent.FAMILY,
                it -> it instanceof TokenEvent.AuthorizationAnswered yes
                        && yes.client().equals(agent.id()));
        assertThat(answered.way()).isEqualTo("page");
        assertThat(answered.delegation()).isEqualTo(made.delegation());
        // Until it ends, the agent gets others by token exchange, as for any delegation.
        agent.takesUp(delegation).statusCode(200);
        // And it is known whose words they are for as long as it is known at all.
        Api.as(Api.accessToken(Api.signIn(ada.person())))
                .post("/delegations/" + delegation + "/revoke")
                .then()
                .statusCode(200);
        var ended = Topics.awaitOn(
                DelegationState.FAMILY,
                it -> it.delegation().value().equals(delegation) && it.status() == DelegationState.Status.REVOKED);
        assertThat(ended.wordedBy()).hasToString(agent.id());
        assertThat(ended.personsTask()).isEmpty();
    }

    @Test
    void a_form_that_was_widened_by_hand_gives_nothing() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        var ada = SignedIn.withPassword("Ada").browser();
        var page = agent.asks(ada, details("PT15M", READ));
        assertThat(Asker.answers(ada, page, "agree", "tool", "1", "minutes", "15")
                        .body())
                .contains("a tool that you were not shown");
        assertThat(Asker.answers(ada, page, "agree", "tool", PAY, "minutes", "15")
                        .status())
                .isEqualTo(400);
        assertThat(Asker.answers(ada, page, "agree", "tool", "0", "minutes", "16")
                        .body())
                .contains("longer than you were offered");
        assertThat(Asker.answers(ada, page, "agree", "minutes", "15").body()).contains("at least one tool");
        assertThat(Asker.back(Asker.answers(ada, page, "agree", "tool", "0", "minutes", "15")))
                .containsKey("code");
        // And once.
        assertThat(Asker.answers(ada, page, "agree", "tool", "0", "minutes", "15")
                        .body())
                .contains("answered before");
        assertThat(open(agent)).isEqualTo(1);
    }

    @Test
    void who_refuses_gives_nothing_and_the_agent_is_told_so() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        var ada = SignedIn.withPassword("Ada").browser();
        var page = agent.asks(ada, details("PT15M", READ));
        assertThat(Asker.back(Asker.answers(ada, page, "refuse"))).containsEntry("error", "access_denied");
        assertThat(Asker.answers(ada, page, "agree", "tool", "0", "minutes", "15")
                        .body())
                .contains("answered before");
        assertThat(open(agent)).isZero();
        assertThat(Asker.back(ada.get(agent.request(details("PT15M", READ), "prompt", "none"))))
                .containsEntry("error", "consent_required");
    }

    @Test
    void nobody_agrees_to_an_agent_that_is_not_for_him_nor_to_a_tool_that_nobody_may_call_nor_for_longer_than_may_be() {
        var emil = SignedIn.withPassword("Emil");
        var agent = Asker.of(emil.person(), "Clerk", "OWNER");
        var ada = SignedIn.withPassword("Ada").browser();
        var page = agent.asks(ada, details("PT15M", READ));
        assertThat(page.body())
                .contains("Ask who answers for the agent to let you delegate to it")
                .contains("<s>Read invoices</s>")
                .doesNotContain("value=\"agree\"");
        assertThat(Asker.answers(ada, page, "agree", "tool", "0", "minutes", "15")
                        .status())
                .isEqualTo(400);
        assertThat(Asker.back(Asker.answers(ada, page, "refuse"))).containsEntry("error", "access_denied");
        var his = agent.asks(emil.browser(), details("PT20H", READ, "consent.unknown"));
        assertThat(his.body())
                .contains("is yours")
                .contains("<s>consent.unknown</s>")
                .contains("the catalogue has no such tool")
                .contains("It asked for <s>20 hours</s>")
                .contains("<option value=\"480\" selected>8 hours</option>");
        assertThat(Asker.answers(emil.browser(), his, "agree", "tool", "1", "minutes", "15")
                        .status())
                .isEqualTo(400);
        assertThat(Asker.back(Asker.answers(emil.browser(), his, "agree", "tool", "0", "minutes", "480")))
                .containsKey("code");
    }

    @Test
    void a_form_counts_only_in_the_browser_that_was_shown_it_and_for_who_is_signed_in_there() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        var ada = SignedIn.withPassword("Ada").browser();
        var leo = SignedIn.withPassword("Leo").browser();
        var page = agent.asks(ada, details("PT15M", READ));
        assertThat(Asker.answers(leo, page, "agree", "tool", "0", "minutes", "15")
                        .status())
                .isEqualTo(403);
        ada.sends("Sec-Fetch-Site", "cross-site");
        assertThat(Asker.answers(ada, page, "agree", "tool", "0", "minutes", "15")
                        .status())
                .isEqualTo(403);
        ada.sends("Sec-Fetch-Site", "same-origin");
        // A session that somebody else has set in this browser is not the one that was asked.
        var hers = ada.cookie("mandate-session");
        ada.holds("mandate-session", leo.cookie("mandate-session"));
        assertThat(Asker.answers(ada, page, "agree", "tool", "0", "minutes", "15")
                        .status())
                .isEqualTo(403);
        ada.holds("mandate-session", hers);
        assertThat(open(agent)).isZero();
        var nobody = new TestBrowser();
        assertThat(nobody.get(agent.request(details("PT15M", READ))).location()).startsWith("/sign-in?request=");
    }

    @Test
    void what_is_too_long_for_an_address_is_sent_ahead_and_is_one_persons() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        var ada = SignedIn.withPassword("Ada").browser();
        var leo = SignedIn.withPassword("Leo").browser();
        var long_ = details("PT15M", READ).replace("pay what is due", "\u00e4".repeat(500));
        String uri =
                agent.pushes(agent.parameters(long_)).statusCode(201).extract().path("request_uri");
        var address = "/oauth2/authorize?client_id=" + agent.id() + "&request_uri="
                + URLEncoder.encode(uri, StandardCharsets.UTF_8);
        var consent = ada.get(address).location();
        assertThat(leo.get(address).body()).contains("works once");
        assertThat(leo.get(consent).body()).contains("Somebody else has begun");
        var page = ada.get(consent);
        assertThat(page.body()).contains("\u00e4".repeat(500));
        assertThat(Asker.back(Asker.answers(ada, page, "agree", "tool", "0", "minutes", "15")))
                .containsKey("code");
        agent.pushes(agent.parameters(details("PT15M", READ).replace("pay what is due", "x".repeat(9_000))))
                .statusCode(400)
                .body("error", equalTo("invalid_authorization_details"));
    }

    @Test
    void a_code_that_comes_twice_ends_the_task() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        var other = Asker.of(Workforce.joins("Emil"), "Thief", "EVERYBODY");
        var ada = SignedIn.withPassword("Ada").browser();
        var code = Asker.back(Asker.answers(
                        ada, agent.asks(ada, details("PT15M", READ)), "agree", "tool", "0", "minutes", "15"))
                .get("code");
        other.redeems(code).statusCode(400).body("error", equalTo("invalid_grant"));
        String delegation = agent.redeems(code).statusCode(200).extract().path("authorization_details[0].delegation");
        agent.takesUp(delegation).statusCode(200);
        agent.redeems(code).statusCode(400);
        agent.takesUp(delegation).statusCode(400);
    }

    @Test
    void an_agent_asks_for_tasks_alone_and_nobody_else_does() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        var ada = SignedIn.withPassword("Ada").browser();
        assertThat(Asker.back(ada.get(agent.request("")))).containsEntry("error", "invalid_authorization_details");
        assertThat(Asker.back(ada.get(agent.request(details("PT15M", READ), "scope", "openid"))))
                .containsEntry("error", "invalid_scope");
        assertThat(Asker.back(ada.get(agent.request(details("PT15M", READ), "resource", "https://api.example"))))
                .containsEntry("error", "invalid_target");
        for (var odd : List.of(
                "[]", "{", details("PT15M", READ, READ), details("PT15M", READ).replace("mandate_task", "x")))
            assertThat(Asker.back(ada.get(agent.request(odd)))).containsEntry("error", "invalid_authorization_details");
        var doubled = agent.request(details("PT15M", READ)) + "&authorization_details=%5B%5D";
        assertThat(Asker.back(ada.get(doubled)).get("error")).startsWith("invalid_");
        RestAssured.given()
                .get("/.well-known/oauth-authorization-server")
                .then()
                .body("authorization_details_types_supported", hasItem("mandate_task"));
        Api.as(Api.accessToken(Api.signIn(Workforce.joins("Emil"))))
                .body(Map.of(
                        "name", "bad", "platform", "desk", "purpose", "x", "grantTypes", List.of("client_credentials")))
                .post("/agents")
                .then()
                .statusCode(400);
    }

    @Test
    void a_name_that_mixes_alphabets_is_pointed_out() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        // As one that was registered before such names were refused; with a Cyrillic e.
        database.preparedQuery("UPDATE identities SET display_name = $1 WHERE id = $2")
                .execute(Tuple.of("Cl\u0435rk", agent.id()))
                .await()
                .indefinitely();
        var ada = SignedIn.withPassword("Ada").browser();
        assertThat(agent.asks(ada, details("PT15M", READ)).body())
                .contains("mixes letters of different alphabets")
                .contains(agent.id());
    }

    @Test
    void an_agent_without_a_browser_asks_by_a_code() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        var begun = agent.begins(details("PT1H", PAY, READ)).statusCode(200).extract();
        var ada = SignedIn.withPassword("Ada").browser();
        var asked = Device.typed(ada, begun.path("user_code"));
        assertThat(asked.body())
                .contains("Pay an invoice")
                .contains("if you started this yourself")
                .contains("the agent's words, not yours")
                .contains("may hand parts of it on to other agents");
        assertThat(Device.answers(ada, asked, "agree", "tool", "2", "minutes", "15")
                        .status())
                .isEqualTo(400);
        assertThat(Device.answers(ada, asked, "agree", "tool", "1", "minutes", "15")
                        .body())
                .contains("goes on");
        Api.token(Api.form(Asker.DEVICE)
                        .auth()
                        .preemptive()
                        .basic(agent.id(), agent.secret())
                        .formParam("device_code", begun.<String>path("device_code")))
                .statusCode(200)
                .body("authorization_details[0].tools.tool", equalTo(List.of(READ)));
        RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .auth()
                .preemptive()
                .basic(agent.id(), agent.secret())
                .post("/oauth2/device_authorization")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_authorization_details"));
    }

    @Test
    void at_a_device_too_he_is_told_of_handing_on_only_where_the_agent_asks_to() {
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        String code = agent.begins(details("PT1H", READ), "scope", "tools:call")
                .statusCode(200)
                .extract()
                .path("user_code");
        var ada = SignedIn.withPassword("Ada").browser();
        assertThat(Device.typed(ada, code).body())
                .contains("It does all of it in your name, Ada Example. You can end it")
                .doesNotContain("hand parts of it on");
    }

    private long open(Asker agent) {
        return database.preparedQuery("SELECT id FROM delegations WHERE agent_id = $1 AND status = 'ACTIVE'")
                .executeAndAwait(Tuple.of(agent.id()))
                .size();
    }
}
