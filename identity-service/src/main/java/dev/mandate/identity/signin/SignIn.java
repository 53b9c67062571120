package dev.mandate.identity.signin;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.identity.assertions.AssertionRefusal;
import dev.mandate.identity.assertions.Assertions;
import dev.mandate.identity.assertions.UsedAssertions;
import dev.mandate.identity.heldback.HeldBackSignIns;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.postures.NamedDevice;
import dev.mandate.identity.postures.Postures;
import dev.mandate.identity.upstream.IssuerKeys;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signs a person in with an assertion of a registered issuer. Needs a transaction, since each counts once. */
@ApplicationScoped
public class SignIn {
    private final IssuerStore issuers;
    private final IssuerKeys keys;
    private final Assertions assertions;
    private final UsedAssertions used;
    private final Identities identities;
    private final Postures postures;
    private final HeldBackSignIns heldBack;
    private final AssertedSubjects subjects;

    SignIn(
            IssuerStore issuers,
            IssuerKeys keys,
            Assertions assertions,
            UsedAssertions used,
            Identities identities,
            Postures postures,
            HeldBackSignIns heldBack,
            AssertedSubjects subjects) {
        this.issuers = issuers;
        this.keys = keys;
        this.assertions = assertions;
        this.used = used;
        this.identities = identities;
        this.postures = postures;
        this.heldBack = heldBack;
        this.subjects = subjects;
    }

    /**
     * @param issuer who vouches for the person
     * @param authentication how he signed in there, as far as the assertion says
     * @param surfaces on which the issuer's word puts him, each with the issuer
     * @param tokensVoidBefore what people got by this issuer's assertions before is void; null if nothing is
     */
    public record SignedIn(
            IdentityState person,
            String issuer,
            Authentication authentication,
            Map<String, String> surfaces,
            @Nullable Instant tokensVoidBefore) {}

    /** Looks for the issuer's keys, where it publishes them and this one isn't known. Before a transaction, since others answer in their time. */
    public Uni<Void> prepare(SignedJWT assertion) {
        return issuerOf(assertion)
                .followedBy(issuer -> look(issuer, assertion.getHeader().getKeyID()));
    }

    private Uni<Void> look(String issuer, @Nullable String key) {
        return Panache.withSession(() -> issuers.findById(issuer))
                .chain(row -> row == null || row.jwksUri == null || row.stoppedReason != null
                        ? Uni.createFrom().voidItem()
                        : keys.ready(row.jwksUri, key).replaceWithVoid());
    }

    /** Refused also for a person who is not active. */
    public Uni<Result<SignedIn, AssertionRefusal>> with(SignedJWT assertion) {
        return issuerOf(assertion)
                .chain(this::registered)
                .chain(found -> found.chain(issuer -> signed(issuer, assertion)
                        .chain(claims -> once(issuer, assertion, claims))
                        .chain(checked -> checked.chain(claims -> person(issuer, claims)))
                        .invoke(result -> heldBack.ifRefused(result, issuer.issuer))));
    }

    private static Result<String, AssertionRefusal> issuerOf(SignedJWT assertion) {
        try {
            var issuer = assertion.getJWTClaimsSet().getIssuer();
            if (issuer == null) return refused("the assertion has no iss");
            return WholeText.is(issuer)
                    ? Result.done(issuer)
                    : refused("the issuer of the assertion is not registered");
        } catch (ParseException e) {
            return refused("the assertion is no JWT");
        }
    }

    private Uni<Result<IssuerRow, AssertionRefusal>> registered(String issuer) {
        return issuers.findById(issuer).map(row -> {
            if (row == null || !row.keys().sign()) return refused("the issuer of the assertion is not registered");
            return row.stoppedReason == null
                    ? Result.done(row)
                    : refused("the issuer of the assertion is stopped; an administrator can resume it");
        });
    }

    private Result<JWTClaimsSet, AssertionRefusal> signed(IssuerRow issuer, SignedJWT assertion) {
        var audience = audienceOf(issuer);
        if (issuer.jwks != null) return assertions.verify(assertion, issuer.jwks, audience);
        return keys.known(String.valueOf(issuer.jwksUri))
                .map(published -> assertions.verify(assertion, published, audience))
                .orElseGet(() -> refused("the keys of the issuer can't be fetched now"));
    }

    private Collection<String> audienceOf(IssuerRow issuer) {
        return issuer.audience == null ? assertions.ownAudience() : Set.of(issuer.audience);
    }

    private Uni<Result<JWTClaimsSet, AssertionRefusal>> once(
            IssuerRow issuer, SignedJWT assertion, JWTClaimsSet claims) {
        return used.firstUse(issuer.issuer, assertion, claims)
                .map(first -> first ? Result.done(claims) : refused("the assertion was used before"));
    }

    private Uni<Result<SignedIn, AssertionRefusal>> person(IssuerRow issuer, JWTClaimsSet claims) {
        var subject = issuer.subjectClaim.of(claims);
        if (subject.isEmpty())
            return Result.nowRefused(new AssertionRefusal("the assertion has no " + issuer.subjectClaim.text()));
        return authentication(issuer, claims)
                .chain(authentication -> issuer.subjectClaim
                        .find(identities, subject.get())
                        .map(SignIn::onlyActivePerson)
                        .chain(active -> active.chain(person -> subjects.note(
                                        issuer.issuer, claims.getSubject(), person.identity())
                                .chain(() -> device(issuer, claims, person))
                                .map(device -> Result.done(new SignedIn(
                                        person,
                                        issuer.issuer,
                                        authentication.on(device.orElse(null)),
                                        issuer.surfaces().met(issuer.issuer, claims.getClaims()),
                                        issuer.tokensVoidBefore))))));
    }

    private Uni<Optional<String>> device(IssuerRow issuer, JWTClaimsSet claims, IdentityState person) {
        var named = Optional.ofNullable(issuer.devices()).flatMap(it -> it.of(claims.getClaims()));
        if (named.isEmpty()) return Uni.createFrom().item(Optional.empty());
        return postures.signedInOn(named.get(), person.identity())
                .map(is -> is ? named.map(NamedDevice::id) : Optional.empty());
    }

    private Result<Authentication, AssertionRefusal> authentication(IssuerRow issuer, JWTClaimsSet claims) {
        return AuthenticationClaims.read(claims).then(said -> {
            var acr = said.acr() == null
                    ? null
                    : AcrValues.parse(issuer.acrValues).of(said.acr());
            if (said.at() == null) return Result.done(new Authentication(acr, said.amr(), null));
            return assertions.past(said.at(), "auth_time").map(at -> new Authentication(acr, said.amr(), at));
        });
    }

    private static Result<IdentityState, AssertionRefusal> onlyActivePerson(List<IdentityState> found) {
        var active = found.stream()
                .filter(identity -> identity.kind() == Kind.PERSON && identity.status() == Status.ACTIVE)
                .toList();
        return active.size() == 1 ? Result.done(active.get(0)) : refused("the assertion names no active person");
    }

    private static <T> Result<T, AssertionRefusal> refused(String why) {
        return Result.refused(new AssertionRefusal(why));
    }
}
