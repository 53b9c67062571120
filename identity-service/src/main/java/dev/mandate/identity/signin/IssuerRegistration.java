package dev.mandate.identity.signin;

import dev.mandate.events.administration.Actor;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.keys.SecretSeal;
import dev.mandate.identity.sessions.SignInProof;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whoever chooses an issuer's keys signs in as anybody: two people trust one, or change what one may do. */
@ApplicationScoped
class IssuerRegistration implements FarReachingChange<WantedIssuer, IssuerView, IssuerRefusal> {
    private final Issuers issuers;
    private final IssuerStore store;
    private final Identities identities;
    private final SecretSeal seal;

    IssuerRegistration(Issuers issuers, IssuerStore store, Identities identities, SecretSeal seal) {
        this.issuers = issuers;
        this.store = store;
        this.identities = identities;
        this.seal = seal;
    }

    @Override
    public String kind() {
        return "issuer";
    }

    @Override
    public Class<WantedIssuer> content() {
        return WantedIssuer.class;
    }

    @Override
    public Uni<Result<Prepared<IssuerView, IssuerRefusal>, IssuerRefusal>> prepare(WantedIssuer asked, Actor by) {
        return store.locked(asked.issuer()).chain(known -> {
            if (asked.clientSecret() != null && opened(asked).isEmpty())
                return Result.nowRefused(IssuerRefusal.LOST_SECRET);
            var wanted = hasSecretAlready(asked, known) ? asked.keepingSecret() : asked;
            if (!wanted.isWhole(known.orElse(null))) return Result.nowRefused(IssuerRefusal.NO_SECRET);
            Supplier<Uni<Result<IssuerView, IssuerRefusal>>> making =
                    () -> issuers.register(known, wanted, by).map(Result::done);
            if (known.filter(wanted::is).isPresent()) return Result.nowDone(Prepared.near(making));
            return hasRoom(wanted, known)
                    .map(room -> room
                            ? Result.done(Prepared.far(reach(wanted, known), making))
                            : Result.refused(IssuerRefusal.TOO_MANY));
        });
    }

    private Uni<Boolean> hasRoom(WantedIssuer wanted, Optional<IssuerRow> known) {
        return wanted.provider() == null
                        || known.filter(IssuerRegistration::takesNoPlace).isPresent()
                ? Uni.createFrom().item(true)
                : store.hasRoomForProvider();
    }

    /** It has one already, or needs none until it is resumed. */
    private static boolean takesNoPlace(IssuerRow row) {
        return row.provider != null || row.stoppedReason != null;
    }

    /** Sealed anew each time, so that two of the same look different. */
    private boolean hasSecretAlready(WantedIssuer wanted, Optional<IssuerRow> known) {
        var had = known.map(row -> row.clientSecret).orElse(null);
        if (had == null) return false;
        return opened(wanted)
                .filter(given -> MessageDigest.isEqual(given, seal.open(Providers.ownerOf(wanted.issuer()), had)))
                .isPresent();
    }

    private Optional<byte[]> opened(WantedIssuer wanted) {
        return Optional.ofNullable(wanted.clientSecret())
                .flatMap(given -> seal.tryOpen(
                        Providers.ownerOf(wanted.issuer()), Base64.getDecoder().decode(given)));
    }

    private Reach reach(WantedIssuer wanted, Optional<IssuerRow> known) {
        return new Reach(
                wanted.issuer(),
                known.map(row -> "revision " + row.revision).orElse("unknown"),
                (known.isPresent() ? "change the trusted sign-in issuer " : "trust the sign-in issuer ")
                        + wanted.issuer() + ", which names people by "
                        + wanted.subjectClaim().text() + wanted.keys().words() + by(wanted),
                () -> identities.countActivePeople().map(people -> {
                    var touches =
                            touches(wanted.keys(), wanted.provider(), wanted.acrValues(), wanted.devices(), people);
                    touches.addAll(wanted.surfaces().touches(known.map(IssuerRow::surfaces)));
                    known.ifPresent(row -> touches.add("whoever signs in by it now: until now it names people by "
                            + row.subjectClaim.text() + row.keys().words()));
                    return List.copyOf(touches);
                }));
    }

    private static String by(WantedIssuer wanted) {
        var provider = wanted.provider();
        return provider == null ? "" : "; people sign in by it as " + provider.name();
    }

    /** Whom an issuer of this kind can sign in, and as what, one line each. */
    static List<String> touches(
            SigningKeys keys,
            @Nullable ProviderTerms provider,
            @Nullable String acrValues,
            @Nullable DeviceClaim devices,
            long people) {
        var touches = new ArrayList<String>();
        if (keys.sign()) touches.add(people + " active people: its assertions can sign in each of them");
        if (provider != null) {
            touches.add("whoever has linked an account there, or will: it can sign in each of them");
            provider.mailDomains().stream()
                    .sorted()
                    .forEach(domain ->
                            touches.add("whoever has an address of " + domain + ": it can sign in each of them by it"));
            provider.mfaMethods().stream()
                    .sorted()
                    .forEach(method ->
                            touches.add("whoever it says " + method + " of passes for signed in with a second factor"));
            provider.joining().forEach(rule -> touches.add("it " + rule.words()));
        }
        if (AcrValues.parse(acrValues).ours().containsValue(SignInProof.MFA_ACR))
            touches.add("whoever it says so of passes for signed in with a second factor");
        if (devices != null) touches.add(devices.words());
        return touches;
    }

    @Override
    public String words(IssuerRefusal refusal) {
        return refusal.words();
    }
}
