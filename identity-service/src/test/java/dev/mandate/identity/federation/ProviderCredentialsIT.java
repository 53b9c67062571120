package dev.mandate.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Workforce;
import dev.mandate.pages.PageBrowser.Page;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
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

    @Test
    void the_last_way_in_stays_also_of_two_that_are_unlinked_at_once() {
        var id = corp.isTrusted(Map.of("mailDomains", List.of("corp.example")));
        var browser = in(Workforce.joins("Ada"), "mfa");
        links(browser, corp, id);
        var account = browser.get("/account");
        assertThat(linked(account)).hasSize(2);
        var answers = linked(account).parallelStream()
                .map(link -> unlinks(copyOf(browser), account, link).status())
                .toList();
        assertThat(answers).containsExactlyInAnyOrder(303, 409);
        var left = browser.get("/account");
        assertThat(linked(left)).hasSize(1);
        assertThat(unlinks(browser, left, linked(left).get(0)).body())
                .contains("This is the only way in that you have");
        assertThat(unlinks(browser, left, "lnk_nobodys").location()).isEqualTo("/account");
    }

    @Test
    void an_account_at_a_stopped_provider_is_no_way_in() {
        corp.isTrusted(Map.of("mailDomains", List.of("corp.example")));
        try (var other = new UpstreamProvider()) {
            var browser = in(Workforce.joins("Ada"), "mfa");
            links(browser, other, other.isTrusted(Map.of("name", "Other")));
            other.isStopped("its key was stolen");
            var account = browser.get("/account");
            assertThat(account.body()).contains("which signs nobody in now");
            var links = linked(account);
            assertThat(unlinks(browser, account, links.get(0)).status()).isEqualTo(409);
            assertThat(unlinks(browser, account, links.get(1)).location()).isEqualTo("/account");
            assertThat(linked(browser.get("/account"))).containsExactly(links.get(0));
        }
    }

    private void links(TestBrowser browser, UpstreamProvider provider, String id) {
        var page = browser.post(
                "/account/linked/" + id, "form", browser.get("/account").form());
        var there = page.found("class=\"button\" href=\"([^\"]*)\"").replace("&amp;", "&");
        assertThat(browser.get(provider.back(there, "another " + sub, Map.of())).location())
                .isEqualTo("/account");
    }

    /** In the order in which they were linked. */
    private static List<String> linked(Page account) {
        return Pattern.compile("/account/linked/(lnk_[a-z0-9]+)/remove")
                .matcher(account.body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Page unlinks(TestBrowser browser, Page account, String link) {
        return browser.post("/account/linked/" + link + "/remove", "form", account.form());
    }

    private static TestBrowser copyOf(TestBrowser browser) {
        var copy = new TestBrowser();
        for (var cookie : List.of("mandate-session", "mandate-browser")) copy.holds(cookie, browser.cookie(cookie));
        return copy;
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
