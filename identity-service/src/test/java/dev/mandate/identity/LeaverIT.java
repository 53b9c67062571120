package dev.mandate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.lifecycle.AccessState.Employment;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LeaverIT {
    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @Test
    void a_leaver_takes_his_agents_and_every_delegation_along_and_a_rehire_brings_none_back() {
        var ada = Workforce.joins("Ada");
        var grace = Workforce.joins("Grace");
        var adasToken = Api.accessToken(Api.signIn(ada));
        var agent = Api.agentOf(ada, "clerk");
        var helper = Api.agentOf(grace, "helper");
        var root = delegate(adasToken, Api.delegation(agent, "crm.read_contact", "email.send"));
        var handedOn = new HashMap<>(Api.delegation(helper, "email.send"));
        handedOn.put("parent", root);
        handedOn.put("expiresAt", Instant.now().plusSeconds(300).toString());
        var child = delegate(Api.accessToken(agent.takesUp(root)), handedOn);
        var childToken = Api.claims(Api.accessToken(helper.takesUp(child)));
        assertThat(childToken.getSubject()).isEqualTo(ada.id().value());
        assertThat(childToken.getClaim("act")).isEqualTo(Map.of("sub", helper.id(), "act", Map.of("sub", agent.id())));

        var left = ada.leaves();

        assertThat(left.statusReason()).isEqualTo("left");
        assertThat(left.tokensVoidBefore()).isNotNull();
        Topics.awaitOn(
                IdentityState.FAMILY,
                s -> s.identity().value().equals(agent.id()) && s.status() == Status.SUSPENDED && s.revision() == 2);
        for (var id : new String[] {root, child}) {
            Topics.awaitOn(
                    DelegationState.FAMILY,
                    d -> d.delegation().value().equals(id)
                            && d.status() == DelegationState.Status.REVOKED
                            && d.revision() == 2);
        }
        Api.signIn(ada).statusCode(400).body("error", equalTo("invalid_grant"));
        agent.ownToken().statusCode(401).body("error", equalTo("invalid_client"));
        agent.takesUp(root).statusCode(400).body("error", equalTo("invalid_grant"));
        helper.takesUp(child).statusCode(400).body("error", equalTo("invalid_grant"));
        Api.as(adasToken)
                .body(Api.delegation(helper, "email.send"))
                .post("/delegations")
                .then()
                .statusCode(403);

        var rehired = ada.isRehired(3);

        assertThat(rehired.identity()).isEqualTo(ada.id());
        assertThat(rehired.tokensVoidBefore()).isAfterOrEqualTo(left.tokensVoidBefore());
        Api.as(adasToken)
                .body(Api.delegation(helper, "email.send"))
                .post("/delegations")
                .then()
                .statusCode(403);
        var fresh = Api.claims(Api.accessToken(Api.signIn(ada)));
        assertThat(fresh.getIssueTime().toInstant()).isAfterOrEqualTo(rehired.tokensVoidBefore());
        agent.ownToken().statusCode(401);
        helper.takesUp(child).statusCode(400);

        var offer = Offered.to(grace, agent, Api.admin());
        agent.ownToken().statusCode(401);
        offer.accepted()
                .body("status", equalTo("ACTIVE"), "owner", equalTo(grace.id().value()));
        agent.ownToken().statusCode(200);
        agent.takesUp(root).statusCode(400);
    }

    @Test
    void an_older_state_that_comes_late_brings_nobody_back() {
        var ada = Workforce.joins("Ada");
        ada.leaves();
        ada.is(1, Employment.ACTIVE, 1, "Ada");
        assertThat(ada.isRehired(3).revision()).isEqualTo(3);
    }

    @Test
    void a_rehire_whose_departure_was_never_told_by_itself_stops_agents_and_delegations_and_lets_new_ones_be_made() {
        var ada = Workforce.joins("Ada");
        var token = Api.accessToken(Api.signIn(ada));
        var agent = Api.agentOf(ada, "clerk");
        var old = delegate(token, Api.delegation(agent, "crm.read_contact"));

        ada.is(2, Employment.ACTIVE, 2, "Ada");

        var back =
                Topics.awaitOn(IdentityState.FAMILY, s -> s.identity().equals(ada.id()) && s.employmentNumber() == 2);
        assertThat(back.status()).isEqualTo(Status.ACTIVE);
        Topics.awaitOn(
                DelegationState.FAMILY,
                d -> d.delegation().value().equals(old) && d.status() == DelegationState.Status.REVOKED);
        agent.ownToken().statusCode(401);
        Api.as(token)
                .body(Api.delegation(agent, "crm.read_contact"))
                .post("/delegations")
                .then()
                .statusCode(403);

        Offered.to(ada, agent, Api.admin()).accepted().body("employmentNumber", equalTo(2));
        var fresh = delegate(Api.accessToken(Api.signIn(ada)), Api.delegation(agent, "crm.read_contact"));
        var made = Topics.awaitOn(
                DelegationState.FAMILY, d -> d.delegation().value().equals(fresh));
        assertThat(made.createdAt()).isAfterOrEqualTo(back.tokensVoidBefore());
        agent.takesUp(fresh).statusCode(200);
    }

    @Test
    void no_delegation_slips_past_a_leaver_who_delegates_while_he_leaves() throws Exception {
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "busy");
        var token = Api.accessToken(Api.signIn(ada));
        Set<String> made = ConcurrentHashMap.newKeySet();
        made.add(delegate(token, Api.delegation(agent, "crm.read_contact")));
        var going = new AtomicBoolean(true);
        var threads = Executors.newFixedThreadPool(3);
        for (var i = 0; i < 3; i++) {
            threads.submit(() -> {
                while (going.get()) {
                    var answer = Api.as(token)
                            .body(Api.delegation(agent, "crm.read_contact"))
                            .post("/delegations");
                    if (answer.statusCode() == 200) made.add(answer.path("delegation"));
                }
            });
        }
        ada.leaves();
        going.set(false);
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        var admin = Api.admin();
        for (var id : made) {
            Api.as(admin).get("/delegations/" + id).then().statusCode(200).body("status", equalTo("REVOKED"));
        }
    }

    private static String delegate(String token, Map<String, Object> delegation) {
        return Api.as(token)
                .body(delegation)
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
    }
}
