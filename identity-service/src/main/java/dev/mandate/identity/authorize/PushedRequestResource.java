package dev.mandate.identity.authorize;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.identity.attestation.AttestationRefusal;
import dev.mandate.identity.attestation.Attestations;
import dev.mandate.identity.attestation.SentAttestation;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.crossorigin.CrossOrigin;
import dev.mandate.identity.tokens.ProofNonces;
import dev.mandate.identity.tokens.ProofRefusal;
import dev.mandate.identity.tokens.SentProofs;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;

/**
 * Where clients send authorization requests ahead of the browser: those that are too long for an address, and nobody on the way reads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9126">RFC 9126</a>
 */
@Path("/oauth2/par")
public class PushedRequestResource extends ClientEndpointResource {
    private final AuthorizationRequests requests;
    private final PushedRequests pushed;
    private final SentProofs proofs;
    private final ProofNonces nonces;
    private final Attestations attestations;
    private final CrossOrigin pages;
    private final InstantSource clock;

    PushedRequestResource(
            ClientRequests clients,
            AuthorizationRequests requests,
            PushedRequests pushed,
            SentProofs proofs,
            ProofNonces nonces,
            Attestations attestations,
            CrossOrigin pages,
            InstantSource clock) {
        super(clients);
        this.pages = pages;
        this.proofs = proofs;
        this.nonces = nonces;
        this.attestations = attestations;
        this.requests = requests;
        this.pushed = pushed;
        this.clock = clock;
    }

    /** The parameters of an authorization request, beside the client's own authentication. */
    record RequestForm(
            @JsonProperty("response_type") String responseType,
            @JsonProperty("client_id") String clientId,
            @JsonProperty("redirect_uri") String redirectUri,
            @JsonProperty("code_challenge") String codeChallenge,
            @JsonProperty("code_challenge_method") String codeChallengeMethod,
            @Nullable String scope,
            @Nullable String state,
            @Nullable String resource,
            @JsonProperty("dpop_jkt") @Nullable String key,
            @JsonProperty("client_secret") @Nullable String clientSecret,
            @JsonProperty("client_assertion") @Nullable String clientAssertion,
            @JsonProperty("client_assertion_type") @Nullable String clientAssertionType) {}

    /**
     * @param requestUri goes to the authorization endpoint with {@code client_id}, and nothing else
     * @param expiresIn seconds in which a browser comes with it, once
     */
    record Kept(
            @JsonProperty("request_uri") String requestUri,
            @JsonProperty("expires_in") long expiresIn) {}

    /**
     * For a client by its secret or key, a public one by its id. With a proof of a key in the header {@code DPoP} the code is for whoever has
     * that key, as with {@code dpop_jkt}. An attestation, as at the token endpoint, is checked. What is wrong with the request is told here, and nothing of it is kept.
     */
    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Send an authorization request ahead, RFC 9126")
    @SecurityRequirement(name = "client")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                            schema = @Schema(implementation = RequestForm.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is kept",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Kept.class)))
    @APIResponse(
            responseCode = "400",
            description = "What is wrong with it, by the codes of the authorization endpoint")
    @APIResponse(
            responseCode = "401",
            description = "The client is not who it says, or is stopped, or its attestation doesn't count")
    @APIResponse(responseCode = "429", description = "Too many wait already")
    public Uni<Response> push(
            @HeaderParam("Authorization") @Nullable String authorization,
            @HeaderParam("DPoP") List<String> proofs,
            @HeaderParam(SentAttestation.HEADER) List<String> attestations,
            @HeaderParam(SentAttestation.PROOF) List<String> attestationProofs,
            @Context RoutingContext context,
            MultivaluedMap<String, String> form) {
        if (nonces.wanted() && !proofs.isEmpty()) context.response().putHeader("DPoP-Nonce", nonces.next());
        var attestation = new SentAttestation(attestations, attestationProofs);
        if (nonces.wanted() && attestation.isSent())
            context.response().putHeader(SentAttestation.CHALLENGE, nonces.next());
        return pages.open(context, form)
                .chain(() -> this.attestations.prepare(attestation))
                .chain(() -> {
                    if (authorization == null) attestation.named(form);
                    return asked(
                            authorization,
                            form,
                            (client, asked) -> shown(client, asked, proofs, attestation)
                                    .chain(result -> result.<Uni<Response>>fold(
                                            bound -> kept(client, bound, Visit.addressOf(context)),
                                            ClientEndpointResource::now)));
                });
    }

    /**
     * What is asked for, by what the client shows beside who it is: a key, and who stands for it. What doesn't count is told here, before a person is
     * sent anywhere; which surface it is, the token endpoint says.
     */
    private Uni<Result<Map<String, List<String>>, Response>> shown(
            Client client, Map<String, List<String>> asked, List<String> sent, SentAttestation attestation) {
        return proofs.keyOf(sent, "/oauth2/par")
                .map(proven -> proven.because(PushedRequestResource::answer))
                .chain(proven -> proven.chain(key -> attestations
                        .of(attestation, client.id(), key.orElse(null), nonces::counts)
                        .map(attested -> attested.because(PushedRequestResource::answer)
                                .then(counts -> bound(asked, key).because(PushedRequestResource::answer)))));
    }

    private static Response answer(ProofRefusal why) {
        return refused(400, why.code(), why.why());
    }

    private static Response answer(AttestationRefusal why) {
        var status = why.kind() == AttestationRefusal.Kind.INVALID ? 401 : 400;
        return refused(status, why.kind().code(), why.why());
    }

    /** Whoever proves a key with his request means it to be that of the code (RFC 9449 section 10.1). */
    private static Result<Map<String, List<String>>, ProofRefusal> bound(
            Map<String, List<String>> asked, Optional<String> key) {
        if (key.isEmpty()) return Result.done(asked);
        var said = asked.put("dpop_jkt", List.of(key.get()));
        return said == null || said.equals(List.of(key.get()))
                ? Result.done(asked)
                : Result.refused(ProofRefusal.proof("dpop_jkt is another key than that of the proof"));
    }

    private Uni<Response> kept(Client client, Map<String, List<String>> asked, String address) {
        asked.put("client_id", List.of(client.id()));
        var query = query(asked);
        if (query.length() > PushedRequests.LONGEST) return invalid("the request is too long");
        return requests.read(asked, clock.instant())
                .chain(read -> read.<Uni<Response>>fold(
                        good -> pushed.keep(client.id(), query, address)
                                .map(kept -> kept.map(
                                                uri -> answer(201, new Kept(uri, PushedRequests.LIFETIME.toSeconds())))
                                        .orElseGet(() -> refused(
                                                429, "temporarily_unavailable", "too many requests wait already"))),
                        fault -> now(refused(400, fault.code(), fault.why()))));
    }
}
