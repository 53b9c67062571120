package dev.mandate.identity.browser;

import dev.mandate.messaging.http.OpenQuery;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all pages have in common: nothing of others is loaded or run, nobody frames them, nothing of them is kept.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
 */
@OpenQuery
public abstract class PageResource {
    private static final String CONTENT = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            + " frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private static final String MOVED = "moved";

    private final Site site;

    protected PageResource(Site site) {
        this.site = site;
    }

    protected Response page(int status, TemplateInstance page, String... cookies) {
        return pageThatLeads(status, "", page, cookies);
    }

    /** @param goesOnTo what a form's answer may redirect to beside us: an origin, or a scheme with a colon; empty for nothing */
    protected Response pageThatLeads(int status, String goesOnTo, TemplateInstance page, String... cookies) {
        return guarded(Response.status(status), goesOnTo, cookies)
                .type("text/html;charset=utf-8")
                .entity(page.render())
                .build();
    }

    /**
     * Where a browser goes first that came by another name of this machine: cookies and passkeys belong to the one that people see. It is
     * sent there once, so that a proxy that tells us another name than its own sends nobody in circles.
     */
    protected Optional<Response> elsewhere(RoutingContext context) {
        var request = context.request();
        var asked = request.authority();
        if (asked == null || asked.host().equalsIgnoreCase(site.host()) || request.getParam(MOVED) != null)
            return Optional.empty();
        var query = request.query();
        return Optional.of(goTo(site.url() + request.path() + "?"
                + (query == null || query.isEmpty() ? "" : query + "&") + MOVED + "=1"));
    }

    /** By GET, whatever this was. */
    protected Response goTo(String location, String... cookies) {
        return guarded(Response.status(303), "", cookies)
                .header("Location", location)
                .build();
    }

    private ResponseBuilder guarded(ResponseBuilder answer, String goesOnTo, String... cookies) {
        answer.header("Content-Security-Policy", goesOnTo.isEmpty() ? CONTENT : CONTENT + " " + goesOnTo)
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cache-Control", "no-store");
        if (site.secure()) answer.header("Strict-Transport-Security", "max-age=31536000");
        for (var cookie : cookies) answer.header("Set-Cookie", cookie);
        return answer;
    }

    protected static Uni<Response> now(Response response) {
        return Uni.createFrom().item(response);
    }

    /** What was typed into a field of a form; empty if it wasn't sent. */
    protected static String field(@Nullable MultivaluedMap<String, String> form, String name) {
        return form == null ? "" : Objects.requireNonNullElse(form.getFirst(name), "");
    }
}
