package dev.mandate.console.approvals;

import dev.mandate.console.approvals.Approvals.Outcome;
import dev.mandate.console.approvals.Approvals.Said;
import dev.mandate.console.frame.TypedLine;
import dev.mandate.console.signin.SignInStrength;
import dev.mandate.console.signin.Visitor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.ApprovalId;
import io.quarkus.oidc.OidcSession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What waits for my yes, and the page of each that can be sent to a colleague; who may not see it finds nothing there. */
@Path("/approvals")
@Authenticated
@Blocking
public class ApprovalResource {
    private static final String LIKEWISE = "likewise";
    private static final Set<String> ANSWERS = Set.of("yes", "no", LIKEWISE);

    private final Approvals approvals;
    private final Visitor visitor;
    private final OidcSession session;
    private final InstantSource clock;

    ApprovalResource(Approvals approvals, Visitor visitor, OidcSession session, InstantSource clock) {
        this.approvals = approvals;
        this.visitor = visitor;
        this.session = session;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance approvals(ApprovalsPage list);

        static native TemplateInstance approval(ApprovalPage page);
    }

    @GET
    public TemplateInstance list(@QueryParam("after") @Nullable String after) {
        var known = after == null
                ? null
                : ApprovalId.parse(after).map(ApprovalId::value).orElse(null);
        return Templates.approvals(ApprovalsPage.of(visitor.name(), approvals.waiting(known), clock));
    }

    @GET
    @Path("/{id}")
    public TemplateInstance one(@PathParam("id") String id) {
        return shown(known(id), "");
    }

    /** Somebody whose sign-in ended over the form comes back by a link. */
    @GET
    @Path("/{id}/answer")
    public Response answered(@PathParam("id") String id) {
        return to(id);
    }

    /**
     * Yes or no to the call as it was shown: if it isn't that any more, nothing is answered, and it is shown anew.
     *
     * @param answer {@code yes}, {@code no}, or {@code likewise}: yes, and to calls like it
     * @param shown digest of what the page with the form showed
     * @param limits names of arguments that calls like it are held to
     * @param lasting for how many minutes; empty for as long as the task
     */
    @POST
    @Path("/{id}/answer")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer(
            @PathParam("id") String id,
            @FormParam("answer") @Nullable String answer,
            @FormParam("reason") @Nullable String reason,
            @FormParam("shown") @Nullable String shown,
            @FormParam("limit") @Nullable List<String> limits,
            @FormParam("lasting") @Nullable String lasting) {
        var asked = known(id);
        var words = TypedLine.of(reason);
        if (answer == null || !ANSWERS.contains(answer)) return again(asked, "Say yes or no.");
        if (!words.isEmpty() && !Reason.is(words)) return again(asked, "Correct the reason: " + Reason.RULE + ".");
        if (!asked.digest().equals(shown))
            return again(
                    asked,
                    "What is asked has changed since you opened the page. Look at it again; nothing was answered.");
        var likewise = answer.equals(LIKEWISE) ? Likewise.of(asked, limits, lasting, clock.instant()) : null;
        if (likewise != null && !likewise.against().isEmpty()) return again(asked, likewise.against());
        var yes = !answer.equals("no");
        // Calls like it end with the yes; first, since a no is said only once, and this again if a service was away.
        var asksAgain = yes || asked.like() == null ? null : approvals.askAgain(asked);
        var said = approvals.answer(asked.id(), yes, words);
        if (said.outcome() == Outcome.STRONGER_SIGN_IN)
            return Response.seeOther(URI.create(path(asked.id()) + "/sign-in-again"))
                    .build();
        if (said.outcome() != Outcome.COUNTS) return again(known(id), said.advice());
        if (asksAgain != null)
            return beside(
                    asked,
                    asksAgain,
                    "This call is refused. Calls like it that you agreed to may still be made: end that among your tasks. ");
        if (likewise != null)
            return beside(
                    asked,
                    approvals.agree(asked, likewise.limits(), likewise.until()),
                    "This call was approved, and any other is asked for as ever. ");
        return to(asked.id());
    }

    /** @param without what holds where the one call is answered, and nothing became of those like it */
    private Response beside(AskedCall asked, Said likewise, String without) {
        return likewise.outcome() == Outcome.COUNTS
                ? to(asked.id())
                : again(known(asked.id()), without + likewise.advice());
    }

    /** Ends the sign-in here alone, so that a stronger one can take its place. */
    @GET
    @Path("/{id}/sign-in-again")
    public Uni<Response> signInAgain(@PathParam("id") String id) {
        var asked = known(id);
        if (SignInStrength.suffices(visitor.acr(), asked.acr()))
            return Uni.createFrom().item(to(asked.id()));
        return session.logout()
                .replaceWith(() -> Response.seeOther(URI.create(path(asked.id()) + "/stronger"))
                        .build());
    }

    /** Whoever arrives here has been asked for two factors on the way. */
    @GET
    @Path("/{id}/stronger")
    public Response stronger(@PathParam("id") String id) {
        return to(id);
    }

    private TemplateInstance shown(AskedCall asked, String notice) {
        return Templates.approval(ApprovalPage.of(asked, visitor, notice, clock));
    }

    private Response again(AskedCall asked, String notice) {
        return Response.status(409)
                .type("text/html;charset=utf-8")
                .entity(shown(asked, notice).render())
                .build();
    }

    private AskedCall known(String id) {
        return ApprovalId.parse(id)
                .flatMap(known -> approvals.find(known.value()))
                .orElseThrow(NotFoundException::new);
    }

    private static Response to(String id) {
        return Response.seeOther(URI.create(path(id))).build();
    }

    /** Of an id alone, so that nothing that somebody put into an address leads elsewhere. */
    private static String path(String id) {
        return "/approvals/"
                + ApprovalId.parse(id).orElseThrow(NotFoundException::new).value();
    }
}
