package dev.mandate.identity.pages;

import dev.mandate.events.administration.Reason;
import dev.mandate.identity.browser.Browsers;
import dev.mandate.identity.browser.PageResource;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.delegations.GivenTasks;
import dev.mandate.identity.delegations.GivenTasks.Running;
import dev.mandate.identity.identities.IdentityStops;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.sessions.EndCause;
import dev.mandate.identity.sessions.SignInEnds;
import dev.mandate.identity.sessions.SignInSession;
import dev.mandate.identity.sessions.SignInSessions;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * A person ends sign-ins of his: another one, or all. Where agents are at work for him that were given their tasks from there, he says first whether they go
 * on; they end unless he says so.
 */
@Path("/account/sign-ins")
@PermitAll
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class SignInEndPageResource extends PageResource {
    private static final String ACCOUNT = "/account";
    private static final Reason EVERYWHERE = new Reason("signed out everywhere");

    private final Browsers browsers;
    private final FreshSignIns signIns;
    private final SignInSessions sessions;
    private final SignInEnds ends;
    private final GivenTasks tasks;
    private final IdentityStops people;
    private final InstantSource clock;

    SignInEndPageResource(
            Site site,
            Browsers browsers,
            FreshSignIns signIns,
            SignInSessions sessions,
            SignInEnds ends,
            GivenTasks tasks,
            IdentityStops people,
            InstantSource clock) {
        super(site);
        this.browsers = browsers;
        this.signIns = signIns;
        this.sessions = sessions;
        this.ends = ends;
        this.tasks = tasks;
        this.people = people;
        this.clock = clock;
    }

    /** Ends another of his sign-ins. */
    @POST
    @Path("/{id}/end")
    @Operation(hidden = true)
    public Uni<Response> end(
            @Context RoutingContext context, @PathParam("id") String id, MultivaluedMap<String, String> form) {
        var answer = field(form, "tasks");
        return signedIn(
                context,
                form,
                him -> his(him, id)
                        .chain(found -> found.isEmpty()
                                ? done("That sign-in had ended already", "", ACCOUNT)
                                : running(him, found, answer)
                                        .chain(running -> running.all() > 0 && answer.isEmpty()
                                                ? asks(context, found, running)
                                                : one(him, found.get(), !answer.equals("keep")))));
    }

    /** Ends all that he has begun, or all of his sign-ins. */
    @POST
    @Path("/end")
    @Operation(hidden = true)
    public Uni<Response> everywhere(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var answer = field(form, "tasks");
        return signedIn(
                context,
                form,
                him -> running(him, Optional.empty(), answer)
                        .chain(running -> running.all() > 0 && answer.isEmpty()
                                ? asks(context, Optional.empty(), running)
                                : all(him, !answer.equals("keep"))));
    }

    private Uni<Optional<SignInSession>> his(CurrentSignIn him, String id) {
        return sessions.of(him.session().person())
                .map(all ->
                        all.stream().filter(it -> it.id().value().equals(id)).findFirst());
    }

    private Uni<Running> running(CurrentSignIn him, Optional<SignInSession> signIn, String answer) {
        if (!answer.isEmpty()) return Uni.createFrom().item(new Running(List.of(), 0));
        var from = signIn.map(it -> it.id().value()).orElse(null);
        return tasks.of(him.session().person(), from, SignInEndPage.MOST_SHOWN);
    }

    private Uni<TemplateInstance> one(CurrentSignIn him, SignInSession ending, boolean tasksToo) {
        var person = him.session().person();
        return ends.end(person, ending.id(), EndCause.himself(person, "ended_by_himself"), tasksToo)
                .chain(ended -> done("That sign-in has ended", SignInEndPage.ended(ended.tasks()), ACCOUNT));
    }

    private Uni<TemplateInstance> all(CurrentSignIn him, boolean tasksToo) {
        var person = him.session().person();
        return (tasksToo
                        ? people.signOut(
                                        person,
                                        EVERYWHERE,
                                        him.requester("account", clock.instant())
                                                .by())
                                .replaceWithVoid()
                        : sessions.endOthers(person, null, EndCause.himself(person, "signed_out_everywhere")))
                .chain(() -> done(
                        "You are signed out everywhere",
                        tasksToo ? "Nothing goes on that was begun as you." : "Your agents go on with their tasks.",
                        FreshSignIns.SIGN_IN));
    }

    private Uni<TemplateInstance> asks(RoutingContext context, Optional<SignInSession> signIn, Running running) {
        var form = browsers.formToken(browsers.visit(context));
        return Uni.createFrom().item(Pages.signInEnd(SignInEndPage.of(form, signIn.orElse(null), running)));
    }

    private static Uni<TemplateInstance> done(String title, String more, String onwards) {
        var said = more.isEmpty() ? title + "." : title + ". " + more.strip();
        var link = onwards.equals(ACCOUNT) ? "Your account" : "Sign in";
        return Uni.createFrom().item(Pages.provider(title, List.of(said), onwards, link));
    }

    private Uni<Response> signedIn(
            RoutingContext context,
            MultivaluedMap<String, String> form,
            Function<CurrentSignIn, Uni<TemplateInstance>> act) {
        Visit visit = browsers.visit(context);
        if (!browsers.isOurs(visit, field(form, "form"))) return now(goTo(ACCOUNT));
        return signIns.signedIn(visit, act)
                .map(result -> result.fold(page -> page(200, page), elsewhere -> goTo(elsewhere)));
    }
}
