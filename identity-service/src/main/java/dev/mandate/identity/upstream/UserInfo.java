package dev.mandate.identity.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.OutgoingHttp.Answer;
import dev.mandate.identity.outgoing.OutgoingHttp.Question;
import dev.mandate.identity.upstream.Upstream.Said;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of somebody apart from its ID token, where that lacks what is needed. It adds, and changes nothing that was signed, but
 * whether an address is his says only who says the address. How and when he signed in is said by the ID token alone.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#UserInfo">OpenID Connect Core section 5.3</a>
 */
@ApplicationScoped
class UserInfo {
    /** Of the token, not of the person. */
    private static final Set<String> SIGNED_ALONE = Set.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "nbf",
            "jti",
            "nonce",
            "auth_time",
            "acr",
            "amr",
            "azp",
            "sid",
            "at_hash",
            "c_hash",
            "events");

    private static final String MAIL = "email";
    private static final String VERIFIED = "email_verified";
    private static final int LONGEST_TOKEN = 16 * 1024;
    private static final Logger LOG = Logger.getLogger(UserInfo.class);

    private final UpstreamHttp http;

    UserInfo(UpstreamHttp http) {
        this.http = http;
    }

    /**
     * These claims and those that they lack of the wanted ones. What can't be had isn't there, and is said to be unheard: then nothing is
     * believed of him that needs it.
     *
     * @return refused, in words for the log, if it is about somebody else
     */
    Uni<Result<Said, String>> added(
            UpstreamClient client,
            OIDCProviderMetadata metadata,
            JWTClaimsSet claims,
            @Nullable String accessToken,
            Set<String> wanted) {
        var lacks = lacking(claims, wanted);
        var url = metadata.getUserInfoEndpointURI();
        if (lacks.isEmpty() || url == null) return Result.nowDone(new Said(claims, Set.of()));
        if (accessToken == null || accessToken.length() > LONGEST_TOKEN || !OutgoingHttp.isSecure(url))
            return Result.nowDone(new Said(claims, lacks));
        var question =
                new Question(HttpMethod.GET, url, Map.of("Authorization", "Bearer " + accessToken), Buffer.buffer());
        return http.ask(client.issuer(), question)
                .map(answered -> answered.then(UserInfo::read)
                        .<Result<Said, String>>fold(
                                said -> added(claims, said, lacks).map(all -> new Said(all, Set.of())), why -> {
                                    LOG.warnf("%s tells nothing at its userinfo endpoint: %s", client.issuer(), why);
                                    return Result.done(new Said(claims, lacks));
                                }));
    }

    private static Result<JsonNode, String> read(Answer answer) {
        if (answer.status() != 200) return Result.refused("it answers " + answer.status());
        try {
            return Result.done(EventJson.mapper().readTree(answer.body().toString()));
        } catch (JsonProcessingException e) {
            return Result.refused("it answers no JSON");
        }
    }

    static Set<String> lacking(JWTClaimsSet claims, Set<String> wanted) {
        return wanted.stream()
                .filter(name -> !SIGNED_ALONE.contains(name) && claims.getClaim(name) == null)
                .collect(Collectors.toUnmodifiableSet());
    }

    static Result<JWTClaimsSet, String> added(JWTClaimsSet claims, JsonNode said, Set<String> lacks) {
        if (!said.path("sub").asText().equals(claims.getSubject()))
            return Result.refused("its userinfo is about somebody else");
        var all = new JWTClaimsSet.Builder(claims);
        for (var name : lacks) {
            var value = said.path(name);
            if (value.isMissingNode() || name.equals(VERIFIED) && isAnothersMail(claims, said)) continue;
            all.claim(name, EventJson.mapper().convertValue(value, Object.class));
        }
        // What was signed says so of no address, or of another.
        if (lacks.contains(MAIL) && said.hasNonNull(MAIL) && isTrue(claims.getClaim(VERIFIED)))
            all.claim(VERIFIED, isTrue(said.path(VERIFIED).asText()));
        return Result.done(all.build());
    }

    private static boolean isTrue(@Nullable Object verified) {
        return verified != null && verified.toString().equals("true");
    }

    /** That one address is his doesn't mean that another is. */
    private static boolean isAnothersMail(JWTClaimsSet claims, JsonNode said) {
        var signed = claims.getClaim(MAIL);
        return signed != null && !signed.equals(said.path(MAIL).asText());
    }
}
