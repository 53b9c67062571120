package dev.mandate.identity.consent;

import dev.mandate.identity.authorize.ConsentView;
import dev.mandate.identity.authorize.FlowPageResource;
import dev.mandate.identity.authorize.TaskConsents;
import dev.mandate.identity.authorize.TaskConsents.Answered;
import dev.mandate.identity.browser.Browsers;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.tasks.TaskAnswer;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where a person sees what an agent or a client wants to do for him, takes off what he doesn't want, and agrees or refuses. For whoever is signed in;
 * others sign in first.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9396#section-5">RFC 9396 section 5, authorization details in the user interface</a>
 */
@Path("/oauth2/consent")
@PermitAll
public class ConsentPageResource extends FlowPageResource {
    private static final String STALE = "This page was open for too long. Please look at it again.";

    private final Browsers browsers;
    private final TaskConsents consents;

    ConsentPageResource(Site site, Browsers browsers, TaskConsents consents) {
        super(site);
        this.browsers = browsers;
        this.consents = consents;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        /** @param request of the agent, sealed */
        static native TemplateInstance consent(String form, @Nullable String notice, String request, ConsentView shown);
    }

    /** The task as it is asked for. */
    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context RoutingContext context) {
        var request = Objects.requireNonNullElse(context.request().getParam("request"), "");
        return show(browsers.visit(context), 200, null, request, UnaryOperator.identity());
    }

    /** He agrees to what he left of it, refuses, or looks once more at what that is. */
    @POST
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> answered(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        var request = field(form, "request");
        var answer = TaskAnswer.of(form);
        if (!browsers.isOurs(visit, field(form, "form")))
            // What another site filled in for him would stand there as his own words and ticks.
            return show(
                    visit, 403, STALE, request, browsers.cameFromUs(visit) ? shown -> shown.typed(answer) : it -> it);
        if (field(form, "answer").equals("look"))
            return show(visit, 200, TaskAnswer.NOTHING_YET, request, shown -> shown.typed(answer));
        if (!field(form, "answer").equals("agree"))
            return consents.refuse(request, visit.session()).map(this::answer);
        return consents.agree(request, visit.session(), answer)
                .chain(answered -> answered instanceof Answered.Again again
                        ? show(visit, 400, again.why().words(), request, shown -> shown.typed(answer))
                        : Uni.createFrom().item(answer(((Answered.Goes) answered).to())));
    }

    /** @param left how far he got with it */
    private Uni<Response> show(
            Visit visit, int status, @Nullable String notice, String request, UnaryOperator<ConsentView> left) {
        var known = browsers.known(visit);
        return consents.shown(request, visit.session())
                .map(found -> found.fold(
                        shown -> pageThatLeads(
                                status,
                                shown.goesOnTo(),
                                Templates.consent(
                                        browsers.formToken(known.visit()), notice, request, left.apply(shown)),
                                known.cookies()),
                        this::answer));
    }
}
