package dev.mandate.identity.crossorigin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.mandate.identity.Api;
import dev.mandate.identity.Chromium;
import dev.mandate.identity.NodePackage;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.authorize.Application;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Applications that are only a page, in a real browser: it is the browser that keeps pages from reading what isn't theirs. */
@QuarkusTest
class SinglePageIT {
    private static final NodePackage LIBRARY =
            new NodePackage("oidc-client-ts", "3.5.0", Path.of("target/oidc-client-ts"));
    private static final String BUNDLE = "node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js";

    private static final String PAGE = "<!doctype html><title>Page</title><output></output>"
            + "<script src=library.js></script><script src=page.js></script>";

    private static final String ASKS = """
            async ({issuer, client}) => {
              const found = await (await fetch(issuer + '/.well-known/openid-configuration')).json();
              const keys = (await (await fetch(found.jwks_uri)).json()).keys.length;
              const body = new URLSearchParams({grant_type: 'refresh_token', refresh_token: 'x', client_id: client});
              try {
                const answer = await fetch(found.token_endpoint, {method: 'POST', body, headers: {DPoP: 'x'}});
                return [keys > 0, (await answer.json()).error];
              } catch (error) {
                return [keys > 0, error.name];
              }
            }""";

    private static Chromium chromium;
    private static HttpServer pages;
    private static HttpServer others;

    @BeforeAll
    static void a_browser_and_pages_are_there() throws IOException {
        chromium = Chromium.started();
        pages = server();
        others = server();
    }

    @AfterAll
    static void and_are_closed() {
        if (chromium == null) return;
        chromium.close();
        pages.stop(0);
        others.stop(0);
    }

    @Test
    void a_page_reads_what_is_for_its_client_and_a_page_elsewhere_does_not() {
        var app = page();
        assertThat(ask(pages, app)).isEqualTo(List.of(true, "invalid_dpop_proof"));
        // Both may read what is public.
        assertThat(ask(others, app)).isEqualTo(List.of(true, "TypeError"));
    }

    /** It comes from npm's registry, so that it is asked for. */
    @Test
    void oidc_client_ts_signs_somebody_in_with_its_default_settings() throws Exception {
        assumeTrue(Boolean.getBoolean("oidc-client-ts"), "skipped: -DargLine=-Doidc-client-ts=true asks for it");
        assumeTrue(LIBRARY.installed("oidc-client-ts.js"), "skipped: no Node, or npm can't install " + LIBRARY);
        var app = page();
        var ada = SignedIn.withPassword("Ada");
        try (var context = chromium.browser().newContext()) {
            context.setDefaultTimeout(10_000);
            var page = context.newPage();
            page.navigate(origin(pages) + "/?client=" + app.id());
            page.waitForURL("**/sign-in*");
            page.getByLabel("Mail address").fill(ada.person().email());
            page.getByLabel("Password").fill(SignedIn.PASSWORD);
            page.getByText("Sign in", new Page.GetByTextOptions().setExact(true))
                    .last()
                    .click();
            page.waitForURL(origin(pages) + "/*");
            page.waitForSelector("output:not(:empty)");
            assertThat(page.textContent("output"))
                    .isEqualTo("{\"sub\":\"" + ada.person().id()
                            + "\",\"name\":\"Ada Example\",\"another\":true,\"revoked\":401}");
        }
    }

    private static Object ask(HttpServer from, Application app) {
        try (var context = chromium.browser().newContext()) {
            var page = context.newPage();
            page.navigate(origin(from) + "/empty");
            return page.evaluate(ASKS, Map.of("issuer", Api.US, "client", app.id()));
        }
    }

    private static Application page() {
        return Application.registered(
                Map.of("public", true, "redirectUris", List.of(origin(pages) + "/")), "openid", "profile");
    }

    private static String origin(HttpServer server) {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static HttpServer server() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var body =
                    switch (exchange.getRequestURI().getPath()) {
                        case "/" -> PAGE.getBytes(UTF_8);
                        case "/library.js" -> Files.readAllBytes(LIBRARY.home().resolve(BUNDLE));
                        case "/page.js" -> Files.readAllBytes(LIBRARY.home().resolve("oidc-client-ts.js"));
                        default -> " ".getBytes(UTF_8);
                    };
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        return server;
    }
}
