package dev.mandate.console;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import dev.mandate.console.approvals.PlayedApprovals;
import dev.mandate.console.clients.PlayedClients;
import dev.mandate.console.findings.PlayedFindings;
import dev.mandate.console.signins.PlayedSignIns;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every page in a real browser: for who sees, who doesn't, and who has no pointer. */
@QuarkusTest
@TestSecurity(user = "ada")
class PagesInChromiumIT {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Map<String, String> PAGES = Map.ofEntries(
            entry("approvals", "/approvals"),
            entry("approval", "/approvals/apr_01jdm00000000000000000000a"),
            entry("stronger", "/approvals/apr_01jdm00000000000000000000b"),
            entry("answered", "/approvals/apr_01jdm00000000000000000000d"),
            entry("proposals", "/proposals"),
            entry("proposal", "/proposals/prp_01jdm00000000000000000000a"),
            entry("agents", "/agents"),
            entry("agent", "/agents/agt_01jdm00000000000000000000a"),
            entry("secrets", "/secrets"),
            entry("clients", "/clients?name=wiki"),
            entry("client", "/clients/" + PlayedClients.WIKI),
            entry("cross-app", "/cross-app?told=waits"),
            entry("task-caps", "/task-caps?told=done"),
            entry("sign-ins", "/sign-ins?who=Boo"),
            entry("sign-ins-of-one", "/sign-ins/" + PlayedSignIns.BO),
            entry("session", "/sessions/del_01jdm00000000000000000000a?after=2.m4x-1f"),
            entry("findings", "/findings?status=all"),
            entry("finding", "/findings/fnd_01jdm0000000000000000000aa"),
            entry("unknown", "/approvals/nonsense"),
            entry("signed-out", "/signed-out"));

    private static Playwright playwright;
    private static Browser chromium;

    @Inject
    PlayedApprovals approvals;

    @Inject
    PlayedFindings findings;

    @Inject
    PlayedClients clients;

    @Inject
    PlayedSignIns signIns;

    @TestHTTPResource
    URI site;

    @BeforeAll
    static void a_browser_is_there() {
        var executable = executable();
        assumeTrue(executable.isPresent(), "skipped: there is no Chromium here; Debian's package chromium has one");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable.get())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")));
    }

    @AfterAll
    static void and_is_closed() {
        if (playwright != null) playwright.close();
    }

    @BeforeEach
    void begin() {
        approvals.begin();
        findings.begin();
        clients.begin();
        signIns.begin();
    }

    @Test
    void no_page_keeps_anybody_out_in_light_on_a_screen_or_in_the_dark_on_a_phone() {
        areFit(ColorScheme.LIGHT, 1280);
        areFit(ColorScheme.DARK, 360);
    }

    private void areFit(ColorScheme scheme, int width) {
        try (var context = chromium.newContext(
                new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900))) {
            var page = context.newPage();
            PAGES.forEach((name, path) -> isFit(page, name + "-" + scheme + "-" + width, path));
        }
    }

    /** For people to look at. A browser that has no room to draw one on a busy machine is no fault of the page. */
    private static void picture(Page page, String name) {
        try {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(SCREENSHOTS.resolve(name + ".png"))
                    .setFullPage(true));
        } catch (PlaywrightException e) {
            System.err.println("no picture of " + name + ": " + e.getMessage());
        }
    }

    private void isFit(Page page, String name, String path) {
        page.navigate(site.resolve(path).toString());
        picture(page, name);
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

    @Test
    void the_bar_is_one_row_and_on_a_phone_a_menu_that_needs_no_script() {
        try (var context = chromium.newContext(
                new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(1200, 900))) {
            var page = context.newPage();
            page.navigate(site.resolve("/approvals").toString());
            assertThat(page.locator(".bar").boundingBox().height).isLessThan(70);
            assertThat(page.locator("nav a:visible").count()).isEqualTo(9);
            page.setViewportSize(360, 900);
            assertThat(page.locator(".bar").boundingBox().height).isLessThan(70);
            assertThat(page.locator("nav a:visible").count()).isZero();
            page.getByText("Pages", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator("nav a:visible").count()).isEqualTo(9);
            picture(page, "menu-360");
        }
    }

    @Test
    void an_approval_is_found_and_refused_by_keyboard_alone() {
        try (var context = chromium.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            var page = context.newPage();
            page.navigate(site.resolve("/approvals").toString());
            tabTo(page, page.locator(".card a").first());
            page.keyboard().press("Enter");
            page.waitForURL("**/approvals/apr_*"); // the list's own address doesn't fit

            tabTo(page, page.getByLabel("Why, for the record"));
            page.keyboard().type("not today");
            tabTo(page, page.getByText("No", new Page.GetByTextOptions().setExact(true)));
            page.waitForResponse(
                    response -> response.status() == 303, () -> page.keyboard().press("Enter"));
            assertThat(approvals.answers()).singleElement().asString().endsWith(" no not today");
        }
    }

    @Test
    void a_finding_is_found_looked_into_and_resolved_by_keyboard_alone() {
        try (var context = chromium.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            var page = context.newPage();
            page.navigate(site.resolve("/findings").toString());
            tabTo(page, page.locator(".card a").first());
            page.keyboard().press("Enter");
            page.waitForURL("**/findings/fnd_*");
            tabTo(page, page.getByLabel("Why, for the record"));
            page.keyboard().type("it was asked for");
            tabTo(page, page.getByText("Nothing is left to do"));
            page.waitForResponse(
                    response -> response.status() == 303, () -> page.keyboard().press("Enter"));
        }
    }

    @Test
    void a_person_is_found_and_a_sign_in_ended_by_keyboard_alone() {
        try (var context = chromium.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            var page = context.newPage();
            page.navigate(site.resolve("/sign-ins").toString());
            tabTo(page, page.getByLabel("Who"));
            page.keyboard().type("Bo");
            page.keyboard().press("Enter");
            page.waitForURL("**/sign-ins?who=Bo");
            tabTo(page, page.locator(".things a").first());
            page.keyboard().press("Enter");
            page.waitForURL("**/sign-ins/per_*");
            tabTo(page, page.locator(".card button").first());
            page.waitForResponse(
                    response -> response.status() == 303, () -> page.keyboard().press("Enter"));
            assertThat(signIns.done()).singleElement().asString().endsWith(" with its tasks");
        }
    }

    /** As many presses as a page may take, and the one that is meant has the focus. */
    private static void tabTo(Page page, com.microsoft.playwright.Locator wanted) {
        for (int presses = 0; presses < 30; presses++) {
            page.keyboard().press("Tab");
            if (wanted.and(page.locator(":focus")).count() == 1) return;
        }
        throw new AssertionError("the keyboard doesn't get to " + wanted);
    }

    private static Optional<Path> executable() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
