package dev.mandate.identity.signin;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.identity.clients.AssertionRefused;
import dev.mandate.identity.clients.Assertions;
import dev.mandate.identity.clients.UsedAssertions;
import dev.mandate.identity.identities.Identities;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Signs a person in with an assertion of a registered issuer. Needs a transaction, since each counts once. */
@ApplicationScoped
public class SignIn {
    private final IssuerStore issuers;
    private final Assertions assertions;
    private final UsedAssertions used;
    private final Identities identities;

    SignIn(IssuerStore issuers, Assertions assertions, UsedAssertions used, Identities identities) {
        this.issuers = issuers;
        this.assertions = assertions;
        this.used = used;
        this.identities = identities;
    }

    /**
     * @param issuer who vouches for the person
     * @param authentication how he signed in there, as far as the assertion says
     */
    public record SignedIn(IdentityState person, String issuer, Authentication authentication) {}

    /** Fails with {@link AssertionRefused}, also for a person who is not active. */
    public Uni<SignedIn> with(SignedJWT assertion) {
        return Uni.createFrom()
                .item(() -> issuerOf(assertion))
                .chain(issuers::findById)
                .chain(issuer -> {
                    if (issuer == null) throw new AssertionRefused("the issuer of the assertion is not registered");
                    var claims = assertions.verify(assertion, issuer.jwks, audienceOf(issuer));
                    return once(issuer, assertion, claims).chain(() -> person(issuer, claims));
                });
    }

    private static String issuerOf(SignedJWT assertion) {
        try {
            var issuer = assertion.getJWTClaimsSet().getIssuer();
            if (issuer == null) throw new AssertionRefused("the assertion has no iss");
            if (!WholeText.is(issuer)) throw new AssertionRefused("the issuer of the assertion is not registered");
            return issuer;
        } catch (ParseException e) {
            throw new AssertionRefused("the assertion is no JWT");
        }
    }

    private Collection<String> audienceOf(IssuerRow issuer) {
        return issuer.audience == null ? assertions.ownAudience() : Set.of(issuer.audience);
    }

    private Uni<Void> once(IssuerRow issuer, SignedJWT assertion, JWTClaimsSet claims) {
        var jti = claims.getJWTID();
        return used.firstUse(
                        issuer.issuer,
                        jti == null ? digest(assertion) : jti,
                        claims.getExpirationTime().toInstant())
                .invoke(first -> {
                    if (!first) throw new AssertionRefused("the assertion was used before");
                })
                .replaceWithVoid();
    }

    /** Of what is signed: one content has many signatures. */
    private static String digest(SignedJWT assertion) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256").digest(assertion.getSigningInput());
            return "sha256:" + HexFormat.of().formatHex(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Uni<SignedIn> person(IssuerRow issuer, JWTClaimsSet claims) {
        var subject = issuer.subjectClaim
                .of(claims)
                .orElseThrow(() -> new AssertionRefused("the assertion has no " + issuer.subjectClaim.text()));
        var authentication = authentication(issuer, claims);
        return issuer.subjectClaim
                .find(identities, subject)
                .map(found -> new SignedIn(onlyActivePerson(found), issuer.issuer, authentication));
    }

    private Authentication authentication(IssuerRow issuer, JWTClaimsSet claims) {
        var said = AuthenticationClaims.read(claims);
        return new Authentication(
                said.acr() == null ? null : AcrValues.parse(issuer.acrValues).of(said.acr()),
                said.amr(),
                said.at() == null ? null : assertions.past(said.at(), "auth_time"));
    }

    private static IdentityState onlyActivePerson(List<IdentityState> found) {
        var active = found.stream()
                .filter(identity -> identity.kind() == Kind.PERSON && identity.status() == Status.ACTIVE)
                .toList();
        if (active.size() != 1) throw new AssertionRefused("the assertion names no active person");
        return active.get(0);
    }
}
