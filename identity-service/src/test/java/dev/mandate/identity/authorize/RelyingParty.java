package dev.mandate.identity.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderConfigurationRequest;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.mandate.identity.Api;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** An application by a library of others, registered for RS256 as most libraries expect it, which finds everything by discovery and checks what it is told. */
final class RelyingParty {
    private static final URI BACK = URI.create(Application.BACK);
    static final URI BYE = URI.create("https://app.example/bye");

    private final OIDCProviderMetadata provider;
    private final ClientID id;
    private final Secret secret;
    private final CodeVerifier verifier = new CodeVerifier();
    private final State state = new State();
    private final Nonce nonce = new Nonce();

    RelyingParty(Application app) throws Exception {
        id = new ClientID(app.id());
        secret = new Secret(app.secret());
        var issuer = new Issuer(Api.US);
        provider = OIDCProviderMetadata.parse(sent(new OIDCProviderConfigurationRequest(issuer).toHTTPRequest())
                .getBodyAsJSONObject());
        assertThat(provider.getIssuer()).isEqualTo(issuer);
        assertThat(provider.getIDTokenJWSAlgs()).contains(JWSAlgorithm.RS256);
        assertThat(provider.supportsAuthorizationResponseIssuerParam()).isTrue();
    }

    /** Where the browser goes. */
    String request() {
        return new AuthenticationRequest.Builder(ResponseType.CODE, new Scope("openid", "profile", "email"), id, BACK)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI()
                .toString();
    }

    /** @param back where the browser came back to */
    OIDCTokens redeem(String back) throws Exception {
        var answer = AuthenticationResponseParser.parse(URI.create(back)).toSuccessResponse();
        assertThat(answer.getState()).isEqualTo(state);
        assertThat(answer.getIssuer()).isEqualTo(provider.getIssuer());
        return tokens(new AuthorizationCodeGrant(answer.getAuthorizationCode(), BACK, verifier));
    }

    OIDCTokens refresh(OIDCTokens tokens) throws Exception {
        return tokens(new RefreshTokenGrant(tokens.getRefreshToken()));
    }

    private OIDCTokens tokens(AuthorizationGrant grant) throws Exception {
        var request = new TokenRequest.Builder(provider.getTokenEndpointURI(), new ClientSecretBasic(id, secret), grant)
                .build();
        var answer = OIDCTokenResponseParser.parse(sent(request.toHTTPRequest()));
        assertThat(answer.indicatesSuccess())
                .as(answer.toHTTPResponse().getBody())
                .isTrue();
        return ((OIDCTokenResponse) answer.toSuccessResponse()).getOIDCTokens();
    }

    /** What the ID token says, once signature, issuer, audience, times and nonce were found good. */
    IDTokenClaimsSet who(OIDCTokens tokens) throws Exception {
        return who(tokens, nonce);
    }

    /** One that comes with a refreshed token has no nonce to be held to. */
    IDTokenClaimsSet whoStill(OIDCTokens tokens) throws Exception {
        return who(tokens, null);
    }

    private IDTokenClaimsSet who(OIDCTokens tokens, Nonce expected) throws Exception {
        var keys = JWKSet.parse(sent(new HTTPRequest(HTTPRequest.Method.GET, provider.getJWKSetURI()))
                .getBody());
        return new IDTokenValidator(provider.getIssuer(), id, JWSAlgorithm.RS256, keys)
                .validate(tokens.getIDToken(), expected);
    }

    UserInfo about(OIDCTokens tokens) throws Exception {
        var request = new UserInfoRequest(provider.getUserInfoEndpointURI(), tokens.getBearerAccessToken());
        return UserInfoResponse.parse(sent(request.toHTTPRequest()))
                .toSuccessResponse()
                .getUserInfo();
    }

    /** Where the browser goes to be signed out. */
    String logout(OIDCTokens tokens) throws Exception {
        return new LogoutRequest(provider.getEndSessionEndpointURI(), tokens.getIDToken(), BYE, state)
                .toURI()
                .toString();
    }

    String bye() {
        return BYE + "?state=" + state.getValue();
    }

    /** Tests run on ports of their own. */
    private static HTTPResponse sent(HTTPRequest asked) throws Exception {
        var uri = asked.getURI();
        assertThat(uri.toString()).startsWith(Api.US);
        var there = new HTTPRequest(
                asked.getMethod(),
                URI.create(
                        "http://localhost:" + RestAssured.port + uri.toString().substring(Api.US.length())));
        @SuppressWarnings("unchecked")
        var headers = (Map<String, List<String>>) asked.getHeaderMap();
        headers.forEach((name, values) -> there.setHeader(name, values.toArray(String[]::new)));
        if (asked.getBody() != null) there.setBody(asked.getBody());
        return there.send();
    }
}
