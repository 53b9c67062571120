package dev.mandate.identity.signin;

import dev.mandate.events.administration.Actor;
import dev.mandate.identity.identities.Identities;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whoever chooses an issuer's keys signs in as anybody: two people trust one, or change what one may do. */
@ApplicationScoped
class IssuerRegistration implements FarReachingChange<WantedIssuer, IssuerView, IssuerRefusal> {
    private static final String SECOND_FACTOR = "urn:mandate:acr:mfa";

    private final Issuers issuers;
    private final IssuerStore store;
    private final Identities identities;

    IssuerRegistration(Issuers issuers, IssuerStore store, Identities identities) {
        this.issuers = issuers;
        this.store = store;
        this.identities = identities;
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
    public Uni<Result<Prepared<IssuerView, IssuerRefusal>, IssuerRefusal>> prepare(WantedIssuer wanted, Actor by) {
        return store.locked(wanted.issuer()).map(known -> {
            Supplier<Uni<Result<IssuerView, IssuerRefusal>>> making =
                    () -> issuers.register(known, wanted, by).map(Result::done);
            return Result.done(
                    known.filter(wanted::is).isPresent()
                            ? Prepared.near(making)
                            : Prepared.far(reach(wanted, known), making));
        });
    }

    private Reach reach(WantedIssuer wanted, Optional<IssuerRow> known) {
        return new Reach(
                wanted.issuer(),
                known.map(row -> "revision " + row.revision).orElse("unknown"),
                (known.isPresent() ? "change the trusted sign-in issuer " : "trust the sign-in issuer ")
                        + wanted.issuer() + ", which names people by "
                        + wanted.subjectClaim().text() + " and signs with "
                        + String.join(", ", Issuers.thumbprints(wanted.jwks())),
                () -> identities.countActivePeople().map(people -> touches(wanted, known, people)));
    }

    private static List<String> touches(WantedIssuer wanted, Optional<IssuerRow> known, long people) {
        var touches = new ArrayList<String>();
        touches.add(people + " active people: its assertions can sign in each of them");
        if (AcrValues.parse(wanted.acrValues()).ours().containsValue(SECOND_FACTOR))
            touches.add("whoever it says so of passes for signed in with a second factor");
        known.ifPresent(row -> touches.add("whoever signs in by it now: until now it signs with "
                + String.join(", ", Issuers.thumbprints(row.jwks)) + " and names people by "
                + row.subjectClaim.text()));
        return List.copyOf(touches);
    }

    @Override
    public String words(IssuerRefusal refusal) {
        return "the issuer isn't registered any more";
    }
}
