package dev.mandate.identity.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.identity.Api;
import dev.mandate.identity.Chromium;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.consent.Asker;
import dev.mandate.identity.consent.CataloguedTools;
import dev.mandate.identity.consent.McpApplication;
import dev.mandate.identity.consent.StandInAuthz;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way in, in a real browser with an authenticator of its own: nobody is kept out, whatever the screen and with whichever colours. */
@QuarkusTest
class PagesInChromiumIT {
    private static Chromium chromium;

    @BeforeAll
    static void a_browser_is_there() {
        chromium = Chromium.started();
    }

    @AfterAll
    static void and_is_closed() {
        if (chromium != null) chromium.close();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 360"})
    void a_person_makes_a_passkey_of_an_invitation_comes_back_by_it_and_is_asked_for_a_task(
            ColorScheme scheme, int width) {
        var ada = Workforce.joins("Ada");
        var agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        try (var context = chromium.browser()
                .newContext(
                        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900))) {
            context.setDefaultTimeout(10_000);
            var page = context.newPage();
            authenticatorOf(context, page);
            page.navigate(TestBrowser.SITE + SignedIn.invitationOf(ada));
            isFit(page, "the invitation");
            page.getByText("Create a passkey").click();
            page.waitForURL("**/account*");
            isFit(page, "the account");
            page.getByText("Sign out", new Page.GetByTextOptions().setExact(true))
                    .click();
            page.waitForSelector("text=You are signed out");
            isFit(page, "after it");
            page.navigate(TestBrowser.SITE + "/sign-in");
            isFit(page, "the sign-in");

            page.getByLabel("Mail address").fill("nobody@acme.example");
            page.getByLabel("Password").fill("wrong and long enough");
            page.getByText("Sign in", new Page.GetByTextOptions().setExact(true))
                    .last()
                    .click();
            page.waitForSelector(".notice");
            isFit(page, "the sign-in, refused");
            page.getByText("Sign in with a passkey").click();
            page.waitForURL("**/account*");

            CataloguedTools.has(
                    "payments",
                    "payments.transfer",
                    "Transfer money",
                    List.of("to[]", "cc[]", "amount#", "purpose"),
                    ToolLabel.EGRESS);
            page.navigate(TestBrowser.SITE + agent.request(Asker.details("PT1H", "payments.transfer")));
            page.waitForURL("**/oauth2/consent*");
            assertThat(page.textContent("h1")).contains("Clerk");
            isFit(page, "what an agent asks for");
            // By the keyboard alone: to the first tool's limits, into them, and on.
            page.locator("summary").first().focus();
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            page.keyboard().press("ControlOrMeta+a");
            page.keyboard().type("900");
            isFit(page, "how it is limited further");
            page.keyboard().press("Enter");
            page.waitForSelector("[aria-invalid=true]");
            assertThat(page.textContent(".problem")).contains("Write 500, or less.");
            assertThat(page.inputValue("[aria-invalid=true]")).isEqualTo("900");
            isFit(page, "what can't be");
            page.fill("[aria-invalid=true]", "200");
            page.keyboard().press("Enter");
            page.waitForSelector("li:has-text('amount from 0 to 200')");
            assertThat(page.textContent("[role=alert]")).contains("Nothing is agreed to yet");

            CataloguedTools.has("notes", "notes.find", "Find a note", ToolLabel.PRIVATE);
            var client = McpApplication.registered("An editor");
            page.navigate(TestBrowser.SITE + client.request(McpApplication.server("notes")));
            page.waitForURL("**/oauth2/consent*");
            assertThat(page.textContent("h1")).contains("Let a program on your own machine use notes");
            isFit(page, "what a client is to do at a server");

            CataloguedTools.has("notes", "notes.write", "Write a note", ToolLabel.STATE);
            try (var authz = new StandInAuthz()) {
                authz.says("notes.find", "refused", "Notes are read by editors; the role editor changes this.")
                        .says("notes.write", "asked", "Somebody looks at each note.");
                page.reload();
                assertThat(page.textContent("s")).isEqualTo("Find a note");
                assertThat(page.isVisible("text=the role editor changes this")).isTrue();
                assertThat(page.isVisible("text=Somebody looks at each note")).isTrue();
                isFit(page, "what policies refuse");
            }

            page.navigate(TestBrowser.SITE + "/device");
            isFit(page, "the device");
            page.navigate(TestBrowser.SITE + "/account");
            page.getByLabel("New password").fill(SignedIn.PASSWORD);
            page.getByLabel("The same again").fill(SignedIn.PASSWORD);
            page.getByText("Set a password").click();
            page.waitForSelector("text=Change the password");
            page.getByText("Set up an authenticator app").click();
            isFit(page, "the authenticator app");
            Api.issuerIsRegistered();
            Api.as(Api.accessToken(Api.signIn(ada)))
                    .body(Api.delegation(Api.agentOf(ada, "Scribe"), "notes.find"))
                    .post("/delegations")
                    .then()
                    .statusCode(200);
            page.navigate(TestBrowser.SITE + "/account");
            page.getByText("Sign out everywhere").click();
            page.waitForSelector("h1:has-text('Sign out everywhere?')");
            assertThat(page.isChecked("input[value=end]")).isTrue();
            assertThat(page.isVisible("li:has-text('Scribe')")).isTrue();
            isFit(page, "what becomes of tasks");
            page.locator("button.first").click();
            page.waitForSelector("h1:has-text('You are signed out everywhere')");
            page.navigate(TestBrowser.SITE + "/invitation/nonsense");
            isFit(page, "an invitation that is none");
        }
    }

    /** As one that a device has built in: it asks for nobody's finger. */
    private static void authenticatorOf(BrowserContext context, Page page) {
        var tools = context.newCDPSession(page);
        tools.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var one = new JsonObject();
        one.add("options", options);
        tools.send("WebAuthn.addVirtualAuthenticator", one);
    }

    private static void isFit(Page page, String name) {
        // Without frames one run is the whole; otherwise a second page loads all of axe again to put it together.
        var found = new AxeBuilder(page).setLegacyMode(true).analyze().getViolations();
        assertThat(found)
                .as(name)
                .extracting(violation -> violation.getImpact() + " " + violation.getId() + " " + violation.getNodes())
                .isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as(name + " fits")
                .isEqualTo(true);
    }
}
