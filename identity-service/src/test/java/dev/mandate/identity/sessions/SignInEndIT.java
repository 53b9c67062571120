package dev.mandate.identity.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.mandate.identity.Api;
import dev.mandate.identity.Api.Agent;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.authorize.Application;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody was signed in as Ada, and had an agent do something for him. */
@QuarkusTest
class SignInEndIT {
    private static final String END = "/account/sign-ins/(ses_[a-z0-9]+)/end";

    private Application portal;
    private SignedIn ada;
    private Agent clerk;
    private TestBrowser his;
    private String hisToken;
    private String signIn;

    @BeforeEach
    void somebody_signs_in_as_ada() {
        Api.issuerIsRegistered();
        portal = Application.registered("openid", "delegations:write");
        ada = SignedIn.withPassword("Ada");
        clerk = Api.agentOf(ada.person(), "clerk " + UUID.randomUUID());
        his = new TestBrowser().sends("User-Agent", "His browser");
        SignedIn.byPassword(his, ada.person().email(), SignedIn.PASSWORD);
        signIn = ada.browser().get("/account").found(END);
        hisToken = token(his);
    }

    @Test
    void she_ends_his_sign_in_and_what_it_began_ends_with_it() {
        var task = delegates(hisToken);
        var own = delegates(token(ada.browser()));
        var asked = ends();
        assertThat(asked.body())
                .contains("End this sign-in?", "His browser, since", "clerk ", "“pay invoice 4711”")
                .contains("value=\"end\" checked")
                .doesNotContain("<script");
        assertThat(status(task)).as("nothing ends before she has answered").isEqualTo("ACTIVE");
        assertThat(his.get("/account").status()).isEqualTo(200);

        assertThat(answers(asked, "end")).contains("The task that was given from there has ended");
        assertThat(status(task)).isEqualTo("REVOKED");
        assertThat(status(own)).isEqualTo("ACTIVE");
        assertThat(his.get("/account").location()).isEqualTo("/sign-in");
        Api.as(hisToken)
                .body(Api.delegation(clerk, "crm.read"))
                .post("/delegations")
                .then()
                .statusCode(anyOf(is(403), is(401))); // by our rows, or as soon as the token check knows
    }

    @Test
    void what_she_began_herself_goes_on_if_she_says_so() {
        var task = delegates(hisToken);
        assertThat(answers(ends(), "keep")).contains("That sign-in has ended.").doesNotContain("task");
        assertThat(his.get("/account").location()).isEqualTo("/sign-in");
        assertThat(status(task)).isEqualTo("ACTIVE");
    }

    @Test
    void an_administrator_ends_both_unless_he_says_that_tasks_go_on_and_afterwards_too() {
        var path = "/identities/" + ada.person().id() + "/sign-ins/" + signIn + "/end";
        var task = delegates(hisToken);
        Api.as(Api.admin())
                .body(Map.of("tasks", false))
                .post(path)
                .then()
                .statusCode(200)
                .body("ended", equalTo(true), "tasks", equalTo(0));
        assertThat(status(task)).isEqualTo("ACTIVE");
        Api.as(Api.admin()).post(path).then().statusCode(200).body("ended", equalTo(false), "tasks", equalTo(1));
        assertThat(status(task)).isEqualTo("REVOKED");
    }

    @Test
    void another_password_ends_what_was_begun_elsewhere() {
        var task = delegates(hisToken);
        var own = delegates(token(ada.browser()));
        var changed = "nine white storks return";
        var form = ada.browser().get("/account").form();
        assertThat(ada.browser()
                        .post("/account/password", "form", form, "password", changed, "repeated", changed)
                        .body())
                .contains("You are signed out everywhere else. The task that was given from there has ended.");
        assertThat(status(task)).isEqualTo("REVOKED");
        assertThat(status(own)).isEqualTo("ACTIVE");
    }

    @Test
    void everywhere_means_all_that_was_begun_unless_she_says_that_it_goes_on() {
        var task = delegates(hisToken);
        var account = ada.browser().get("/account");
        var asked = ada.browser().post("/account/sign-ins/end", "form", account.form());
        assertThat(asked.body()).contains("Sign out everywhere?", "Agents are at work for you:", "“pay invoice 4711”");
        assertThat(ada.browser()
                        .post("/account/sign-ins/end", "form", asked.form(), "tasks", "keep")
                        .body())
                .contains("Your agents go on with their tasks.");
        assertThat(ada.browser().get("/account").location()).isEqualTo("/sign-in");
        assertThat(his.get("/account").location()).isEqualTo("/sign-in");
        assertThat(status(task)).isEqualTo("ACTIVE");

        SignedIn.byPassword(ada.browser(), ada.person().email(), SignedIn.PASSWORD);
        var again = ada.browser().get("/account");
        assertThat(ada.browser()
                        .post("/account/sign-ins/end", "form", again.form(), "tasks", "end")
                        .body())
                .contains("Nothing goes on that was begun as you.");
        assertThat(ada.browser().get("/account").location()).isEqualTo("/sign-in");
        assertThat(status(task)).isEqualTo("REVOKED");
    }

    @Test
    void nobody_else_ends_them_and_a_page_of_another_site_does_not() {
        var task = delegates(hisToken);
        var mallory = SignedIn.withPassword("Mallory");
        var form = mallory.browser().get("/account").form();
        assertThat(mallory.browser()
                        .post("/account/sign-ins/" + signIn + "/end", "form", form, "tasks", "end")
                        .body())
                .contains("had ended already");
        ada.browser().post("/account/sign-ins/" + signIn + "/end", "form", "forged", "tasks", "end");
        ada.browser().post("/account/sign-ins/end", "form", "forged", "tasks", "end");
        assertThat(status(task)).isEqualTo("ACTIVE");
        assertThat(his.get("/account").status()).isEqualTo(200);
    }

    private TestBrowser.Page ends() {
        var account = ada.browser().get("/account");
        return ada.browser().post("/account/sign-ins/" + signIn + "/end", "form", account.form());
    }

    private String answers(TestBrowser.Page asked, String tasks) {
        return ada.browser()
                .post("/account/sign-ins/" + signIn + "/end", "form", asked.form(), "tasks", tasks)
                .body();
    }

    private String token(TestBrowser browser) {
        return Api.accessToken(portal.redeem(portal.code(browser, "scope", "openid delegations:write"))
                .statusCode(200));
    }

    private String delegates(String token) {
        return Api.as(token)
                .body(Api.delegation(clerk, "crm.read"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
    }

    private static String status(String delegation) {
        return Api.as(Api.admin())
                .get("/delegations/" + delegation)
                .then()
                .statusCode(200)
                .extract()
                .path("status");
    }
}
