package dev.mandate.identity.consent;

import static dev.mandate.identity.consent.Asker.details;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.devices.Device;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What policies say to who is asked for a task: struck out with their reason, or that each call is asked about. */
@QuarkusTest
class PolicyWordsIT {
    private static final String UNKNOWN = "that is decided with each call, and not known here";
    private static final String SERVER = "p" + UUID.randomUUID().toString().substring(0, 8);
    private static final String READ = SERVER + ".read";
    private static final String SEND = SERVER + ".send";
    private static final String FIND = SERVER + ".find";
    private static boolean catalogued;

    private SignedIn ada;
    private StandInAuthz authz;

    @Inject
    Pool database;

    @BeforeEach
    void authz_service_answers_about_three_tools() {
        authz = new StandInAuthz();
        Api.issuerIsRegistered();
        ada = SignedIn.withPassword("Ada");
        if (catalogued) return;
        CataloguedTools.has(SERVER, READ, "Read a file", ToolLabel.PRIVATE);
        CataloguedTools.has(SERVER, SEND, "Send a file", ToolLabel.EGRESS);
        CataloguedTools.has(SERVER, FIND, "Find a file");
        catalogued = true;
    }

    @AfterEach
    void close() {
        authz.close();
    }

    @Test
    void what_he_may_not_do_himself_is_struck_out_with_the_policys_reason_and_what_is_asked_about_is_said_so() {
        authz.says(FIND, "refused", "Sales doesn't look for files <b>here</b>.")
                .says(SEND, "asked", "Somebody looks at each mail.")
                .says(READ, "open", "");
        var page = page();
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.body())
                .contains("<s>Find a file</s>")
                .contains(
                        "Struck out: you may not do it yourself. Sales doesn&#39;t look for files &lt;b&gt;here&lt;/b&gt;.")
                .contains("Each call of it waits for somebody's yes. Somebody looks at each mail.</p>")
                .contains("value=\"" + READ + "\"")
                .contains("value=\"" + SEND + "\"")
                .doesNotContain("value=\"" + FIND + "\"")
                .contains("What you may not do yourself is struck out")
                .doesNotContain(UNKNOWN);
        assertThat(authz.asked).containsExactlyInAnyOrder(READ, SEND, FIND);
    }

    @Test
    void it_is_asked_in_his_name_by_a_token_that_does_nothing_else_and_ends_at_once() throws Exception {
        page();
        var claims = Api.claims(authz.tokens.get(0));
        assertThat(claims.getSubject()).isEqualTo(ada.person().id().value());
        assertThat(claims.getAudience()).containsExactly("mandate-authz");
        assertThat(claims.getStringClaim("scope")).isEqualTo("decisions:evaluate");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("identity-service");
        assertThat(lifetime(claims)).isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(claims.getClaims()).doesNotContainKeys("acr", "act", "delegation_id", "authorization_id", "sid");
    }

    @Test
    void a_struck_tool_that_is_posted_anyhow_is_not_delegated_though_the_page_was_shown_before() {
        var client = McpApplication.registered("Editor " + UUID.randomUUID());
        var page = client.asks(ada.browser(), SERVER);
        authz.says(FIND, "refused", "Not for sales.");
        var again = McpApplication.agrees(ada.browser(), page, "15", "", READ, FIND);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body()).contains("names a tool that is struck out").contains("<s>Find a file</s>");
        assertThat(delegations()).isZero();
        client.redeems(Asker.back(McpApplication.agrees(ada.browser(), page, "15", "", READ))
                        .get("code"))
                .statusCode(200)
                .body("authorization_details[0].tools.tool", equalTo(List.of(READ)));
    }

    @Test
    void where_nothing_is_left_there_is_nothing_to_agree_to() {
        authz.says(FIND, "refused", "No.").says(SEND, "refused", "No.").says(READ, "refused", "No.");
        assertThat(page().body()).doesNotContain("value=\"agree\"").contains("value=\"refuse\"");
    }

    @Test
    void who_answers_too_late_or_not_as_was_asked_leaves_the_page_as_it_is_without_policies() {
        authz.says(READ, "refused", "No.");
        authz.hangs = true;
        assertThat(page().status()).isEqualTo(200);
        assertThat(page().body()).contains(UNKNOWN).contains("value=\"" + READ + "\"");
        authz.hangs = false;
        for (var status : List.of(401, 403, 429, 500, 503)) {
            authz.status = status;
            assertThat(page().body()).as("%s", status).contains(UNKNOWN).contains("value=\"" + READ + "\"");
        }
    }

    @Test
    void only_what_was_asked_about_counts_in_whichever_order_and_what_is_said_twice_does_not() {
        authz.says(SEND, "maybe", "")
                .says("payments.transfer", "open", "")
                .says(READ, "refused", "No.")
                .says(FIND, "refused", "No.")
                .says(FIND, "open", "");
        assertThat(page().body())
                .contains("<s>Read a file</s>")
                .contains("value=\"" + FIND + "\"")
                .contains("value=\"" + SEND + "\"")
                .doesNotContain("payments.transfer")
                .contains(UNKNOWN);
    }

    @Test
    void an_agents_task_is_struck_out_likewise() {
        authz.says(FIND, "refused", "Not for sales.").says(READ, "open", "");
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        var page = agent.asks(ada.browser(), details("PT1H", FIND, READ));
        assertThat(page.body())
                .contains("<s>Find a file</s>")
                .contains("Not for sales.")
                .doesNotContain(UNKNOWN);
        var again = Asker.answers(ada.browser(), page, "agree", "tool", "0", "tool", "1", "minutes", "15");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body()).contains("names a tool that is struck out");
        assertThat(delegations()).isZero();
        assertThat(Asker.back(Asker.answers(ada.browser(), page, "agree", "tool", "1", "minutes", "15")))
                .containsKey("code");
    }

    @Test
    void so_is_one_that_is_asked_for_by_a_code() {
        authz.says(FIND, "refused", "Not for sales.").says(READ, "open", "");
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        String code = agent.begins(details("PT1H", FIND, READ))
                .statusCode(200)
                .extract()
                .path("user_code");
        var page = Device.typed(ada.browser(), code);
        assertThat(page.body())
                .contains("<s>Find a file</s>")
                .contains("Not for sales.")
                .doesNotContain(UNKNOWN);
        var again = Device.answers(ada.browser(), page, "agree", "tool", "0", "tool", "1", "minutes", "15");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body()).contains("names a tool that is struck out");
        assertThat(delegations()).isZero();
        assertThat(Device.answers(ada.browser(), page, "agree", "tool", "1", "minutes", "15")
                        .body())
                .contains("goes on");
        assertThat(delegations()).isEqualTo(1);
    }

    private TestBrowser.Page page() {
        return McpApplication.registered("Editor " + UUID.randomUUID()).asks(ada.browser(), SERVER);
    }

    private int delegations() {
        return database.preparedQuery("SELECT id FROM delegations WHERE delegator_id = $1")
                .executeAndAwait(Tuple.of(ada.person().id().value()))
                .size();
    }

    private static Duration lifetime(JWTClaimsSet claims) {
        return Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    }
}
