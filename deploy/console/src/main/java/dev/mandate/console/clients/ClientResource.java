package dev.mandate.console.clients;

import dev.mandate.console.clients.Clients.Client;
import dev.mandate.console.frame.Told;
import dev.mandate.console.frame.TypedLine;
import dev.mandate.console.signin.Visitor;
import dev.mandate.events.administration.Reason;
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
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Applications and services: what each is, and what it is to become. For administrators; approvers look on. */
@Path("/clients")
@Authenticated
@Blocking
public class ClientResource {
    private static final Pattern ID = Pattern.compile("[!-~]{1,500}");
    private static final int LONGEST_NAME = 100;

    private final Clients clients;
    private final Visitor visitor;
    private final InstantSource clock;

    ClientResource(Clients clients, Visitor visitor, InstantSource clock) {
        this.clients = clients;
        this.visitor = visitor;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance clients(ClientsPage list);

        static native TemplateInstance client(ClientPage page);
    }

    /**
     * @param name a part of it
     * @param ownerless {@code true} for those that nobody answers for
     */
    @GET
    public TemplateInstance list(
            @QueryParam("name") @DefaultValue("") String name,
            @QueryParam("ownerless") @DefaultValue("") String ownerless,
            @QueryParam("after") @DefaultValue("") String after) {
        var nobodys = ownerless.equals("true");
        var wanted = name.strip();
        if (wanted.length() > LONGEST_NAME) wanted = wanted.substring(0, LONGEST_NAME);
        return Templates.clients(ClientsPage.of(visitor.name(), wanted, nobodys, clients.list(wanted, nobodys, after)));
    }

    @GET
    @Path("/{id}")
    public TemplateInstance one(@PathParam("id") String id, @QueryParam("told") @Nullable String told) {
        var client = known(id);
        return shown(client, WantedClient.of(client), "", Told.words(told));
    }

    /** Somebody whose sign-in ended over the form comes back by a link. */
    @GET
    @Path("/{id}/change")
    public Response back(@PathParam("id") String id) {
        return to(known(id), "");
    }

    /**
     * Makes of it what the form says; what is as it was stays.
     *
     * @param shown revision of what the page with the form showed: of another nothing is changed
     * @param redirectUris one a line
     * @param keys a JWK set; may be left empty
     * @param pkce present where codes need a challenge
     */
    @POST
    @Path("/{id}/change")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(
            @PathParam("id") String id,
            @FormParam("shown") @DefaultValue("") String shown,
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("grant") List<String> grants,
            @FormParam("redirectUris") @DefaultValue("") String redirectUris,
            @FormParam("authentication") @DefaultValue("") String authentication,
            @FormParam("keys") @DefaultValue("") String keys,
            @FormParam("idTokens") @DefaultValue("") String idTokens,
            @FormParam("pkce") @Nullable String pkce,
            @FormParam("claimsInIdToken") @Nullable String claims,
            @FormParam("reason") @Nullable String reason) {
        var client = known(id);
        var wanted = new WantedClient(
                TypedLine.of(name),
                List.copyOf(grants),
                ClientForm.lines(redirectUris),
                authentication,
                keys,
                idTokens,
                pkce == null,
                claims != null,
                TypedLine.of(reason));
        if (!shown.equals(String.valueOf(client.revision())))
            return refused(
                    client,
                    WantedClient.of(client),
                    "It was changed by somebody else meanwhile: this is how it is now.");
        if (!wanted.reason().isEmpty() && !Reason.is(wanted.reason()))
            return refused(client, wanted, "Correct the reason: " + Reason.RULE + ".");
        try {
            var otherwise = wanted.beside(client);
            if (otherwise.isEmpty()) return refused(client, wanted, "Say what is to be otherwise: this is how it is.");
            var told = clients.change(client.id(), otherwise);
            if (told instanceof Told.Refused no) return refused(client, wanted, no.advice());
            return to(client, told.query());
        } catch (IllegalArgumentException e) {
            return refused(client, wanted, String.valueOf(e.getMessage()));
        }
    }

    /** Somebody whose sign-in ended over the form comes back by a link. */
    @GET
    @Path("/{id}/standing")
    public Response backToStanding(@PathParam("id") String id) {
        return to(known(id), "");
    }

    /**
     * Stops it, or lets it go on.
     *
     * @param answer {@code stop} or {@code resume}
     */
    @POST
    @Path("/{id}/standing")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response standing(
            @PathParam("id") String id,
            @FormParam("answer") @DefaultValue("") String answer,
            @FormParam("reason") @Nullable String reason) {
        var client = known(id);
        var why = TypedLine.of(reason);
        if (!Reason.is(why))
            return refused(client, WantedClient.of(client), "Say why, for the record: " + Reason.RULE + ".");
        var told =
                switch (answer) {
                    case "stop" -> clients.stop(client.id(), why);
                    case "resume" -> clients.resume(client.id(), why);
                    default -> Told.refused("Stop it, or let it go on.");
                };
        if (told instanceof Told.Refused no) return refused(client, WantedClient.of(client), no.advice());
        return to(client, told.query());
    }

    private Response refused(Client client, WantedClient form, String advice) {
        return Response.status(409)
                .type("text/html;charset=utf-8")
                .entity(shown(client, form, advice, "").render())
                .build();
    }

    private TemplateInstance shown(Client client, WantedClient form, String notice, String told) {
        return Templates.client(ClientPage.of(visitor.name(), notice, told, client, form, clock));
    }

    private Client known(String id) {
        if (!ID.matcher(id).matches()) throw new NotFoundException();
        return clients.find(id).orElseThrow(NotFoundException::new);
    }

    private static Response to(Client client, String query) {
        return Response.seeOther(URI.create(client.address() + query)).build();
    }
}
