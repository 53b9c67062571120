package dev.mandate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.lifecycle.WorkerEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
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

        Api.as(Api.admin())
                .body(Map.of("owner", grace.id().value()))
                .post("/agents/" + agent.id() + "/owner")
                .then()
                .statusCode(200)
                .body("status", equalTo("ACTIVE"), "owner", equalTo(grace.id().value()));
        agent.ownToken().statusCode(200);
        agent.takesUp(root).statusCode(400);
    }

    @Test
    void late_facts_do_not_resurrect() {
        var ada = Workforce.joins("Ada");
        ada.leaves();
        Topics.publish(new WorkerEvent.Moved(ada.id(), ada.employeeId(), Instant.now(), ada.attributes("Ada")));
        Topics.publish(new WorkerEvent.Joined(ada.id(), ada.employeeId(), Instant.now(), ada.attributes("Ada")));
        Topics.publish(new WorkerEvent.Rehired(
                ada.id(), ada.employeeId(), Instant.now().minusSeconds(3600), ada.attributes("Ada")));
        assertThat(ada.isRehired(3).revision()).isEqualTo(3);
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
