package dev.mandate.identity.devices;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.identity.browser.BrowserSeal;
import dev.mandate.identity.browser.Browsers;
import dev.mandate.identity.browser.MessagePage;
import dev.mandate.identity.browser.PageResource;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.policies.PersonPolicies;
import dev.mandate.identity.policies.PolicyWords;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.tasks.TaskAnswer;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
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
import java.net.URLEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where a person types the code that a device shows, sees who asks for what, and agrees or refuses. For whoever is signed in; others are
 * sent to sign in first, so that nobody guesses codes who isn't known.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628#section-3.3">RFC 8628 section 3.3</a>
 */
@Path("/device")
@PermitAll
public class DevicePageResource extends PageResource {
    private static final String STALE = "This page was open for too long. Please try again.";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Browsers browsers;
    private final BrowserSeal seal;
    private final SignInSessions sessions;
    private final DeviceAnswers answers;
    private final PersonPolicies policies;
    private final InstantSource clock;

    DevicePageResource(
            Site site,
            Browsers browsers,
            BrowserSeal seal,
            SignInSessions sessions,
            DeviceAnswers answers,
            PersonPolicies policies,
            InstantSource clock) {
        super(site);
        this.browsers = browsers;
        this.seal = seal;
        this.sessions = sessions;
        this.answers = answers;
        this.policies = policies;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        /** @param code as it was typed, or came with a link */
        static native TemplateInstance device(String form, @Nullable String notice, String code, String person);

        /** @param carried which request was shown, sealed */
        static native TemplateInstance deviceRequest(
                String form, @Nullable String notice, String carried, DeviceRequestView request);
    }

    /** A link may have the code filled in; he still looks whether it is the one that he sees on the device. */
    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context RoutingContext context) {
        var code = UserCode.read(Objects.requireNonNullElse(context.request().getParam("user_code"), ""));
        return elsewhere(context)
                .map(DevicePageResource::now)
                .orElseGet(() -> form(
                        browsers.visit(context),
                        200,
                        null,
                        code.map(UserCode::shown).orElse("")));
    }

    /** He has typed it. */
    @POST
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> typed(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        var code = field(form, "code");
        if (!browsers.isOurs(visit, field(form, "form"))) return form(visit, 403, STALE, code);
        return signedIn(
                        visit,
                        him -> answers.typed(code, him)
                                .map(found ->
                                        found.map(it -> him.session().strength().suffices(it.needed())
                                                ? () -> policies.of(him, it.tools())
                                                        .map(words ->
                                                                page(200, request(visit, null, it.by(words), him)))
                                                : () -> now(toStrongerSignIn(code, it.needed())))))
                .chain(done -> done.<Uni<Response>>fold(
                        Supplier::get,
                        refusal -> form(visit, refusal.delay() == null ? 400 : 429, words(refusal), code)));
    }

    /** He was shown what it asks for. */
    @POST
    @Path("/answer")
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> answered(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        var shown = seal.open(purpose(visit), field(form, "carried"));
        if (!browsers.isOurs(visit, field(form, "form")) || shown.isEmpty()) return form(visit, 403, STALE, "");
        var agrees = field(form, "answer").equals("agree");
        var answer = TaskAnswer.of(form);
        if (field(form, "answer").equals("look")) return again(visit, 200, shown.get(), answer, TaskAnswer.NOTHING_YET);
        return said(visit, agrees ? shown.get() : "")
                .chain(words -> signedIn(
                        visit,
                        him -> (agrees
                                        ? answers.agree(shown.get(), answer, him, words)
                                        : answers.refuse(shown.get(), him))
                                .map(done -> done.map(application -> () -> now(page(200, told(application, agrees)))))))
                .chain(done -> done.<Uni<Response>>fold(
                        Supplier::get,
                        refusal -> refusal.task() == null
                                ? form(visit, 400, words(refusal), "")
                                : again(visit, 400, shown.get(), answer, refusal.words())));
    }

    /** He is shown it once more, as he has left it so far. */
    private Uni<Response> again(Visit visit, int status, String request, TaskAnswer answer, String notice) {
        return said(visit, request)
                .chain(words -> signedIn(
                        visit,
                        him -> answers.again(request, him)
                                .map(found -> found.map(it -> () -> now(page(
                                        status,
                                        request(visit, notice, it.by(words).typed(answer), him)))))))
                .chain(done ->
                        done.<Uni<Response>>fold(Supplier::get, refusal -> form(visit, 400, words(refusal), "")));
    }

    /** What policies say by now of the tools that a request names. */
    private Uni<PolicyWords> said(Visit visit, String request) {
        if (request.isEmpty()) return Uni.createFrom().item(PolicyWords.NONE);
        return Panache.withTransaction(() -> sessions.current(visit.session())
                        .chain(current ->
                                answers.tools(request).map(tools -> current.map(him -> policies.of(him, tools)))))
                .chain(asking -> asking.orElseGet(() -> Uni.createFrom().item(PolicyWords.NONE)));
    }

    private static TemplateInstance told(String application, boolean agreed) {
        return agreed
                ? MessagePage.of(
                        "You are signed in there",
                        List.of(application + " goes on there, in your name.", "You may close this page."))
                : MessagePage.of(
                        "You have refused", List.of(application + " gets nothing.", "You may close this page."));
    }

    private TemplateInstance request(
            Visit visit, @Nullable String notice, DeviceAnswers.Waiting waiting, CurrentSignIn him) {
        return Templates.deviceRequest(
                browsers.formToken(visit),
                notice,
                seal.seal(purpose(visit), PATIENCE, waiting.id()),
                DeviceRequestView.of(waiting, him, visit.address(), clock.instant()));
    }

    /** Another browser, or another person in this one, can't answer by it. */
    private static String purpose(Visit visit) {
        return "device request\n" + visit.binding();
    }

    private Uni<Response> form(Visit visit, int status, @Nullable String notice, String code) {
        return Panache.withTransaction(() -> sessions.current(visit.session())).map(current -> {
            if (current.isEmpty()) return toSignIn(code);
            var known = browsers.known(visit);
            var name = current.get().person().state().displayName();
            return page(
                    status, Templates.device(browsers.formToken(known.visit()), notice, code, name), known.cookies());
        });
    }

    /**
     * Where nobody is signed in any more he signs in, and comes back.
     *
     * @return what is done once the transaction is over
     */
    private Uni<Result<Supplier<Uni<Response>>, DeviceRefusal>> signedIn(
            Visit visit, Function<CurrentSignIn, Uni<Result<Supplier<Uni<Response>>, DeviceRefusal>>> act) {
        return Panache.withTransaction(() -> sessions.current(visit.session())
                .chain(current -> current.isEmpty()
                        ? Result.<Supplier<Uni<Response>>, DeviceRefusal>nowDone(() -> now(toSignIn("")))
                        : act.apply(current.get())));
    }

    /** What it asks for he has by a role that wants more than he has shown. */
    private Response toStrongerSignIn(String code, Strength needed) {
        return goTo(signIn(code) + "&again=" + needed);
    }

    private Response toSignIn(String code) {
        return goTo(signIn(code));
    }

    private static String signIn(String code) {
        return "/sign-in?request="
                + URLEncoder.encode(
                        "device:" + UserCode.read(code).map(UserCode::letters).orElse(""), UTF_8);
    }

    private static String words(DeviceRefusal refusal) {
        var delay = refusal.delay();
        if (delay == null) return refusal.words();
        var seconds = Math.max(1, delay.toSeconds());
        return refusal.words() + " Please try again in "
                + (seconds < 90 ? seconds + " seconds." : (seconds + 59) / 60 + " minutes.");
    }
}
