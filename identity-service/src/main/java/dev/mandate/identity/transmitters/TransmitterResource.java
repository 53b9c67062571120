package dev.mandate.identity.transmitters;

import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.identity.assertions.PublicKeys;
import dev.mandate.identity.browser.BrowserConfig;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.MailDomain;
import dev.mandate.identity.keys.SecretSeal;
import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Whose signals are heard: of a management of devices, of another identity provider. */
@Path("/transmitters")
public class TransmitterResource {
    private static final int LONGEST = 250;
    private static final int MOST_DOMAINS = 50;

    private final TransmitterTrust trust;
    private final TransmitterConfig config;
    private final TransmitterStore store;
    private final PollStore polls;
    private final SecretSeal seal;
    private final SecondPerson second;
    private final SecurityIdentity security;
    private final String issuer;

    TransmitterResource(
            TransmitterTrust trust,
            TransmitterConfig config,
            TransmitterStore store,
            PollStore polls,
            SecretSeal seal,
            SecondPerson second,
            SecurityIdentity security,
            BrowserConfig browser) {
        this.trust = trust;
        this.config = config;
        this.store = store;
        this.polls = polls;
        this.seal = seal;
        this.second = second;
        this.security = security;
        this.issuer = browser.issuer();
    }

    /**
     * @param issuer URL, exactly as in {@code iss}
     * @param audience what {@code aud} must hold; by default this service's issuer
     * @param jwks its public keys, or
     * @param jwksUri where it publishes them, https on the Internet
     * @param events what it may send: some of {@code session-revoked}, {@code credential-change}, {@code assurance-level-change}, {@code
     *     device-compliance-change}, {@code risk-level-change} (CAEP), {@code account-disabled}, {@code account-purged}, {@code
     *     credential-compromise}, {@code account-credential-change-required}, {@code sessions-revoked} (RISC)
     * @param domains of whose addresses it may speak, 1 to 50; a subdomain is another
     * @param poll where it is asked for them; to be left out of one that pushes
     */
    public record NewTransmitter(
            @Nullable String issuer,
            @Nullable String audience,
            @Nullable Map<String, Object> jwks,
            @Nullable String jwksUri,
            @Nullable List<String> events,
            @Nullable List<String> domains,
            @Nullable NewPoll poll) {}

    /** @param reason in the requester's words, one line of 1 to 500 characters */
    public record Why(@Nullable String reason) {}

    /**
     * Registers a transmitter, or replaces what was registered for it, and lets one be heard again that was stopped. Whoever is heard signs
     * people out, so that it waits for people; one that is heard so already is none that waits.
     */
    @POST
    @RolesAllowed("issuers:write")
    @APIResponseSchema(TransmitterView.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> register(@Nullable NewTransmitter body) {
        var wanted = wanted(Field.body(body));
        return second.ask(trust, wanted, Caller.of(security))
                .map(result -> result.fold(Function.identity(), refused -> {
                    throw notFound();
                }))
                .map(outcome -> ProposalResource.answer(outcome, 200, Function.identity()));
    }

    /**
     * Transmitters by their URL.
     *
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @WithSession
    @RolesAllowed("issuers:read")
    public Uni<Page<TransmitterView>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("after") @Nullable String after) {
        var page = QueryParameters.page(limit, after);
        return store.page(page)
                .chain(rows -> polls.of(rows.stream().map(row -> row.issuer).toList())
                        .map(asked -> page.of(rows, row -> row.issuer)
                                .map(row -> TransmitterView.of(row, asked.get(row.issuer)))));
    }

    /** Hears no signals of it any more, named by its URL, percent-encoded. What it has told stays until its time is over. */
    @POST
    @Path("/{issuer}/stop")
    @WithTransaction
    @RolesAllowed("issuers:write")
    public Uni<TransmitterView> stop(@PathParam("issuer") String issuer, @Nullable Why body) {
        if (issuer.length() > LONGEST || !WholeText.is(issuer)) throw notFound();
        var reason = Field.at("/reason").reason(Field.body(body).reason());
        return trust.stop(issuer, reason, Caller.of(security).by())
                .map(result -> result.fold(Function.identity(), refused -> {
                    throw notFound();
                }));
    }

    private WantedTransmitter wanted(NewTransmitter body) {
        var named = Field.at("/issuer").line(body.issuer(), LONGEST);
        if (!Field.at("/issuer").parsed(named, URI::create).isAbsolute())
            throw Field.at("/issuer").problem("Give the issuer as a URL");
        if ((body.jwks() == null) == (body.jwksUri() == null))
            throw Field.at("/jwks").problem("Give either jwks or jwksUri");
        return new WantedTransmitter(
                named,
                body.audience() == null ? issuer : Field.at("/audience").line(body.audience(), LONGEST),
                body.jwks() == null ? null : Field.at("/jwks").parsed(body.jwks(), PublicKeys::check),
                body.jwksUri() == null
                        ? null
                        : Field.at("/jwksUri")
                                .parsed(
                                        Field.at("/jwksUri").line(body.jwksUri(), LONGEST),
                                        url -> OutgoingHttp.check(url, config.onLoopback())),
                events(Field.at("/events").filled(body.events(), SignalKind.values().length)),
                domains(Field.at("/domains").filled(body.domains(), MOST_DOMAINS)),
                body.poll() == null ? null : poll(named, body.poll()));
    }

    private WantedPoll poll(String named, NewPoll poll) {
        var access = poll.access(config.onLoopback());
        return new WantedPoll(
                access.url(),
                access.client() == null ? null : access.client().tokenUrl(),
                Base64.getEncoder().encodeToString(seal.seal(PollRow.ownerOf(named), access.json())));
    }

    private static Set<String> events(List<String> named) {
        for (var i = 0; i < named.size(); i++)
            if (!SignalKind.texts().contains(named.get(i)))
                throw Field.at("/events/" + i).problem("Name one of " + String.join(" ", SignalKind.texts()));
        return new HashSet<>(named);
    }

    private static Set<String> domains(List<String> named) {
        var domains = new HashSet<String>();
        for (var i = 0; i < named.size(); i++) {
            var field = Field.at("/domains/" + i);
            domains.add(field.parsed(field.line(named.get(i), LONGEST), MailDomain::parse));
        }
        return domains;
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "unknown-transmitter", "Name a transmitter that is registered, by its URL");
    }
}
