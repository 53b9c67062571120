package dev.mandate.console.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.console.frame.Told;
import dev.mandate.pages.PageBrowser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications and services, with identity-service and the sign-in played. */
@QuarkusTest
@TestSecurity(user = "ada")
class ClientPagesIT {
    private static final String WIKI = "/clients/" + PlayedClients.WIKI;

    @Inject
    PlayedClients clients;

    @TestHTTPResource
    URI site;

    private PageBrowser browser;

    @BeforeEach
    void begin() {
        clients.begin();
        browser = new PageBrowser(site);
    }

    @Test
    void they_are_listed_by_name_found_by_a_part_of_it_and_shown_part_by_part() {
        assertThat(browser.get("/clients?name=%20wiki%20&after=3").body())
                .contains("Wiki &lt;b&gt;", WIKI, "application · It gets tokens.")
                .contains("/clients/https%3A%2F%2Fpages.example%2Fclient")
                .contains("/clients?name=wiki&amp;after=17");
        assertThat(clients.done()).containsExactly("list wiki3");
    }

    @Test
    void those_that_nobody_answers_for_are_found_together() {
        assertThat(browser.get("/clients?ownerless=true").body())
                .contains("Nobody answers for them", "/clients?ownerless=true&amp;after=17");
        assertThat(clients.done()).containsExactly("list  of nobody ");
    }

    @Test
    void one_is_told_in_words_with_what_ends_and_what_waits() {
        assertThat(browser.get(WIKI).body())
                .contains(
                        "know who you are",
                        "people sign in to it at a browser",
                        "A secret ends",
                        "in 5 days",
                        "https://wiki.example/back",
                        "<bdi>Ada Abel</bdi> answers for it",
                        "Administrators change it; who answers for it can hand it over.",
                        "give the client Wiki the scopes openid profile",
                        "/proposals/" + PlayedClients.PROPOSAL,
                        "at https://chat.example as “wiki”");
        assertThat(browser.get("/clients/https%3A%2F%2Fpages.example%2Fclient").body())
                .contains("The service <bdi>nightly</bdi>", "a key of its own, which has no end")
                .contains("Nobody answers for it, and nobody is asked to.", "It gets tokens until", "in 9 days");
        assertThat(browser.get("/clients/" + PlayedClients.CLERK).body())
                .contains("<bdi>Ada Abel</bdi> answers for it")
                .doesNotContain("Change what it is");
        assertThat(browser.get("/clients/cli_nobody").status()).isEqualTo(404);
    }

    @Test
    void who_may_see_none_is_told_who_may_and_finds_none_by_its_address() {
        clients.allowed(false);
        assertThat(browser.get("/clients").body())
                .contains("mandate-administrator")
                .doesNotContain("Wiki");
        assertThat(browser.get(WIKI).status()).isEqualTo(404);
    }

    @Test
    void what_is_otherwise_than_it_was_is_asked_for_and_nothing_else() {
        assertThat(change("7", "name", "Wiki", "idTokens", "RS256", "reason", "it moved")
                        .location())
                .endsWith(WIKI + "?told=done");
        assertThat(clients.done())
                .containsExactly(PlayedClients.WIKI + " {name=Wiki, idTokenSignedResponseAlg=RS256, reason=it moved}");
    }

    @Test
    void what_reaches_others_waits_and_the_page_says_so() {
        clients.tells(new Told.Waits(PlayedClients.PROPOSAL));
        var led = change("7", "redirectUris", "https://wiki.example/back\r\n https://wiki.example/other ");
        assertThat(led.location()).endsWith("?told=waits");
        assertThat(clients.done())
                .containsExactly(
                        PlayedClients.WIKI + " {redirectUris=[https://wiki.example/back, https://wiki.example/other]}");
        assertThat(browser.get(WIKI + "?told=waits").body()).contains("waits for a second person");
        assertThat(browser.get(WIKI + "?told=nonsense").body()).doesNotContain("told=", "That is done");
    }

    @Test
    void of_what_changed_meanwhile_and_of_what_can_t_be_read_nothing_is_asked() {
        assertThat(change("6", "name", "Wiki").body()).contains("changed by somebody else meanwhile");
        assertThat(change("7").body()).contains("Say what is to be otherwise");
        assertThat(change("7", "keys", "{no").body()).contains("Correct the keys", "JWK set");
        assertThat(change("7", "reason", "a\u0000b", "name", "x").body()).contains("Correct the reason");
        assertThat(browser.post(WIKI + "/change", "shown", "7", "name", "x").status())
                .isEqualTo(400);
        assertThat(clients.done()).isEmpty();
        clients.tells(Told.refused("Only who holds the role mandate-administrator changes what clients are."));
        var refused = change("7", "name", "Wiki");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body())
                .contains("Only who holds the role mandate-administrator")
                .contains("The application <bdi>Wiki &lt;b&gt;</bdi>")
                .as("what was typed stays")
                .contains("name=\"name\" value=\"Wiki\"");
    }

    @Test
    void one_is_stopped_with_a_reason_and_goes_on_again() {
        assertThat(browser.get(WIKI).body()).contains("Stop it now").doesNotContain("Let it go on");
        assertThat(stands("stop", "").body()).contains("Say why, for the record");
        assertThat(stands("end", "a drill").body()).contains("Stop it, or let it go on");
        assertThat(stands("stop", "a drill").location()).endsWith(WIKI + "?told=done");
        assertThat(browser.get(WIKI).body()).contains("It is stopped").doesNotContain("Stop it now");
        assertThat(stands("resume", "it is over").location()).endsWith(WIKI + "?told=done");
        assertThat(clients.done())
                .containsExactly(
                        "stop " + PlayedClients.WIKI + " a drill", "resume " + PlayedClients.WIKI + " it is over");
        clients.tells(Told.refused("Use another client, since a stopped one can't resume itself."));
        assertThat(stands("stop", "a drill").body()).contains("Use another client");
        assertThat(browser.post(WIKI + "/standing", "answer", "stop", "reason", "x")
                        .status())
                .isEqualTo(400);
        assertThat(browser.get("/clients/" + PlayedClients.CLERK).body())
                .as("agents are stopped on pages of their own")
                .doesNotContain("Stop it now");
    }

    private PageBrowser.Page stands(String answer, String reason) {
        return browser.post(
                WIKI + "/standing",
                "csrf-token",
                browser.get(WIKI).field("csrf-token"),
                "answer",
                answer,
                "reason",
                reason);
    }

    /** As the form has it, but for these fields. */
    private PageBrowser.Page change(String shown, String... other) {
        var usual = new String[] {
            "csrf-token", browser.get(WIKI).field("csrf-token"),
            "shown", shown,
            "name", "Wiki <b>",
            "grant", "authorization_code",
            "redirectUris", "https://wiki.example/back",
            "authentication", "",
            "keys", "",
            "idTokens", "ES256",
            "pkce", "yes",
            "reason", ""
        };
        var form = new ArrayList<String>();
        for (int i = 0; i < usual.length; i += 2)
            if (!List.of(other).contains(usual[i])) form.addAll(List.of(usual[i], usual[i + 1]));
        form.addAll(List.of(other));
        return browser.post(WIKI + "/change", form.toArray(String[]::new));
    }
}
