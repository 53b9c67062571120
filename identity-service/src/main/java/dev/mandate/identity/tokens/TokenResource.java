package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationGrantError;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.mandate.identity.assertions.EdwardsAssertion;
import dev.mandate.identity.attestation.AttestationRefusal;
import dev.mandate.identity.attestation.SentAttestation;
import dev.mandate.identity.clients.ClientProofs;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.crossorigin.CrossOrigin;
import dev.mandate.identity.http.OAuthResource;
import dev.mandate.messaging.http.Problem;
import dev.mandate.messaging.result.Result;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/** The token endpoint. */
@Path("/oauth2/token")
@SecurityScheme(
        securitySchemeName = "client",
        type = SecuritySchemeType.HTTP,
        scheme = "basic",
        description = "client_secret_basic; a client with keys of its own sends private_key_jwt in the form instead")
public class TokenResource extends OAuthResource {
    private static final List<String> NOT_UNDERSTOOD = List.of("authorization_details", "delegation_id");
    private static final Set<String> ACCESS_TOKEN =
            Set.of(TokenTypeURI.ACCESS_TOKEN.getURI().toString());
    private static final Set<String> UNAUTHENTICATED =
            Set.of(OAuth2Error.INVALID_CLIENT.getCode(), AttestationRefusal.Kind.INVALID.code());
    private static final String MALFORMED = "malformed request";

    private final TokenEndpoint endpoint;
    private final CrossOrigin pages;
    private final ProofNonces nonces;
    private final URI uri;

    /** What an exchange may be asked for. */
    private final Set<String> byExchange;

    TokenResource(
            TokenEndpoint endpoint,
            CrossOrigin pages,
            ProofNonces nonces,
            TokenConfig config,
            @All List<RequestedToken> others) {
        this.endpoint = endpoint;
        this.pages = pages;
        this.nonces = nonces;
        this.uri = URI.create(config.issuer() + "/oauth2/token");
        this.byExchange = Stream.concat(ACCESS_TOKEN.stream(), others.stream().map(RequestedToken::type))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Issues an access token by {@code authorization_code} with PKCE, {@code refresh_token}, {@code
     * device_code} (RFC 8628), {@code client_credentials}, {@code jwt-bearer} (RFC 7523) or {@code token-exchange} (RFC 8693). What
     * an assertion says of how the person signed in, {@code acr} (a text), {@code amr} (at most 20 texts) and {@code auth_time}
     * (seconds since 1970, not in the future), goes on into his token, {@code acr} as agreed with the issuer; a step-up is a sign-in
     * with a new assertion. A workload whose id is {@code client_id} shows a token of its platform as {@code assertion}, as {@code subject_token} of the
     * type {@code urn:ietf:params:oauth:token-type:jwt}, or as {@code client_assertion} with {@code client_credentials}. With a proof of a key in the header {@code DPoP} (RFC 9449) the token is bound to that key; where {@code mandate.proof-nonces} is set, only with the nonce of the last answer. Who sends {@code OAuth-Client-Attestation} (draft-ietf-oauth-attestation-based-client-auth-10) with {@code OAuth-Client-Attestation-PoP}, or with a {@code DPoP} proof of the same key, has an attester stand for it: the token says on which surface that puts it. Texts have at most 200 characters; anything else in these claims is {@code invalid_grant}.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5">RFC 6749 section 5, answers and errors</a>
     */
    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Issue an access token")
    @SecurityRequirement(name = "client")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                            schema = @Schema(implementation = TokenAnswers.Form.class)))
    @APIResponse(
            responseCode = "200",
            description = "The token",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TokenAnswers.Issued.class)))
    @APIResponse(responseCode = "400", description = "The grant or the scope is refused")
    @APIResponse(
            responseCode = "401",
            description = "The client is not who it says, or is stopped, or its attestation doesn't count")
    @APIResponse(
            responseCode = "429",
            description = "The client has asked for too many tokens, or its address was refused too often")
    @APIResponse(
            responseCode = "503",
            description = "Whether it may isn't known now: ask again, nothing is used up. Or as everywhere",
            content = {@Content(mediaType = MediaType.APPLICATION_JSON), @Content(mediaType = Problem.MEDIA_TYPE)})
    public Uni<Response> token(
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
        return pages.open(context, form).chain(() -> answer(authorization, proofs, attestation, form));
    }

    private Uni<Response> answer(
            @Nullable String authorization,
            List<String> proofs,
            SentAttestation attestation,
            MultivaluedMap<String, String> form) {
        if (authorization == null) attestation.named(form);
        if (!ClientProofs.isOne(authorization, form))
            return Uni.createFrom().item(refusal(OAuth2Error.INVALID_REQUEST.setDescription(ClientProofs.ONE)));
        var platform = authorization == null ? PlatformProof.of(form) : Optional.<PlatformProof>empty();
        var edwards = authorization == null && platform.isEmpty()
                ? EdwardsAssertion.of(form)
                : Optional.<EdwardsAssertion>empty();
        var others = platform.map(PlatformProof::others).or(() -> edwards.map(EdwardsAssertion::others));
        var shown = new TokenEndpoint.Shown(edwards, platform, proofs, attestation);
        return parse(authorization, others.orElse(form))
                .<Uni<Response>>fold(
                        request -> endpoint.prepared(form, request, shown)
                                .chain(() -> endpoint.issue(request, shown))
                                .map(issued -> issued.fold(
                                        TokenResource::answer,
                                        refused -> refusal(errorOf(platform.map(it -> it.told(refused))
                                                .orElse(refused))))),
                        malformed -> Uni.createFrom().item(refusal(malformed)));
    }

    /** What would narrow and isn't understood is refused, so that nobody gets more than he meant to ask for. */
    private Result<TokenRequest, ErrorObject> parse(@Nullable String authorization, Map<String, List<String>> form) {
        for (var narrowing : NOT_UNDERSTOOD)
            if (form.containsKey(narrowing)) return malformed(narrowing + " is not supported here");
        if (form.containsKey("audience")
                && !GrantTypes.OF_MACHINES.containsAll(form.getOrDefault("grant_type", List.of())))
            return malformed("audience is not understood with this grant, name a resource");
        if (!requested(form).containsAll(form.getOrDefault("requested_token_type", List.of())))
            return malformed("this requested_token_type isn't given by this grant");
        var request = new HTTPRequest(HTTPRequest.Method.POST, uri);
        try {
            request.setContentType(MediaType.APPLICATION_FORM_URLENCODED);
            if (authorization != null) request.setAuthorization(authorization);
            request.setBody(URLUtils.serializeParameters(form));
            return Result.done(TokenRequest.parse(request));
        } catch (ParseException e) {
            var error = e.getErrorObject() == null ? OAuth2Error.INVALID_REQUEST : e.getErrorObject();
            return Result.refused(error.getDescription() == null ? error.setDescription(MALFORMED) : error);
        } catch (RuntimeException e) {
            return malformed(MALFORMED); // what the library says of some JWTs that are none, as in Jose
        }
    }

    private Set<String> requested(Map<String, List<String>> form) {
        return form.getOrDefault("grant_type", List.of()).equals(List.of(GrantTypes.TOKEN_EXCHANGE))
                ? byExchange
                : ACCESS_TOKEN;
    }

    private static Result<TokenRequest, ErrorObject> malformed(String why) {
        return Result.refused(OAuth2Error.INVALID_REQUEST.setDescription(why));
    }

    private static ErrorObject errorOf(TokenRefusal refused) {
        var error =
                switch (refused.kind()) {
                    case INVALID_REQUEST -> OAuth2Error.INVALID_REQUEST;
                    case INVALID_CLIENT -> OAuth2Error.INVALID_CLIENT;
                    case INVALID_GRANT -> OAuth2Error.INVALID_GRANT;
                    case INVALID_SCOPE -> OAuth2Error.INVALID_SCOPE;
                    case INVALID_TARGET -> OAuth2Error.INVALID_TARGET;
                    case INVALID_DPOP_PROOF -> OAuth2Error.INVALID_DPOP_PROOF;
                    case INVALID_CLIENT_ATTESTATION -> errorOf(AttestationRefusal.Kind.INVALID);
                    case USE_FRESH_ATTESTATION -> errorOf(AttestationRefusal.Kind.STALE);
                    case USE_ATTESTATION_CHALLENGE -> errorOf(AttestationRefusal.Kind.CHALLENGE);
                    case USE_DPOP_NONCE -> OAuth2Error.USE_DPOP_NONCE;
                    case UNAUTHORIZED_CLIENT -> OAuth2Error.UNAUTHORIZED_CLIENT;
                    case UNSUPPORTED_GRANT_TYPE -> OAuth2Error.UNSUPPORTED_GRANT_TYPE;
                    case AUTHORIZATION_PENDING -> DeviceAuthorizationGrantError.AUTHORIZATION_PENDING;
                    case SLOW_DOWN -> DeviceAuthorizationGrantError.SLOW_DOWN;
                    case ACCESS_DENIED -> OAuth2Error.ACCESS_DENIED;
                    case EXPIRED_TOKEN -> DeviceAuthorizationGrantError.EXPIRED_TOKEN;
                    case TOO_MANY -> OAuth2Error.TEMPORARILY_UNAVAILABLE.setHTTPStatusCode(429);
                    case NOT_NOW -> OAuth2Error.TEMPORARILY_UNAVAILABLE.setHTTPStatusCode(503);
                };
        return error.setDescription(refused.why());
    }

    private static ErrorObject errorOf(AttestationRefusal.Kind kind) {
        return new ErrorObject(kind.code());
    }

    private static Response answer(TokenEndpoint.Issued issued) {
        var signed = issued.token();
        var other = issued.issue().other();
        if (other != null)
            return answer(
                    200,
                    new TokenAnswers.Issued(
                            signed.token(),
                            other.type(),
                            "N_A",
                            other.saysItsTerms() ? signed.validFor().toSeconds() : null,
                            other.saysItsTerms() && !signed.scope().isEmpty() ? signed.scope() : null,
                            null,
                            null,
                            null));
        var body = new TokenAnswers.Issued(
                signed.token(),
                TokenTypeURI.ACCESS_TOKEN.getURI().toString(),
                signed.bound() ? "DPoP" : "Bearer",
                signed.validFor().toSeconds(),
                signed.scope(),
                issued.issue().refreshToken(),
                issued.issue().idToken(),
                issued.issue().details());
        return answer(200, body);
    }

    private static Response refusal(ErrorObject error) {
        var status = 400;
        if (UNAUTHENTICATED.contains(error.getCode())) status = 401;
        if (OAuth2Error.TEMPORARILY_UNAVAILABLE.getCode().equals(error.getCode())) status = error.getHTTPStatusCode();
        return refused(status, error.getCode(), error.getDescription());
    }
}
