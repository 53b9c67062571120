package dev.mandate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** People who have set a credential and are signed in, in a browser of their own. */
public record SignedIn(Workforce person, TestBrowser browser) {
    public static final String PASSWORD = "seven grey herons wade";

    /** The path of a new invitation's link. */
    public static String invitationOf(Workforce person) {
        var link = Api.body(Api.as(Api.admin())
                        .body(Map.of())
                        .post("/identities/" + person.id() + "/invitation")
                        .then()
                        .statusCode(200))
                .path("link")
                .textValue();
        assertThat(link).startsWith(TestBrowser.SITE + "/invitation/");
        return link.substring(TestBrowser.SITE.length());
    }

    public static SignedIn withPassword(String givenName) {
        return withPassword(Workforce.joins(givenName));
    }

    public static SignedIn withPassword(Workforce person) {
        var browser = new TestBrowser();
        var link = invitationOf(person);
        var page = browser.get(link);
        var done = browser.post(link + "/password", "form", page.form(), "password", PASSWORD, "repeated", PASSWORD);
        assertThat(done.status()).as(done.body()).isEqualTo(303);
        return new SignedIn(person, browser);
    }

    public static SignedIn withPasskey(String givenName, SoftPasskey passkey) {
        var person = Workforce.joins(givenName);
        var browser = new TestBrowser();
        var link = invitationOf(person);
        var page = browser.get(link);
        var done = browser.post(
                link + "/passkey", "form", page.form(), "response", passkey.create(page.options()), "name", "laptop");
        assertThat(done.status()).as(done.body()).isEqualTo(303);
        return new SignedIn(person, browser);
    }

    /** Beside what he has. */
    public TestBrowser.Page adds(SoftPasskey passkey, String name) {
        var account = browser.get("/account");
        return browser.post(
                "/account/passkeys",
                "form",
                account.form(),
                "response",
                passkey.create(account.options()),
                "name",
                name);
    }

    /** In a browser that knows nothing yet. */
    public static TestBrowser.Page byPassword(TestBrowser browser, String name, String password) {
        var page = browser.get("/sign-in");
        return browser.post("/sign-in", "form", page.form(), "name", name, "password", password);
    }

    /** @param page that a request led to, which goes on afterwards */
    public static TestBrowser.Page byPassword(TestBrowser browser, TestBrowser.Page page, Workforce person) {
        return browser.post(
                "/sign-in",
                "form",
                page.form(),
                "request",
                page.request(),
                "name",
                person.email(),
                "password",
                PASSWORD);
    }

    /** @param page that a request led to, which goes on afterwards */
    public static TestBrowser.Page byPasskey(TestBrowser browser, TestBrowser.Page page, SoftPasskey passkey) {
        return browser.post(
                "/sign-in/passkey",
                "form",
                page.form(),
                "request",
                page.request(),
                "response",
                passkey.get(page.options()));
    }
}
