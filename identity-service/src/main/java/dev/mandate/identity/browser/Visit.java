package dev.mandate.identity.browser;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of the browser that made it.
 *
 * @param address of the connection, or as a trusted proxy says
 * @param agent what the browser calls itself, shortened; empty if it doesn't
 * @param browser the cookie that tells it from others; null before the first page
 * @param session the cookie of a sign-in; null without one
 * @param sameSite whether the browser says that a page of ours made the request; null where it doesn't say
 */
public record Visit(
        String address,
        String agent,
        @Nullable String browser,
        @Nullable String session,
        @Nullable Boolean sameSite) {
    /** As a trusted proxy says, if there is one; as Quarkus takes it where nobody vouches for one. */
    public static String addressOf(RoutingContext context) {
        String seen = context.get(SeenAddresses.KEY);
        if (seen != null) return seen;
        var address = context.request().remoteAddress();
        return address == null ? "unknown" : address.hostAddress();
    }

    public Visit inBrowser(String value) {
        return new Visit(address, agent, value, session, sameSite);
    }

    public Visit inSession(@Nullable String value) {
        return new Visit(address, agent, browser, value, sameSite);
    }

    /** What ties a form, or a challenge, to this browser and to whoever is signed in there. */
    public String binding() {
        return browser + "\n" + (session == null ? "" : session);
    }
}
