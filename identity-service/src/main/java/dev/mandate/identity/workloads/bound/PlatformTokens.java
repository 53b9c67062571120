package dev.mandate.identity.workloads.bound;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.identity.assertions.AssertionConfig;
import dev.mandate.identity.assertions.AssertionRefusal;
import dev.mandate.identity.assertions.Assertions;
import dev.mandate.identity.assertions.UsedAssertions;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.ClientAuthentications;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.clients.MayAct;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Jose;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which workload asks, by a token of its platform: signed by a key of a trusted issuer, for us alone, now, and saying all that one of the
 * workload's bindings wants. It asks for the workload by name, so that nobody else's binding matters to it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-3">RFC 7523 section 3</a>
 * @see <a href="https://github.com/spiffe/spiffe/blob/main/standards/JWT-SVID.md">SPIFFE JWT-SVID</a>
 */
@ApplicationScoped
public class PlatformTokens {
    /** Characters. */
    static final int LONGEST = 8 * 1024;

    private static final Pattern SPIFFE_ID = Pattern.compile("(spiffe://[a-z0-9._-]{1,200})/.+");

    private final PlatformIssuerStore issuers;
    private final BindingStore bindings;
    private final PlatformKeys keys;
    private final Assertions assertions;
    private final UsedAssertions used;
    private final Clients clients;
    private final String ours;

    PlatformTokens(
            PlatformIssuerStore issuers,
            BindingStore bindings,
            PlatformKeys keys,
            Assertions assertions,
            UsedAssertions used,
            Clients clients,
            AssertionConfig config) {
        this.issuers = issuers;
        this.bindings = bindings;
        this.keys = keys;
        this.assertions = assertions;
        this.used = used;
        this.clients = clients;
        this.ours = config.issuer();
    }

    /** Looks for the issuer's keys, where it publishes them and they aren't known. Before a transaction, since others answer in their time. */
    public Uni<Void> prepare(String token) {
        return parsed(token)
                .then(jwt ->
                        issuerOf(jwt).map(issuer -> look(issuer, jwt.getHeader().getKeyID())))
                .followedBy(looking -> looking);
    }

    private Uni<Void> look(String issuer, @Nullable String key) {
        return Panache.withSession(() -> issuers.findById(issuer))
                .chain(row -> row == null || row.jwksUri == null || row.stoppedReason != null
                        ? Uni.createFrom().voidItem()
                        : keys.ready(row.jwksUri, key).replaceWithVoid());
    }

    /**
     * What a token proves.
     *
     * @param surfaces on which its issuer puts the workload, each with the issuer
     */
    public record Proven(Client client, Map<String, String> surfaces) {}

    /**
     * The client of the workload; whether it may act is for the caller. Needs a transaction, since a token counts once.
     *
     * @param workload as whom it asks
     */
    public Uni<Result<Proven, AssertionRefusal>> client(String token, String workload) {
        if (!WholeText.is(workload)) return refused("no workload of this id");
        return parsed(token)
                .chain(jwt -> issuerOf(jwt)
                        .chain(issuer -> issuers.findById(issuer)
                                .map(Optional::ofNullable)
                                .chain(row -> row.filter(it -> it.stoppedReason == null)
                                        .map(it -> of(it.issuer(), jwt, workload))
                                        .orElseGet(() ->
                                                refused("the issuer of the token isn't trusted, or is stopped")))));
    }

    private static Result<SignedJWT, AssertionRefusal> parsed(String token) {
        if (token.length() > LONGEST) return Result.refused(new AssertionRefusal("the token is longer than 8 KiB"));
        try {
            return Result.done(Jose.signed(token));
        } catch (ParseException e) {
            return Result.refused(new AssertionRefusal("the token is not signed"));
        }
    }

    private Uni<Result<Proven, AssertionRefusal>> of(PlatformIssuer issuer, SignedJWT token, String workload) {
        return signed(issuer, token)
                .then(PlatformTokens::forUsAlone)
                .then(claims -> by(workload, claims))
                .chain(claims -> bindings.of(workload, issuer.issuer())
                        .chain(rows -> rows.stream().anyMatch(row -> row.bound().match(claims))
                                ? once(issuer, token, claims)
                                : PlatformTokens.<JWTClaimsSet>refused(
                                        "no binding of this workload wants what the token says")))
                .chain(checked -> checked.chain(claims -> clients.find(workload)
                        .map(found -> found.map(ClientAuthentications::unlessStopped)
                                .orElseGet(() -> Result.refused(new AssertionRefusal("no workload of this id")))
                                .map(client -> new Proven(
                                        client, issuer.surfaces().met(issuer.issuer(), claims.getClaims()))))));
    }

    private Result<JWTClaimsSet, AssertionRefusal> signed(PlatformIssuer issuer, SignedJWT token) {
        var audience = Set.of(issuer.audience());
        if (issuer.jwks() != null) return assertions.verify(token, issuer.jwks(), audience);
        return keys.known(String.valueOf(issuer.jwksUri()))
                .map(published -> assertions.verify(token, published, audience))
                .orElseGet(() -> Result.refused(new AssertionRefusal("the keys of the issuer can't be fetched now")));
    }

    /** Whoever else it is for could show it here. */
    private static Result<JWTClaimsSet, AssertionRefusal> forUsAlone(JWTClaimsSet claims) {
        return claims.getAudience().size() == 1
                ? Result.done(claims)
                : Result.refused(new AssertionRefusal("the token is for others too"));
    }

    private Result<JWTClaimsSet, AssertionRefusal> by(String workload, JWTClaimsSet claims) {
        return MayAct.lets(claims, ours, workload)
                ? Result.done(claims)
                : Result.refused(new AssertionRefusal("may_act of the token names another"));
    }

    private Uni<Result<JWTClaimsSet, AssertionRefusal>> once(
            PlatformIssuer issuer, SignedJWT token, JWTClaimsSet claims) {
        if (issuer.reusable()) return Result.nowDone(claims);
        return used.firstUse("workload issuer " + issuer.issuer(), token, claims)
                .map(first -> first
                        ? Result.done(claims)
                        : Result.refused(new AssertionRefusal("the token was used before")));
    }

    /** Of a JWT-SVID its trust domain, unless it names another. */
    static Result<String, AssertionRefusal> issuerOf(SignedJWT token) {
        try {
            var claims = token.getJWTClaimsSet();
            var issuer = claims.getIssuer();
            if (issuer == null && claims.getSubject() != null) {
                var id = SPIFFE_ID.matcher(claims.getSubject());
                if (id.matches()) issuer = id.group(1);
            }
            return issuer != null && issuer.length() <= 250 && WholeText.is(issuer)
                    ? Result.done(issuer)
                    : Result.refused(new AssertionRefusal("the token names no issuer"));
        } catch (ParseException e) {
            return Result.refused(new AssertionRefusal("the token is no JWT"));
        }
    }

    private static <T> Uni<Result<T, AssertionRefusal>> refused(String why) {
        return Result.nowRefused(new AssertionRefusal(why));
    }
}
