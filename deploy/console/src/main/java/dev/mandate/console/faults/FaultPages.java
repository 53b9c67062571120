package dev.mandate.console.faults;

import dev.mandate.console.apis.SignInEnded;
import dev.mandate.console.apis.Unanswered;
import dev.mandate.console.frame.Message;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Whatever fails, a person reads what happened and what to do, and nothing of how it is built. */
class FaultPages {
    private static final Logger LOG = Logger.getLogger(FaultPages.class);
    private static final String APPROVALS = "/approvals";
    private static final String BACK = "To what waits for me";
    private static final String ENDED = "Your sign-in has ended";

    private final OidcSession session;

    FaultPages(OidcSession session) {
        this.session = session;
    }

    /** A form of another site. The token in each form says the same; this says it before anything is read. */
    @ServerRequestFilter(preMatching = true)
    @Nullable
    Response foreignForm(ContainerRequestContext request) {
        var from = request.getHeaderString("Sec-Fetch-Site");
        if (from == null
                || from.equals("same-origin")
                || from.equals("none")
                || !request.getMethod().equals("POST")) return null;
        return page(403, "Nothing was done", "Another site sent this form. Open the page here, and answer there.");
    }

    /** The check of a form's token says nothing in words, and would say it for ever to a browser in which somebody planted another. */
    @ServerResponseFilter
    void staleForm(ContainerResponseContext response) {
        if (response.getStatus() != 400 || response.hasEntity()) return;
        response.getHeaders().add("Set-Cookie", "csrf-token=; Path=/; Max-Age=0; HttpOnly");
        response.setEntity(
                Message.of(
                                "Nothing was done",
                                "This form isn't one that a page here has just shown to this browser. Open the page again, and answer there.",
                                BACK,
                                APPROVALS)
                        .render(),
                null,
                MediaType.TEXT_HTML_TYPE);
    }

    @ServerExceptionMapper
    Response unanswered(Unanswered fault) {
        LOG.warn(fault.getMessage());
        return page(
                503,
                "This can't be shown now",
                "The service that keeps " + fault.api().keeps()
                        + " doesn't answer. Nothing was changed that you didn't see confirmed; try again in a moment.");
    }

    /** What the browser has of the sign-in is taken away, so that the next page begins with a new one. */
    @ServerExceptionMapper
    Uni<Response> signInEnded(SignInEnded fault) {
        return session.logout().replaceWith(() -> page(401, ENDED, "You signed out elsewhere, or were signed out."));
    }

    /** A sign-in that ended elsewhere, or an answer to one that nobody began here: what the browser has of it is taken away. */
    @ServerExceptionMapper({AuthenticationFailedException.class, AuthenticationCompletionException.class})
    Response signInNotTaken(ContainerRequestContext request) {
        var answer = Response.fromResponse(
                page(401, ENDED, "You signed out elsewhere, were signed out, or waited too long at the sign-in."));
        for (var name : request.getCookies().keySet())
            if (name.startsWith("q_")) answer.header("Set-Cookie", name + "=; Path=/; Max-Age=0; HttpOnly");
        return answer.build();
    }

    @ServerExceptionMapper
    Response signInAway(OIDCException fault) {
        LOG.warn("sign-in: " + fault.getMessage());
        return page(
                503,
                "Nobody can sign in now",
                "The service that signs people in doesn't answer; try again in a moment.");
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException fault) {
        return page(
                404, "There is no such page", "Or it isn't for you. Check the address, or ask whoever sent it to you.");
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException fault) {
        return page(405, "Nothing was done", "This address is for forms; open the page that has the form.");
    }

    @ServerExceptionMapper
    Response anythingElse(Exception fault) {
        LOG.error("a page failed", fault);
        return page(
                500,
                "This went wrong",
                "It is in the log of the console. Try again; if it stays so, tell an administrator.");
    }

    private static Response page(int status, String title, String says) {
        return Response.status(status)
                .type("text/html;charset=utf-8")
                .entity(Message.of(title, says, BACK, APPROVALS).render())
                .build();
    }
}
