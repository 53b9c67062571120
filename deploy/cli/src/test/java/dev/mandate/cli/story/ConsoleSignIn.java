package dev.mandate.cli.story;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.running.Service;
import java.net.URI;
import java.util.Base64;
import java.util.List;

/** What holds around the console's sign-in: where it leads, what the browser has of it, and what ends it. */
final class ConsoleSignIn {
    private ConsoleSignIn() {}

    static void holds(Stage stage, PersonAtConsole person, String path) {
        var console = URI.create(stage.system.ports().url(Service.CONSOLE));
        asksForTwoFactors(console, path);
        leadsNowhereElse(console, person);
        handsNoTokenToTheBrowser(person);
        endsWhereItWasEnded(person);
        endsForWhoLeaves(stage, person);
    }

    private static void asksForTwoFactors(URI console, String path) {
        var stronger = new Browser().open(console.resolve(path + "/stronger").toString());
        assertThat(stronger.way())
                .anySatisfy(address -> assertThat(address.getRawQuery())
                        .contains(
                                "acr_values=urn%3Amandate%3Aacr%3Amfa", "prompt=login", "code_challenge_method=S256"));
        assertThat(stronger.body()).contains("a password alone");
    }

    /** Whatever an address says of where to go next, and whatever comes back from a sign-in that nobody began. */
    private static void leadsNowhereElse(URI console, PersonAtConsole person) {
        for (var path : List.of(
                "/signed-in?code=x&state=forged",
                "/signed-in?error=access_denied&state=https://evil.example/",
                "//evil.example/%2f..",
                "/%5c%5cevil.example",
                "/approvals?after=https://evil.example/")) {
            for (var browser : List.of(new Browser(), person.browser.copy())) {
                var page = browser.open("http://" + console.getAuthority() + path);
                assertThat(page.way())
                        .as(path)
                        .allSatisfy(address -> assertThat(address.getHost()).isIn("127.0.0.1", "localhost"));
                assertThat(page.status()).as(path + "\n" + page.body()).isLessThan(500);
                assertThat(page.body()).doesNotContain("Exception");
            }
        }
    }

    /** What it holds is sealed: nothing in it can be read as a token, or as whose it is. */
    private static void handsNoTokenToTheBrowser(PersonAtConsole person) {
        assertThat(person.browser.everSet())
                .anySatisfy(cookie -> assertThat(cookie).startsWith("q_session"));
        assertThat(person.browser.everSet())
                .filteredOn(cookie -> !cookie.contains("Max-Age=0"))
                .allSatisfy(cookie -> {
                    assertThat(cookie).containsIgnoringCase("HttpOnly");
                    for (var part : cookie.split(";", 2)[0].split("[=.|]"))
                        assertThat(decoded(part)).doesNotContain("at+jwt", "\"sub\"", "per_", "ES256");
                });
    }

    private static String decoded(String part) {
        try {
            return new String(Base64.getUrlDecoder().decode(part), ISO_8859_1);
        } catch (IllegalArgumentException noBase64) {
            return part;
        }
    }

    private static void endsWhereItWasEnded(PersonAtConsole person) {
        var signedIn = person.opens("/approvals");
        assertThat(signedIn.at().getPath())
                .as(signedIn.way() + "\n" + signedIn.body())
                .isEqualTo("/approvals");
        var copied = person.browser.copy();
        var signedOut = person.opens("/sign-out?post_logout_redirect_uri=https://evil.example/");
        assertThat(signedOut.body()).contains("You are signed out");
        assertThat(signedOut.way())
                .allSatisfy(address -> assertThat(address.getHost()).isIn("127.0.0.1", "localhost"));
        assertThat(person.opens("/approvals").at().getPath()).isEqualTo("/sign-in");
        var asCopied = copied.open(signedIn.at().toString());
        assertThat(asCopied.status()).as("what somebody copied before").isEqualTo(401);
        assertThat(asCopied.body()).contains("Your sign-in has ended");
        assertThat(copied.open(signedIn.at().toString()).at().getPath()).isEqualTo("/sign-in");
    }

    private static void endsForWhoLeaves(Stage stage, PersonAtConsole person) {
        var page = person.signsIn(person.opens("/approvals"));
        assertThat(page.at().getPath()).isEqualTo("/approvals");
        stage.hr.leaves(Approvals.person(stage));
        assertThat(stage.await.until(() -> person.opens("/approvals").at().getPath(), at -> at.equals("/sign-in")))
                .isEqualTo("/sign-in");
    }
}
