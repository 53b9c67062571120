package dev.mandate.identity.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCClaimsRequest;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.claims.ClaimRequirement;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSetRequest;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.identity.keys.SigningAlgorithm;
import dev.mandate.identity.keys.SigningKeys;
import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.OutgoingHttp.Answer;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends people to providers, and takes their codes to them. Code and PKCE with S256, and nothing else.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth">OpenID Connect Core section 3.1</a>
 */
@ApplicationScoped
public class Upstream {
    private final Discovery discovery;
    private final UpstreamHttp http;
    private final IdTokenCheck idTokens;
    private final UserInfo userInfo;
    private final SigningKeys keys;

    Upstream(Discovery discovery, UpstreamHttp http, IdTokenCheck idTokens, UserInfo userInfo, SigningKeys keys) {
        this.discovery = discovery;
        this.http = http;
        this.idTokens = idTokens;
        this.userInfo = userInfo;
        this.keys = keys;
    }

    /** With what a person came back. */
    public record Answered(String code, @Nullable String issuer) {}

    /** Where he goes. @return refused with why, in words for the log */
    public Uni<Result<String, String>> address(UpstreamClient client, SignInRequest signIn) {
        return discovery
                .of(client.issuer())
                .map(found -> found.map(metadata -> {
                    var request = new AuthenticationRequest.Builder(
                                    ResponseType.CODE,
                                    new Scope(client.scopes().stream().sorted().toArray(String[]::new)),
                                    new ClientID(client.clientId()),
                                    URI.create(signIn.redirectUri()))
                            .endpointURI(metadata.getAuthorizationEndpointURI())
                            .state(new State(signIn.state()))
                            .nonce(new Nonce(signIn.nonce()))
                            .codeChallenge(new CodeVerifier(signIn.verifier()), CodeChallengeMethod.S256)
                            .maxAge((int) Math.min(signIn.maxAge(), Integer.MAX_VALUE));
                    if (signIn.anew()) request.prompt(Prompt.Type.LOGIN);
                    if (!signIn.acrs().isEmpty())
                        request.acrValues(signIn.acrs().stream().map(ACR::new).toList());
                    if (signIn.loginHint() != null && !signIn.loginHint().isEmpty())
                        request.loginHint(signIn.loginHint());
                    if (metadata.supportsClaimsParam()) request.claims(whenHeSignedIn());
                    return request.build().toURI().toString();
                }));
    }

    private static OIDCClaimsRequest whenHeSignedIn() {
        return new OIDCClaimsRequest()
                .withIDTokenClaimsRequest(new ClaimsSetRequest()
                        .add(new ClaimsSetRequest.Entry("auth_time").withClaimRequirement(ClaimRequirement.ESSENTIAL)));
    }

    /** @param accessToken null for none */
    private record Tokens(String idToken, @Nullable String accessToken) {}

    /** @param unheard of the wanted claims those that it may say, and couldn't be asked for */
    public record Said(JWTClaimsSet claims, Set<String> unheard) {}

    /**
     * What the provider says of him.
     *
     * @param wanted claims for which it is asked where its ID token lacks them
     * @return refused with why, in words for the log
     */
    public Uni<Result<Said, String>> redeemed(
            UpstreamClient client, SignInRequest signIn, Answered answered, Set<String> wanted) {
        return discovery
                .of(client.issuer())
                .chain(found -> found.then(metadata -> mixedUp(metadata, answered))
                        .chain(metadata -> tokens(client, metadata, signIn, answered)
                                .chain(tokens ->
                                        tokens.chain(got -> said(client, metadata, got, signIn.nonce(), wanted)))));
    }

    private Uni<Result<Said, String>> said(
            UpstreamClient client, OIDCProviderMetadata metadata, Tokens tokens, String nonce, Set<String> wanted) {
        return idTokens.check(client, metadata, tokens.idToken(), nonce)
                .chain(checked -> checked.chain(
                        claims -> userInfo.added(client, metadata, claims, tokens.accessToken(), wanted)));
    }

    /** Where somebody signs out there; empty where it doesn't say, or can't be asked. */
    public Uni<Optional<String>> signOut(UpstreamClient client) {
        return discovery
                .of(client.issuer())
                .map(found -> found.fold(
                        metadata -> Optional.ofNullable(metadata.getEndSessionEndpointURI())
                                .filter(OutgoingHttp::isSecure)
                                .map(endpoint -> endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + "client_id="
                                        + URLEncoder.encode(client.clientId(), UTF_8)),
                        why -> Optional.empty()));
    }

    /** What a logout token says. */
    public Uni<Result<JWTClaimsSet, TokenRefusal>> loggedOut(UpstreamClient client, String logoutToken) {
        return discovery
                .of(client.issuer())
                .chain(found -> found.because(why -> new TokenRefusal(why, true))
                        .chain(metadata -> idTokens.checkLogout(client, metadata, logoutToken)));
    }

    /** RFC 9207: one that says who it is always does. */
    private static Result<OIDCProviderMetadata, String> mixedUp(OIDCProviderMetadata metadata, Answered answered) {
        var named = answered.issuer();
        if (named == null)
            return metadata.supportsAuthorizationResponseIssuerParam()
                    ? Result.refused("its answer has no iss, which it announces")
                    : Result.done(metadata);
        return named.equals(metadata.getIssuer().getValue())
                ? Result.done(metadata)
                : Result.refused("the answer is another issuer's");
    }

    private Uni<Result<Tokens, String>> tokens(
            UpstreamClient client, OIDCProviderMetadata metadata, SignInRequest signIn, Answered answered) {
        var grant = new AuthorizationCodeGrant(
                new AuthorizationCode(answered.code()),
                URI.create(signIn.redirectUri()),
                new CodeVerifier(signIn.verifier()));
        var request = new TokenRequest.Builder(metadata.getTokenEndpointURI(), authentication(client), grant).build();
        return http.post(client.issuer(), request.toHTTPRequest()).map(result -> result.then(Upstream::read));
    }

    private ClientAuthentication authentication(UpstreamClient client) {
        var id = new ClientID(client.clientId());
        return switch (client.authentication()) {
            case CLIENT_SECRET_BASIC -> new ClientSecretBasic(id, new Secret(String.valueOf(client.secret())));
            case CLIENT_SECRET_POST -> new ClientSecretPost(id, new Secret(String.valueOf(client.secret())));
            case PRIVATE_KEY_JWT -> signed(client, id);
        };
    }

    /** For this issuer and nobody else, so that it serves nowhere else. */
    private ClientAuthentication signed(UpstreamClient client, ClientID id) {
        var claims = new JWTAuthenticationClaimsSet(id, new Audience(client.issuer())).toJWTClaimsSet();
        try {
            return new PrivateKeyJWT(
                    SignedJWT.parse(keys.signing(SigningAlgorithm.ES256).sign(claims, JOSEObjectType.JWT)));
        } catch (java.text.ParseException e) {
            throw new IllegalStateException("what we signed is no assertion", e);
        }
    }

    private static Result<Tokens, String> read(Answer answer) {
        try {
            var body = JSONObjectUtils.parse(answer.body().toString());
            if (answer.status() == 200)
                return Result.done(new Tokens(
                        JSONObjectUtils.getString(body, "id_token"),
                        JSONObjectUtils.getString(body, "access_token", null)));
            var error = PlainText.shown(JSONObjectUtils.getString(body, "error", "no error"));
            return Result.refused("its token endpoint answers " + answer.status() + ": "
                    + error.substring(0, Math.min(error.length(), 100)));
        } catch (ParseException e) {
            return Result.refused("its token endpoint answers " + answer.status() + ", and no ID token");
        }
    }
}
