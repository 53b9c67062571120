package dev.mandate.identity.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.SoftPasskey;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InvitationIT {
    @Test
    void whoever_is_invited_sets_a_password_by_the_link_once_and_is_signed_in() {
        var ada = Workforce.joins("Ada");
        var browser = new TestBrowser();
        var link = SignedIn.invitationOf(ada);
        assertThat(browser.get(link).body()).contains("Welcome, Ada Example");
        var page = browser.get(link);
        var done = browser.post(
                link + "/password", "form", page.form(), "password", SignedIn.PASSWORD, "repeated", SignedIn.PASSWORD);
        assertThat(done.location()).isEqualTo("/account");
        assertThat(browser.get("/account").body()).contains("Ada Example", "Change the password", "· this browser");
        assertThat(browser.get(link).status()).isEqualTo(404);
        assertThat(browser.post(
                                link + "/password",
                                "form",
                                browser.get("/account").form(),
                                "password",
                                "another good long one",
                                "repeated",
                                "another good long one")
                        .status())
                .isEqualTo(404);

        assertThat(fact(PersonEvent.Invited.class, ada).by().subject()).isEqualTo("admin");
        assertThat(signal(SignalEvent.CredentialChange.class, ada).changeType())
                .isEqualTo(SignalEvent.ChangeType.CREATE);
        var established = signal(SignalEvent.SessionEstablished.class, ada);
        assertThat(established.amr()).containsExactly("pwd");
        assertThat(established.acr()).isEqualTo("urn:mandate:acr:password");
    }

    @Test
    void a_weak_password_is_refused_with_words_and_uses_nothing_up() {
        var ada = Workforce.joins("Ada");
        var browser = new TestBrowser();
        var link = SignedIn.invitationOf(ada);
        for (var weak : new String[] {"short", "Password123456", "x".repeat(200)}) {
            var refused = browser.post(
                    link + "/password", "form", browser.get(link).form(), "password", weak, "repeated", weak);
            assertThat(refused.status()).as(weak).isEqualTo(400);
            assertThat(refused.body()).contains("role=\"alert\"").doesNotContain(weak);
        }
        var unlike = browser.post(
                link + "/password",
                "form",
                browser.get(link).form(),
                "password",
                SignedIn.PASSWORD,
                "repeated",
                "another one entirely");
        assertThat(unlike.body()).contains("Type the same password twice.");
        assertThat(browser.get(link).status()).isEqualTo(200);
    }

    @Test
    void whoever_is_invited_again_begins_anew_and_what_he_had_is_gone() {
        var ada = SignedIn.withPassword("Ada");
        assertThat(ada.browser().get("/account").status()).isEqualTo(200);
        var first = SignedIn.invitationOf(ada.person());
        var second = SignedIn.invitationOf(ada.person());
        var other = new TestBrowser();
        assertThat(other.get(first).status()).isEqualTo(404);
        var page = other.get(second);
        other.post(
                second + "/passkey",
                "form",
                page.form(),
                "response",
                new SoftPasskey().create(page.options()),
                "name",
                "key");
        assertThat(ada.browser().get("/account").location()).isEqualTo("/sign-in");
        assertThat(SignedIn.byPassword(new TestBrowser(), ada.person().email(), SignedIn.PASSWORD)
                        .status())
                .isEqualTo(401);
        Api.as(Api.admin())
                .get("/identities/" + ada.person().id() + "/credentials")
                .then()
                .statusCode(200)
                .body("type", equalTo(java.util.List.of("FIDO2")));
    }

    @Test
    void a_leaver_is_neither_invited_nor_let_in_by_the_link_that_he_has() {
        var ada = Workforce.joins("Ada");
        var link = SignedIn.invitationOf(ada);
        var browser = new TestBrowser();
        var form = browser.get(link).form();
        Api.as(Api.admin())
                .body(Map.of("reason", "she is under investigation"))
                .post("/identities/" + ada.id() + "/stop")
                .then()
                .statusCode(200);
        assertThat(browser.post(
                                link + "/password",
                                "form",
                                form,
                                "password",
                                SignedIn.PASSWORD,
                                "repeated",
                                SignedIn.PASSWORD)
                        .status())
                .isEqualTo(404);
        Api.as(Api.admin())
                .body(Map.of())
                .post("/identities/" + ada.id() + "/invitation")
                .then()
                .statusCode(409)
                .body("type", containsString("inactive-person"));
    }

    @Test
    void only_an_administrator_invites_and_for_no_longer_than_a_week() {
        Api.issuerIsRegistered();
        var ada = Workforce.joins("Ada");
        var path = "/identities/" + ada.id() + "/invitation";
        Api.as(Api.accessToken(Api.signIn(ada)))
                .body(Map.of())
                .post(path)
                .then()
                .statusCode(403);
        Api.as(Api.admin()).body(Map.of("lifetime", "P8D")).post(path).then().statusCode(400);
        Api.as(Api.admin()).body(Map.of("lifetime", "soon")).post(path).then().statusCode(400);
        Api.as(Api.admin())
                .body(Map.of())
                .post("/identities/per_nobody/invitation")
                .then()
                .statusCode(404);
        var agent = Api.agentOf(ada, "clerk");
        Api.as(Api.admin())
                .body(Map.of())
                .post("/identities/" + agent.id() + "/invitation")
                .then()
                .statusCode(404);
    }

    @Test
    void the_link_is_in_the_answer_and_nowhere_else() {
        var ada = Workforce.joins("Ada");
        var token = SignedIn.invitationOf(ada).substring("/invitation/".length());
        assertThat(fact(PersonEvent.Invited.class, ada).toString()).doesNotContain(token);
    }

    private static <E extends AdministrationEvent> E fact(Class<E> type, Workforce of) {
        return type.cast(Topics.awaitOn(
                AdministrationEvent.FAMILY,
                event ->
                        type.isInstance(event) && event.subject().equals(of.id().value())));
    }

    private static <E extends SignalEvent> E signal(Class<E> type, Workforce of) {
        return type.cast(Topics.awaitOn(
                SignalEvent.FAMILY, event -> type.isInstance(event) && of.id().equals(event.subject())));
    }
}
