package dev.mandate.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.TestBrowser.Page;
import dev.mandate.identity.Workforce;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What whoever has somebody's account at a provider, or the provider itself, can't change of what he signs in with here. */
@QuarkusTest
class ProviderCredentialsIT {
    private static final String BY_OWN = "/sign-in?again=own";

    private UpstreamProvider corp;
    private final String sub = "sub-" + UUID.randomUUID();

    @BeforeEach
    void there_is_a_provider() {
        corp = new UpstreamProvider();
    }

    @AfterEach
    void there_is_none() {
        corp.close();
        Api.as(Api.admin()).body(Map.of("reason", "the test is over")).post("/issuers/{issuer}/stop", corp.issuer());
    }

    @Test
    void whom_a_provider_signs_in_changes_his_credentials_only_by_one_that_he_has_here() {
        var id = corp.isTrusted(Map.of("mailDomains", List.of("corp.example")));
        var ada = SignedIn.withPassword("Ada");
        for (var method : List.of("pwd", "mfa")) {
            var thief = in(ada.person(), method);
            var account = thief.get("/account");
            var link = account.found("/account/linked/(lnk_[a-z0-9]+)/remove");
            for (var path : List.of(
                    "/account/password",
                    "/account/passkeys",
                    "/account/credentials/password/remove",
                    "/account/authenticator/codes",
                    "/account/authenticator/remove",
                    "/account/linked/" + id,
                    "/account/linked/" + link + "/remove"))
                assertThat(thief.post(path, "form", account.form()).location())
                        .as(method + " " + path)
                        .isEqualTo(BY_OWN);
            assertThat(thief.get("/account/authenticator").location()).isEqualTo(BY_OWN);
            assertThat(setsPassword(thief).location()).isEqualTo(BY_OWN);
        }
        var her = in(ada.person(), "pwd");
        var page = her.get(BY_OWN);
        assertThat(page.body()).contains("a password or passkey that you have here");
        her.post("/sign-in", "form", page.form(), "name", ada.person().email(), "password", SignedIn.PASSWORD);
        assertThat(setsPassword(her).body()).contains("Your password is set");
    }

    @Test
    void who_has_no_credential_here_sets_his_first_only_after_two_factors_there() {
        corp.isTrusted(Map.of("mailDomains", List.of("corp.example")));
        var ada = Workforce.joins("Ada");
        assertThat(setsPassword(in(ada, "pwd")).location()).isEqualTo(BY_OWN);
        var browser = in(ada, "mfa");
        assertThat(setsPassword(browser).body()).contains("Your password is set");
        assertThat(setsPassword(browser).location())
                .as("she has one of her own now")
                .isEqualTo(BY_OWN);
    }

    private TestBrowser in(Workforce person, String method) {
        var browser = new TestBrowser();
        var said = Map.of("email", person.email(), "email_verified", true, "amr", List.of(method));
        assertThat(corp.signsIn(browser, sub, said).location()).isEqualTo("/account");
        return browser;
    }

    private static Page setsPassword(TestBrowser browser) {
        var form = browser.get("/account").form();
        var other = "nine green herons fly";
        return browser.post("/account/password", "form", form, "password", other, "repeated", other);
    }
}
