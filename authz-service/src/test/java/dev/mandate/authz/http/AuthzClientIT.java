package dev.mandate.authz.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.client.AuthzClient;
import dev.mandate.authz.client.AuthzClient.Semantic;
import dev.mandate.authz.client.Decision;
import dev.mandate.authz.client.Failure;
import dev.mandate.authz.client.HolderKey;
import dev.mandate.authz.client.Prospects;
import dev.mandate.authz.client.Question;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.ids.IdentityId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Java client and the service understand each other. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class AuthzClientIT {
    private static Organisation organisation;
    private static AuthzClient client;
    private static IdentityId ada;

    @BeforeAll
    static void publish_an_organisation() {
        organisation = new Organisation();
        ada = organisation.person("sales");
        var token = organisation.tokens.of("gateway", "decisions:evaluate decisions:gateway");
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        client = AuthzClient.of(URI.create("http://127.0.0.1:" + port), URI.create("http://127.0.0.1:1"))
                .as(() -> token);
        // Entries of the catalogue come on different partitions.
        var model = Question.about("person", ada.value()).doing("use", "model", "general-small");
        for (var question : List.of(call(ada, "crm.read_contact"), model))
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> client.decide(question).allowed());
    }

    @AfterAll
    static void close() {
        organisation.close();
    }

    @Test
    void an_agent_is_asked_about_under_its_delegation_or_by_its_token() {
        var agent = organisation.agent(ada);
        var delegation = organisation.delegation(ada, agent, "crm.read_contact");
        var call = call(agent, "crm.read_contact").in(delegation.session().value());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.decide(call.under(delegation.delegation().value()))
                        .allowed());
        var token = organisation.tokens.bound(ada.value(), delegation);
        assertThat(client.decide(call.presenting(token)).allowed()).isTrue();
        assertThat(client.as(() -> token).decide(call).allowed()).isTrue();
        assertThat(client.decide(call(agent, "email.send").presenting(token)).reason())
                .isEqualTo("outside_scope");
    }

    @Test
    void a_gateways_token_is_bound_to_its_key() {
        var agent = organisation.agent(ada);
        var delegation = organisation.delegation(ada, agent, "crm.read_contact");
        var call = call(agent, "crm.read_contact")
                .under(delegation.delegation().value())
                .in(delegation.session().value());
        var key = HolderKey.generate();
        var bound =
                organisation.tokens.boundTo(key.thumbprint(), "bound-gateway", "decisions:evaluate decisions:gateway");
        var gateway = AuthzClient.of(here()).boundTo(key).as(() -> bound);
        await().atMost(Duration.ofSeconds(30)).until(() -> gateway.decide(call).allowed());

        assertThat(failure(AuthzClient.of(here()).as(() -> bound), call)).contains("new access token");
        assertThat(failure(AuthzClient.of(here()).boundTo(HolderKey.generate()).as(() -> bound), call))
                .contains("new access token");
        var unbound = organisation.tokens.of("bound-gateway", "decisions:evaluate decisions:gateway");
        assertThat(failure(AuthzClient.of(here()).as(() -> unbound), call)).contains("bound to a key of its own");
    }

    @Test
    void another_ones_bound_token_counts_only_for_a_gateway_that_may_ask_about_him() {
        var agent = organisation.agent(ada);
        var delegation = organisation.delegation(ada, agent, "crm.read_contact");
        var stolen = organisation.tokens.boundTo(HolderKey.generate().thumbprint(), ada.value(), delegation);
        var call = call(agent, "crm.read_contact").in(delegation.session().value());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.decide(call.presenting(stolen)).allowed());

        var thief = organisation.tokens.of(organisation.person("sales").value(), "decisions:evaluate");
        assertThat(failure(client.as(() -> thief), call.presenting(stolen)))
                .contains("ask about anyone but oneself")
                .contains("the one in context.token doesn't count: it is bound to a key");
        var samePublicClient = organisation.tokens.through(
                agent.value(), organisation.person("sales").value(), "decisions:evaluate");
        assertThat(failure(client.as(() -> samePublicClient), call.presenting(stolen)))
                .contains("ask about anyone but oneself");
        assertThat(failure(client.as(() -> stolen), call)).contains("new access token");
    }

    @Test
    void a_person_is_told_what_agents_could_do_for_him_before_there_is_a_call_and_nothing_is_on_record() {
        var hers = organisation.tokens.of(ada.value(), "decisions:evaluate");
        var told = client.as(() -> hers)
                .prospects(List.of("crm.read_contact", "no.such"))
                .join();
        assertThat(told.failure()).isNull();
        assertThat(told.tools())
                .containsOnly(
                        entry("crm.read_contact", new Prospects.Prospect(Prospects.Kind.OPEN, "")),
                        entry(
                                "no.such",
                                new Prospects.Prospect(
                                        Prospects.Kind.REFUSED,
                                        "The catalogue has no tool of this id; registering it changes this.")));
        var finn = organisation.tokens.of(organisation.person("finance").value(), "decisions:evaluate");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(client.as(() -> finn)
                                .prospects(List.of("crm.read_contact"))
                                .join()
                                .tools()
                                .get("crm.read_contact")
                                .explanation())
                        .startsWith("No policy permits it; "));

        var agent = organisation.agent(ada);
        for (var another : List.of(
                organisation.tokens.of(agent.value(), "decisions:evaluate"),
                organisation.tokens.bound(ada.value(), organisation.delegation(ada, agent, "crm.read_contact")),
                organisation.tokens.of("gateway", "decisions:evaluate decisions:gateway")))
            assertThat(client.as(() -> another)
                            .prospects(List.of("crm.read_contact"))
                            .join()
                            .failure()
                            .message())
                    .contains("the person whom it is about");
    }

    @Test
    void a_page_about_one_tool_costs_its_person_less_than_one_about_two_hundred() {
        var hers = organisation.tokens.of(organisation.person("sales").value(), "decisions:evaluate");
        for (var i = 0; i < 40; i++)
            assertThat(client.as(() -> hers)
                            .prospects(List.of("crm.read_contact"))
                            .join()
                            .failure())
                    .as("page " + i)
                    .isNull();
    }

    private static String failure(AuthzClient by, Question question) {
        var decision = by.decide(question);
        assertThat(decision.allowed()).isFalse();
        return String.valueOf(decision.failure());
    }

    private static URI here() {
        return URI.create(
                "http://127.0.0.1:" + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class));
    }

    @Test
    void a_denial_comes_with_what_would_change_it_and_what_must_be_done() {
        var finn = organisation.person("finance");
        var decision = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> client.decide(call(finn, "crm.read_contact")),
                        answer -> answer.reason().equals("person_policy"));
        assertThat(decision.failure()).isNull();
        assertThat(decision.id()).startsWith("dec_");
        assertThat(decision.explanation()).contains("the role sales or support changes this");
        assertThat(decision.remedies()).anyMatch(remedy -> remedy.kind().equals("grant_role"));
        var confidential = call(ada, "email.send").with("asserted", Map.of("classification", "confidential"));
        assertThat(client.decide(confidential).obligations()).singleElement().satisfies(obligation -> {
            assertThat(obligation.type()).isEqualTo("notification");
            assertThat(obligation.properties().path("to").asText()).isEqualTo("data-protection");
            assertThat(obligation.properties().path("body").asText()).contains("tool/email.send");
        });
    }

    @Test
    void several_at_once_and_a_listing_say_the_same_as_one_at_a_time() {
        var use = Question.about("person", ada.value());
        var models = client.resources(use.doing("use", "model", ""), null, 100).join();
        assertThat(models.failure()).isNull();
        assertThat(models.names()).contains("general-small").doesNotContain("frontier-large");
        var each = client.askAll(
                        List.of(
                                use.doing("use", "model", "general-small"),
                                use.doing("use", "model", "frontier-large")),
                        Semantic.EXECUTE_ALL)
                .join();
        assertThat(each).extracting(Decision::allowed).containsExactly(true, false);
    }

    @Test
    void an_application_asks_about_what_it_keeps_itself_and_nobody_else_does() {
        organisation.invoicing("gateway");
        var author = new PolicyAuthor(organisation.tokens.of("admin", PolicyAuthor.SCOPES));
        var policy = "@id(\"small\") permit (principal is Mandate::Person, action == Invoicing::Action::\"approve\","
                + " resource is Invoicing::Invoice)"
                + " when { principal.department == resource.department && resource.amount <= 500 };";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> author.publish("invoicing", policy, null).statusCode() == 201);
        var wrong = author.publish("invoicing", policy.replace("amount", "sum"), null);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.asString()).contains("sum");
        assertThat(author.activate("invoicing", 1).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.decide(approve(120, "Sales")).allowed());

        assertThat(client.decide(approve(4000, "Sales")).reason()).isEqualTo("person_policy");
        assertThat(client.decide(approve(120, "Finance")).reason()).isEqualTo("person_policy");
        assertThat(client.decide(Question.about("person", ada.value())
                                .doing("approve", "invoice", "inv-4711")
                                .described(Map.of("amount", "120", "department", "Sales")))
                        .reason())
                .isEqualTo("invalid_attribute");
        var each = client.askAll(List.of(approve(4000, "Sales"), approve(1, "Sales")), Semantic.EXECUTE_ALL)
                .join();
        assertThat(each).extracting(Decision::allowed).containsExactly(false, true);

        var other = organisation.tokens.of("crm", "decisions:evaluate decisions:gateway");
        assertThat(client.as(() -> other).decide(approve(120, "Sales")).reason())
                .isEqualTo("not_your_resource");
        var herself = organisation.tokens.through("gateway", ada.value(), "decisions:evaluate");
        assertThat(client.as(() -> herself).decide(approve(120, "Sales")).reason())
                .isEqualTo("not_your_resource");

        var actions = client.actions(approve(120, "Sales"), null, 10).join();
        assertThat(actions.names()).containsExactly("approve");
        var foreign =
                client.as(() -> other).actions(approve(120, "Sales"), null, 10).join();
        assertThat(foreign.failure().status()).isEqualTo(403);
        var resources = client.resources(approve(120, "Sales"), null, 10).join();
        assertThat(resources.failure().status()).isEqualTo(400);
        assertThat(resources.failure().message()).contains("invoicing");
        assertThat(everybodyWho(approve(120, "Sales"))).contains(ada.value());
        author.retire("invoicing");
    }

    /** A page ends where its time is over, however many were wanted. */
    private static List<String> everybodyWho(Question may) {
        var names = new ArrayList<String>();
        var after = "";
        do {
            var page =
                    client.subjects(may, after.isEmpty() ? null : after, 1000).join();
            assertThat(page.failure()).isNull();
            names.addAll(page.names());
            after = page.next();
        } while (!after.isEmpty());
        return names;
    }

    private static Question approve(int amount, String department) {
        return Question.about("person", ada.value())
                .doing("approve", "invoice", "inv-4711")
                .described(Map.of("amount", amount, "department", department));
    }

    @Test
    void a_question_that_may_not_be_asked_is_a_denial_that_says_so() {
        var someone = organisation.tokens.of("someone", "decisions:evaluate");
        var decision = client.as(() -> someone).decide(call(ada, "crm.read_contact"));
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.failure().kind()).isEqualTo(Failure.Kind.REFUSED);
        assertThat(decision.failure().message()).contains("decisions:gateway");
    }

    private static Question call(IdentityId subject, String tool) {
        return Question.about(subject.isPerson() ? "person" : "agent", subject.value())
                .doing("call", "tool", tool);
    }
}
