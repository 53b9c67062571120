package dev.mandate.console.crossapp;

import dev.mandate.console.crossapp.CrossApp.Place;
import dev.mandate.console.crossapp.CrossAppPage.Typed;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which application or agent acts for people at which other organisation. For administrators; approvers look on. */
@Path("/cross-app")
@Authenticated
@Blocking
public class CrossAppResource {
    private final CrossApp crossApp;
    private final Visitor visitor;

    CrossAppResource(CrossApp crossApp, Visitor visitor) {
        this.crossApp = crossApp;
        this.visitor = visitor;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance crossapp(CrossAppPage list);
    }

    @GET
    public TemplateInstance list(
            @QueryParam("after") @DefaultValue("") String after, @QueryParam("told") @Nullable String told) {
        return Templates.crossapp(
                CrossAppPage.of(visitor.name(), "", Told.words(told), crossApp.list(after), Typed.NOTHING));
    }

    /** Somebody whose sign-in ended over a form comes back by a link. */
    @GET
    @Path("/{act}")
    public Response back() {
        return to("");
    }

    /**
     * Lets one act at one more place.
     *
     * @param whose name or id
     * @param at issuer of the authorization server there
     * @param as its client id there
     * @param scopes one after the other; empty to name none
     * @param tools of an agent, one after the other
     */
    @POST
    @Path("/let")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response let(
            @FormParam("whose") @Nullable String whose,
            @FormParam("at") @Nullable String at,
            @FormParam("as") @Nullable String as,
            @FormParam("resource") @Nullable String resource,
            @FormParam("scopes") @Nullable String scopes,
            @FormParam("tools") @Nullable String tools,
            @FormParam("tenant") @Nullable String tenant,
            @FormParam("email") @Nullable String email,
            @FormParam("reason") @Nullable String reason) {
        var typed = new Typed(
                TypedLine.of(whose),
                TypedLine.of(at),
                TypedLine.of(as),
                TypedLine.of(resource),
                TypedLine.of(scopes),
                TypedLine.of(tools),
                TypedLine.of(tenant),
                email != null,
                TypedLine.of(reason));
        if (typed.whose().isEmpty()) return refused("Name the application or agent.", typed);
        if (!typed.reason().isEmpty() && !Reason.is(typed.reason()))
            return refused("Correct the reason: " + Reason.RULE + ".", typed);
        return answered(crossApp.let(typed.whose(), place(typed), typed.reason()), typed);
    }

    /** As identity-service has it. */
    private static Map<String, Object> place(Typed typed) {
        var place = new LinkedHashMap<String, Object>();
        place.put("audience", typed.at());
        put(place, "resource", typed.resource());
        place.put("clientId", typed.as());
        place.put("scopes", words(typed.scopes()));
        place.put("tools", words(typed.tools()));
        put(place, "audTenant", typed.tenant());
        if (typed.email()) place.put("email", true);
        return place;
    }

    /** Ends that one acts there; assertions of the last two minutes still count. */
    @POST
    @Path("/end")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response end(
            @FormParam("client") @DefaultValue("") String client,
            @FormParam("audience") @DefaultValue("") String audience,
            @FormParam("resource") @DefaultValue("") String resource,
            @FormParam("reason") @Nullable String reason) {
        var why = TypedLine.of(reason);
        if (!why.isEmpty() && !Reason.is(why))
            return refused("Correct the reason: " + Reason.RULE + ".", Typed.NOTHING);
        return answered(crossApp.end(new Place(client, audience, resource), why), Typed.NOTHING);
    }

    private Response answered(Told told, Typed typed) {
        if (told instanceof Told.Refused no) return refused(no.advice(), typed);
        return to(told.query());
    }

    private Response refused(String advice, Typed typed) {
        return Response.status(409)
                .type("text/html;charset=utf-8")
                .entity(Templates.crossapp(CrossAppPage.of(visitor.name(), advice, "", crossApp.list(""), typed))
                        .render())
                .build();
    }

    private static void put(Map<String, Object> place, String name, String value) {
        if (!value.isEmpty()) place.put(name, value);
    }

    private static List<String> words(String typed) {
        return Arrays.stream(typed.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Response to(String query) {
        return Response.seeOther(URI.create("/cross-app" + query)).build();
    }
}
