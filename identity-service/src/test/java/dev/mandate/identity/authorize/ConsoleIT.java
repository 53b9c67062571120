package dev.mandate.identity.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestSecrets;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The console is there by configuration alone, and has nothing but what whoever signs in to it has. */
@QuarkusTest
class ConsoleIT {
    private static final String BACK = "http://127.0.0.1:8086/signed-in";
    private static final String WANTED =
            "openid profile groups approvals:answer agents:read agents:write clients:read delegations:read delegations:write"
                    + " proposals:read proposals:approve";
    private final Application console = new Application("console", TestSecrets.CONSOLE, "Mandate console");

    @Test
    void who_signs_in_to_it_gets_his_own_rights_there_and_no_approver_s() {
        var ada = SignedIn.withPassword("Ada");
        var back = Application.answer(
                ada.browser().get(console.request("redirect_uri", BACK, "scope", WANTED, "nonce", "n")));
        String scope = console.redeem(back.get("code"), BACK, Application.VERIFIER)
                .statusCode(200)
                .extract()
                .path("scope");
        assertThat(scope.split(" "))
                .contains("openid", "profile", "groups", "approvals:answer", "agents:write", "delegations:write")
                .doesNotContain("proposals:read", "proposals:approve", "clients:read");
    }

    @Test
    void it_gets_no_token_of_its_own_right() {
        Api.token(Api.form("client_credentials").auth().preemptive().basic(console.id(), console.secret()))
                .statusCode(400)
                .body("error", equalTo("unauthorized_client"));
    }

    @Test
    void nobody_changes_by_hand_what_is_configuration() {
        Api.as(Api.admin())
                .body(Map.of("reason", "a try"))
                .post("/clients/console/secret")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:mandate:problem:configured"));
    }
}
