package dev.mandate.console.signins;

import dev.mandate.console.frame.TypedLine;
import dev.mandate.console.signin.Visitor;
import dev.mandate.console.signins.SignIns.SignedIn;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SignInSessionId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where somebody is signed in, and that he is no more. For administrators alone; everybody has his own at identity-service's {@code /account}. */
@Path("/sign-ins")
@Authenticated
@Blocking
public class SignInsResource {
    private static final int LONGEST = 200;

    private final SignIns signIns;
    private final Visitor visitor;
    private final InstantSource clock;

    SignInsResource(SignIns signIns, Visitor visitor, InstantSource clock) {
        this.signIns = signIns;
        this.visitor = visitor;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance signins(SignInsPage list);

        static native TemplateInstance personsignins(PersonSignInsPage page);
    }

    /** @param who a name, or an employee id */
    @GET
    public TemplateInstance find(@QueryParam("who") @DefaultValue("") String who) {
        var wanted = TypedLine.of(who);
        if (wanted.length() > LONGEST) wanted = wanted.substring(0, LONGEST);
        // With nothing typed yet, too: who may look for nobody is told so before.
        return Templates.signins(SignInsPage.of(visitor.name(), wanted, signIns.find(wanted)));
    }

    @GET
    @Path("/{person}")
    public TemplateInstance of(@PathParam("person") String person) {
        return shown(known(person), "");
    }

    /** Somebody whose own sign-in ended over a form comes back by a link. */
    @GET
    @Path("/{person}/end")
    public Response back(@PathParam("person") String person) {
        return to(known(person));
    }

    /**
     * Ends one, or all that was begun as this person.
     *
     * @param signIn its id; {@code all} for everything
     * @param keep present where agents go on with the tasks that were given from there
     */
    @POST
    @Path("/{person}/end")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response end(
            @PathParam("person") String person,
            @FormParam("signIn") @DefaultValue("") String signIn,
            @FormParam("keep") @Nullable String keep,
            @FormParam("reason") @Nullable String reason) {
        var known = known(person);
        var id = known.person().id();
        var why = TypedLine.of(reason);
        var against = !why.isEmpty() && !Reason.is(why)
                ? Optional.of("Correct the reason: " + Reason.RULE + ".")
                : signIn.equals("all")
                        ? signIns.endAll(id, why)
                        : signIns.end(
                                id,
                                SignInSessionId.parse(signIn)
                                        .orElseThrow(NotFoundException::new)
                                        .value(),
                                keep == null);
        return against.isEmpty()
                ? to(known)
                : Response.status(409)
                        .type("text/html;charset=utf-8")
                        .entity(shown(known(person), against.get()).render())
                        .build();
    }

    private TemplateInstance shown(SignedIn signedIn, String notice) {
        return Templates.personsignins(PersonSignInsPage.of(visitor.name(), notice, signedIn, clock));
    }

    private SignedIn known(String id) {
        return IdentityId.parse(id)
                .filter(IdentityId::isPerson)
                .flatMap(person -> signIns.of(person.value()))
                .orElseThrow(NotFoundException::new);
    }

    private static Response to(SignedIn whose) {
        return Response.seeOther(URI.create("/sign-ins/" + whose.person().id())).build();
    }
}
