package dev.mandate.lifecycle.approvals;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovalState.Status;
import dev.mandate.lifecycle.Decisions;
import dev.mandate.lifecycle.Decisions.Call;
import dev.mandate.lifecycle.HrSystem;
import dev.mandate.lifecycle.LifecycleStory;
import dev.mandate.lifecycle.Tap;
import dev.mandate.lifecycle.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "lifecycle"))
class ApprovalsIT extends LifecycleStory {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** That no catalogue has, so that its own name stands for it. */
    private static final String TOOL = "approvals.send";

    private static final String MFA = "urn:mandate:acr:mfa";

    private final Decisions decisions = new Decisions();
    private final Tap approvals = new Tap("lifecycle.approvals.v1");
    private final String session = "del_" + UUID.randomUUID();
    private final IdentityId agent = new IdentityId("agt_" + UUID.randomUUID());
    private final String boss = HrSystem.newEmployee();
    private final String ada = HrSystem.newEmployee();
    private String adaId;
    private String bossId;

    @BeforeEach
    void company() {
        eventually(() -> as("catalog:read").get("/catalog/role").statusCode(), status -> status == 200);
        role("auditor");
        joins(boss, null);
        joins(ada, boss);
        adaId = identityOf(ada);
        bossId = identityOf(boss);
    }

    @AfterEach
    void close() {
        decisions.close();
    }

    @Test
    void who_answers_for_a_call_reads_what_will_happen_says_yes_and_the_call_uses_it_up() {
        var call = mail(Map.of("to", "bo@partner.example", "password", "s3cret", "note", "one\ntwo"));
        var id = decisions.asks(call, null, Instant.now());
        appears(id)
                .body(
                        "says",
                        contains(
                                containsString(
                                        agent + " wants to call the tool " + TOOL + " for Ada Lovelace, with note ="
                                                + " \"one\\ntwo\", password = (not shown), to = \"bo@partner.example\"."),
                                equalTo(
                                        "3 calls were allowed in this session before, among them of tools labelled private,"
                                                + " untrusted."),
                                equalTo("Mail leaves the house.")))
                .body("approver", equalTo(adaId));
        by(ada).get("/approvals").then().statusCode(200).body("items.approval", hasItem(id.value()));
        by(ada).body(Map.of("reason", "Bo asked for it"))
                .post("/approvals/" + id + "/approve")
                .then()
                .statusCode(200)
                .body("status", equalTo("GRANTED"))
                .body("stream", equalTo("lifecycle.approvals.v1"))
                .body("revision", equalTo(2));
        var used = decisions.uses(call, id);
        var told = eventually(() -> states(id), states -> states.size() == 3);
        assertThat(told).extracting(ApprovalState::status).containsExactly(Status.ASKED, Status.GRANTED, Status.USED);
        assertThat(told.get(2).used()).isEqualTo(used);
        assertThat(told.get(1).answer().by().subject()).isEqualTo(adaId);
        by(ada).post("/approvals/" + id + "/refuse").then().statusCode(409);
    }

    @Test
    void the_same_call_is_asked_once_and_found_by_whatever_a_denial_named() {
        var call = mail(Map.of("to", "bo@partner.example"));
        var first = decisions.asks(call, null, Instant.now());
        var again = decisions.asks(call, null, Instant.now());
        var other = decisions.asks(mail(Map.of("to", "eve@partner.example")), null, Instant.now());
        appears(other);
        by(ada).get("/approvals/" + again).then().statusCode(200).body("approval", equalTo(first.value()));
        assertThat(states(again)).isEmpty();
    }

    @Test
    void nobody_else_answers_neither_an_agent_for_him_nor_a_client_nor_another_person() {
        var id = decisions.asks(mail(Map.of("to", "bo@partner.example")), null, Instant.now());
        appears(id);
        var path = "/approvals/" + id + "/approve";
        by(boss).post(path).then().statusCode(404);
        as("approvals:answer").post(path).then().statusCode(403);
        given().auth()
                .oauth2(Tokens.of(adaId, "cli_gateway", "approvals:answer"))
                .contentType("application/json")
                .post(path)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:mandate:problem:askers-own"));
        given().auth()
                .oauth2(Tokens.person(adaId, null, List.of(new Acting(agent.value(), null)), "approvals:answer"))
                .contentType("application/json")
                .post(path)
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(Tokens.person(adaId, null, List.of(), "access:read"))
                .post(path)
                .then()
                .statusCode(403);
        hr.left(ada, Instant.now());
        accessOf(ada, state -> state.employment() == Employment.ENDED);
        by(ada).post(path).then().statusCode(403);
    }

    @Test
    void after_a_no_it_stays_one_and_a_yes_is_taken_back_while_nobody_has_used_it() {
        var call = mail(Map.of("to", "bo@partner.example"));
        var id = decisions.asks(call, null, Instant.now());
        appears(id);
        by(ada).post("/approvals/" + id + "/approve").then().statusCode(200);
        by(ada).post("/approvals/" + id + "/approve").then().statusCode(409);
        by(ada).body(Map.of("reason", "no after all"))
                .post("/approvals/" + id + "/refuse")
                .then()
                .statusCode(200)
                .body("status", equalTo("REFUSED"))
                .body("answer.approved", equalTo(false));
        by(ada).post("/approvals/" + id + "/approve").then().statusCode(409);
    }

    @Test
    void where_a_policy_names_a_role_who_has_it_answers_and_never_for_whom_it_is() {
        var id = decisions.asks(mail(Map.of("to", "bo@partner.example")), "role:auditor", Instant.now());
        eventually(() -> states(id), states -> !states.isEmpty());
        by(boss).get("/approvals").then().body("items.approval", not(hasItem(id.value())));
        for (var identity : List.of(adaId, bossId)) grantAuditor(identity);
        by(ada).post("/approvals/" + id + "/approve").then().statusCode(403);
        by(boss).get("/approvals").then().body("items.approval", hasItem(id.value()));
        by(boss).post("/approvals/" + id + "/approve").then().statusCode(200).body("status", equalTo("GRANTED"));
    }

    @Test
    void where_a_policy_asks_for_a_stronger_sign_in_a_weaker_one_answers_nothing() {
        var id = decisions.asks(mail(Map.of("to", "bo@partner.example")), "acr:" + MFA, Instant.now());
        appears(id).body("acr", contains(MFA));
        by(ada).post("/approvals/" + id + "/approve")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:mandate:problem:step-up-required"));
        given().auth()
                .oauth2(Tokens.person(adaId, MFA, List.of(), "approvals:answer"))
                .contentType("application/json")
                .post("/approvals/" + id + "/approve")
                .then()
                .statusCode(200);
    }

    @Test
    void nobody_approves_his_own_call_nor_what_he_gets_by_it_and_his_manager_is_asked() {
        var own = new Call(new IdentityId(adaId), adaId, "person:" + adaId, TOOL, Map.of("to", "bo@partner.example"));
        var id = decisions.asks(own, null, Instant.now());
        eventually(() -> by(boss).get("/approvals/" + id).statusCode(), status -> status == 200);
        by(ada).post("/approvals/" + id + "/approve").then().statusCode(403);
        by(boss).post("/approvals/" + id + "/approve").then().statusCode(200).body("approver", equalTo(bossId));
    }

    @Test
    void what_a_client_does_by_his_token_he_is_asked_about_and_answers_by_another() {
        var mail = new Call(new IdentityId(adaId), adaId, "person:" + adaId, TOOL, Map.of("to", "bo@partner.example"));
        var id = decisions.asksByClient(mail, "cli_desk");
        appears(id)
                .body("approver", equalTo(adaId))
                .body("says[0]", containsString("The client cli_desk wants to call the tool " + TOOL));
        var path = "/approvals/" + id + "/approve";
        for (var own : List.of("cli_desk", "cli_gateway"))
            given().auth()
                    .oauth2(Tokens.of(adaId, own, "approvals:answer"))
                    .contentType("application/json")
                    .post(path)
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("urn:mandate:problem:askers-own"));
        by(boss).post(path).then().statusCode(404);
        by(ada).post(path).then().statusCode(200).body("approver", equalTo(adaId));

        paying("payroll.pay");
        var pay = new Call(
                new IdentityId(adaId), adaId, "person:" + adaId, "payroll.pay", Map.of("to", "bo@partner.example"));
        var paid = decisions.asksByClient(pay, "cli_desk");
        eventually(() -> by(boss).get("/approvals/" + paid).statusCode(), status -> status == 200);
        by(ada).post("/approvals/" + paid + "/approve").then().statusCode(403);
    }

    @Test
    void who_gets_something_by_the_call_does_not_approve_it_though_he_is_asked_by_his_role() {
        paying("payroll.pay");
        var toBoss = pay(boss + "@acme.example");
        var id = decisions.asks(toBoss, "role:auditor", Instant.now());
        eventually(() -> states(id), states -> !states.isEmpty());
        grantAuditor(bossId);
        by(boss).get("/approvals").then().statusCode(200).body("items.approval", not(hasItem(id.value())));
        by(boss).post("/approvals/" + id + "/approve").then().statusCode(404);

        var toAda = decisions.asks(pay("Ada <" + ada + "@acme.example>"), null, Instant.now());
        eventually(() -> by(boss).get("/approvals/" + toAda).statusCode(), status -> status == 200);
        by(ada).post("/approvals/" + toAda + "/approve").then().statusCode(403);
        by(boss).post("/approvals/" + toAda + "/approve").then().statusCode(200);

        var toBoth = pay(List.of(ada + "@acme.example", boss + "@acme.example"));
        var both = decisions.asks(toBoth, null, Instant.now());
        var next = decisions.asks(pay("bo@partner.example"), null, Instant.now());
        appears(next);
        assertThat(states(both)).as("nobody is left to ask").isEmpty();
    }

    @Test
    void an_agent_buries_nobody_in_questions_neither_in_one_session_nor_in_many() {
        var before = Map.of("session", unasked("session"), "subject", unasked("subject"), "person", unasked("person"));
        var asked = new ArrayList<ApprovalId>();
        for (var number = 0; number < 40; number++)
            asked.add(decisions.asks(mail(Map.of("to", number + "@partner.example")), null, Instant.now()));
        eventually(() -> waiting().size(), size -> size == 8);
        // A place that gets free goes to whoever comes next, so that the flood has to be over.
        eventually(() -> unasked("session") - before.get("session"), count -> count >= 32);
        by(ada).post("/approvals/" + asked.get(0) + "/refuse").then().statusCode(200);
        appears(decisions.asks(mail(Map.of("to", "next@partner.example")), null, Instant.now()));
        assertThat(waiting()).hasSize(8);

        for (var number = 0; number < 20; number++) decisions.asks(inAnotherSession(agent), null, Instant.now());
        var others = inAnotherSession(new IdentityId("agt_" + UUID.randomUUID()));
        eventually(() -> waiting().size(), size -> size == 20);
        appears(decisions.asks(others, null, Instant.now()));
        // Sessions may be on other partitions: the flood is over once each that was dropped has been counted.
        eventually(() -> unasked("subject") - before.get("subject"), count -> count >= 8);
        assertThat(waiting()).hasSize(21);

        var third = new IdentityId("agt_" + UUID.randomUUID());
        for (var number = 0; number < 20; number++) decisions.asks(inAnotherSession(third), null, Instant.now());
        eventually(() -> unasked("person") - before.get("person"), count -> count >= 11);
        assertThat(waiting()).as("of all agents of one person").hasSize(30);
    }

    private static double unasked(String why) {
        var metrics = given().get("http://127.0.0.1:" + managementPort() + "/q/metrics")
                .asString();
        var line = Pattern.compile("mandate_approvals_unasked_total\\{[^}]*why=\"" + why + "\"[^}]*} ([0-9.]+)")
                .matcher(metrics);
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }

    private static int managementPort() {
        return ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    }

    private Call inAnotherSession(IdentityId subject) {
        return new Call(subject, adaId, "del_" + UUID.randomUUID(), TOOL, Map.of("to", "bo@partner.example"));
    }

    @Test
    void no_answer_is_none_and_is_told() throws Exception {
        var id = decisions.asks(mail(Map.of("to", "bo@partner.example")), null, Instant.now());
        appears(id);
        timeIsOverFor(id);
        var told = eventually(() -> states(id), states -> states.size() == 2);
        assertThat(told).extracting(ApprovalState::status).containsExactly(Status.ASKED, Status.ENDED);
        by(ada).post("/approvals/" + id + "/approve").then().statusCode(409);
        by(ada).get("/approvals").then().body("items.approval", not(hasItem(id.value())));
    }

    @Test
    void whoever_was_denied_follows_it_in_the_form_of_the_authzen_profile_and_nobody_else() {
        var id = decisions.asks(mail(Map.of("to", "bo@partner.example")), null, Instant.now());
        var evaluation = "dec_" + id.value().substring("apr_".length());
        var denial = Map.of("denial", Map.of("evaluation_id", evaluation));
        client("cli_gateway")
                .body(denial)
                .post("/access/v1/requests")
                .then()
                .statusCode(202)
                .body("task.id", equalTo(id.value()))
                .body("task.status", equalTo("pending"))
                .body("result", nullValue());
        client("cli_other").get("/access/v1/requests/" + id).then().statusCode(404);
        by(ada).post("/approvals/" + id + "/approve").then().statusCode(200);
        client("cli_gateway")
                .get("/access/v1/requests/" + id)
                .then()
                .statusCode(200)
                .body("task.status", equalTo("approved"))
                .body("result.mode", equalTo("reevaluate"))
                .body("result.approval.id", equalTo(id.value()));
    }

    private List<String> waiting() {
        return by(ada).get("/approvals?limit=200")
                .then()
                .body("items", hasSize(lessThan(200)))
                .extract()
                .path("items.approval");
    }

    private ValidatableResponse appears(ApprovalId id) {
        return eventually(() -> by(ada).get("/approvals/" + id), found -> found.statusCode() == 200)
                .then();
    }

    private List<ApprovalState> states(ApprovalId id) {
        return approvals.events(ApprovalState.FAMILY, id.value());
    }

    private static void grantAuditor(String identity) {
        as("access:write")
                .body(Map.of(
                        "identity",
                        identity,
                        "role",
                        "auditor",
                        "reason",
                        "year end",
                        "until",
                        Instant.now().plusSeconds(3600).toString()))
                .post("/grants")
                .then()
                .statusCode(201);
    }

    private static void paying(String tool) {
        as("catalog:write")
                .body("{}")
                .put("/catalog/application/payroll")
                .then()
                .statusCode(200);
        as("catalog:write")
                .body(Map.of(
                        "application",
                        "payroll",
                        "labels",
                        List.of("money"),
                        "argumentsSchema",
                        Map.of("type", "object")))
                .put("/catalog/tool/" + tool)
                .then()
                .statusCode(200);
    }

    private Call pay(Object to) {
        return new Call(agent, adaId, session, "payroll.pay", Map.of("to", to, "amount", 100));
    }

    private Call mail(Map<String, Object> arguments) {
        return new Call(agent, adaId, session, TOOL, arguments);
    }

    private RequestSpecification by(String employee) {
        var identity = employee.equals(ada) ? adaId : bossId;
        return given().auth()
                .oauth2(Tokens.person(identity, null, List.of(), "approvals:answer"))
                .contentType("application/json");
    }

    private static RequestSpecification client(String id) {
        return given().auth().oauth2(Tokens.client(id, "approvals:read")).contentType("application/json");
    }

    private void joins(String employee, String manager) {
        hr.send(new HrEvent.Joined(
                employee,
                START,
                START.toEpochMilli(),
                new WorkerAttributes(
                        "Ada", "Lovelace", employee + "@acme.example", "sales", "Analyst", "GB", manager)));
        accessOf(employee, state -> state.employment() == Employment.ACTIVE);
    }
}
