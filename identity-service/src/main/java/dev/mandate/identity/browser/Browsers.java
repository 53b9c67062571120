package dev.mandate.identity.browser;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.identity.keys.RandomSecret;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Cookies, and forms that only our own pages can send.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis">RFC 6265bis, cookie name prefixes and SameSite</a>
 */
@ApplicationScoped
public class Browsers {
    private static final int LONGEST_AGENT = 200;

    private final Site site;
    private final BrowserSeal seal;
    private final BrowserConfig config;

    Browsers(Site site, BrowserSeal seal, BrowserConfig config) {
        this.site = site;
        this.seal = seal;
        this.config = config;
    }

    public Visit visit(RoutingContext context) {
        var request = context.request();
        return new Visit(
                Visit.addressOf(context),
                agent(request.getHeader("User-Agent")),
                cookie(context, "browser"),
                cookie(context, "session"),
                sameSite(request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin")));
    }

    /**
     * A visit of a browser that can be told from others.
     *
     * @param cookies that it is given along with the page
     */
    public record Known(Visit visit, String... cookies) {}

    /** A browser that has no cookie yet, or lost only this one, is given one, since forms are bound to it. */
    public Known known(Visit visit) {
        if (visit.browser() != null) return new Known(visit);
        var made = RandomSecret.next();
        return new Known(visit.inBrowser(made), setBrowser(made));
    }

    /** {@code Set-Cookie} that tells this browser from others from now on, for as long as it runs. */
    public String setBrowser(String value) {
        return cookie("browser", value, null);
    }

    public String setSession(String value) {
        return cookie("session", value, null);
    }

    public String forgetSession() {
        return cookie("session", "", Duration.ZERO);
    }

    /** {@code Set-Cookie} that has this browser carry something for us, so long; nobody but it brings it back. */
    public String setCarried(String name, String value, Duration lifetime) {
        return cookie(name, value, lifetime);
    }

    public String forgetCarried(String name) {
        return cookie(name, "", Duration.ZERO);
    }

    /** What it carries; empty for nothing. */
    public String carried(RoutingContext context, String name) {
        var cookie = context.request().getCookie(name(name));
        return cookie == null ? "" : cookie.getValue();
    }

    /** Goes into a form, and makes it ours. */
    public String formToken(Visit visit) {
        return seal.seal("form\n" + visit.binding(), config.formLifetime(), "");
    }

    /** True for a form that a page of ours showed to this browser, to whoever is signed in there now. */
    public boolean isOurs(Visit visit, @Nullable String formToken) {
        return visit.browser() != null
                && !Boolean.FALSE.equals(visit.sameSite())
                && formToken != null
                && seal.open("form\n" + visit.binding(), formToken).isPresent();
    }

    /** The browser says that a page of ours sent it, though its token may count no more. Where it doesn't say, it may be anybody's. */
    public boolean cameFromUs(Visit visit) {
        return Boolean.TRUE.equals(visit.sameSite());
    }

    private @Nullable String cookie(RoutingContext context, String name) {
        Cookie cookie = context.request().getCookie(name(name));
        return cookie == null || cookie.getValue().length() != RandomSecret.LENGTH ? null : cookie.getValue();
    }

    private String cookie(String name, String value, @Nullable Duration maxAge) {
        return name(name) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + (site.secure() ? "; Secure" : "")
                + (maxAge == null ? "" : "; Max-Age=" + maxAge.toSeconds());
    }

    /** Only this very host can set one with the prefix, over TLS. */
    private String name(String name) {
        return (site.secure() ? "__Host-" : "") + "mandate-" + name;
    }

    private @Nullable Boolean sameSite(@Nullable String fetchSite, @Nullable String origin) {
        if (fetchSite != null) return fetchSite.equals("same-origin") || fetchSite.equals("none");
        return origin == null ? null : origin.equals(site.origin());
    }

    private static String agent(@Nullable String header) {
        if (header == null) return "";
        var shown = PlainText.shown(header);
        return shown.length() > LONGEST_AGENT ? shown.substring(0, LONGEST_AGENT) : shown;
    }
}
