package dev.mandate.authz.http;

import static dev.mandate.authz.http.Ask.ask;
import static dev.mandate.authz.http.Ask.body;
import static dev.mandate.authz.http.Ask.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.organisation.Approver;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.IdentityId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mail waits for a person, by a shipped policy; who gave the task agrees to all of it to Bo, as identity-service tells it. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class AgreedCallsIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String HELD = "approval_required";

    private static Organisation organisation;
    private static Approver approver;
    private static String gateway;

    private IdentityId agent;
    private DelegationState task;

    @BeforeAll
    static void publish_an_organisation() {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation(ShiftedClock::now);
        approver = new Approver(organisation, ShiftedClock::now);
        gateway = organisation.tokens.of("gateway", "decisions:gateway");
    }

    @AfterAll
    static void close() {
        approver.close();
        organisation.close();
    }

    @BeforeEach
    void a_task_that_asks_for_no_mail_has_read_a_page() {
        var ada = organisation.person("sales");
        agent = organisation.agent(ada);
        task = organisation.task("find out what others say about us", ada, agent, "web.browse", "email.send");
        await().atMost(SOON)
                .until(() ->
                        reason(call("crm.read_contact", Map.of(), List.of())).equals("outside_scope"));
        assertThat(reason(call("web.browse", Map.of("url", "https://news.example/"), List.of())))
                .isEqualTo("allow");
    }

    @Test
    void mails_to_him_go_until_it_is_revoked_and_to_others_not_at_all() {
        var asked = approver.record(mail("bo", List.of()).getString("context.id"));
        var agreed = organisation.agreement(
                task,
                asked,
                new Constraint("to", Operator.ONE_OF, List.of("bo@partner.example")),
                new Constraint("text", Operator.ONE_OF, List.of("hello")));

        var first = mail("bo", List.of(fresh(agreed, agreed.revision())));
        assertThat(reason(first)).isEqualTo("allow");
        var record = approver.record(first.getString("context.id"));
        assertThat(record.approval()).isNull();
        assertThat(record.guards()).anySatisfy(guard -> {
            assertThat(guard.guard()).isEqualTo("agreed_kind");
            assertThat(guard.about()).isEqualTo(agreed.delegation().value());
        });
        assertThat(reason(mail("bo", List.of()))).isEqualTo("allow");
        assertThat(reason(mail("eve", List.of()))).isEqualTo(HELD);

        organisation.revoke(agreed);
        assertThat(reason(mail("bo", List.of(fresh(agreed, organisation.revision())))))
                .isEqualTo(HELD);
    }

    private static Map<String, Object> fresh(DelegationState of, long revision) {
        return Map.of(
                "stream", "identity.delegations.v1", "key", of.delegation().value(), "revision", revision);
    }

    private JsonPath mail(String to, List<Map<String, Object>> known) {
        return call("email.send", Map.of("to", to + "@partner.example", "text", "hello"), known);
    }

    private JsonPath call(String tool, Map<String, Object> arguments, List<Map<String, Object>> known) {
        return body(ask(
                gateway,
                Map.of(
                        "subject", Map.of("type", "agent", "id", agent.value()),
                        "action", Map.of("name", "call"),
                        "resource", Map.of("type", "tool", "id", tool),
                        "context",
                                Map.of(
                                        "delegation_id",
                                        task.delegation().value(),
                                        "arguments",
                                        arguments,
                                        "at_least_as_fresh",
                                        known))));
    }
}
