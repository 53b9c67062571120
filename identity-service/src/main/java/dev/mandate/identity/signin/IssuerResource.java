package dev.mandate.identity.signin;

import dev.mandate.identity.clients.PublicKeys;
import dev.mandate.identity.http.Field;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Issuers whose assertions sign people in. */
@Path("/issuers")
public class IssuerResource {
    private final IssuerStore store;
    private final InstantSource clock;

    IssuerResource(IssuerStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param issuer URL, exactly as in {@code iss}
     * @param subjectClaim {@code employeeId} or {@code email}
     * @param audience what {@code aud} must hold; by default this service's issuer or its token endpoint
     * @param acrValues what the issuer's own {@code acr} values mean here, such as {@code urn:mandate:acr:mfa}; without it they go on
     *     into tokens as they are, but for those that begin with {@code urn:mandate:}, which are left out. At most 50, of 200
     *     characters at most
     */
    public record NewIssuer(
            @Nullable String issuer,
            @Nullable Map<String, Object> jwks,
            @Nullable String subjectClaim,
            @Nullable String audience,
            @Nullable Map<String, @Nullable String> acrValues) {}

    public record RegisteredIssuer(String issuer, String subjectClaim, Map<String, String> acrValues) {}

    /** Registers an issuer, or replaces what was registered for it. */
    @POST
    @WithTransaction
    @RolesAllowed("issuers:write")
    public Uni<RegisteredIssuer> register(@Nullable NewIssuer body) {
        var row = rowOf(Field.at("/").required(body));
        return store.findById(row.issuer)
                .chain(known ->
                        known == null ? store.persist(row) : Uni.createFrom().item(known.become(row)))
                .replaceWith(() -> new RegisteredIssuer(
                        row.issuer,
                        row.subjectClaim.text(),
                        AcrValues.parse(row.acrValues).ours()));
    }

    private IssuerRow rowOf(NewIssuer body) {
        var row = new IssuerRow();
        var issuer = Field.at("/issuer").text(body.issuer(), 300);
        if (!Field.at("/issuer").parsed(issuer, URI::create).isAbsolute()) {
            throw Field.at("/issuer").problem("Give the issuer as a URL");
        }
        row.issuer = issuer;
        row.jwks = Field.at("/jwks").parsed(Field.at("/jwks").required(body.jwks()), PublicKeys::check);
        row.subjectClaim = Field.at("/subjectClaim")
                .parsed(Field.at("/subjectClaim").text(body.subjectClaim(), 20), SubjectClaim::named);
        row.audience = body.audience() == null ? null : Field.at("/audience").text(body.audience(), 300);
        row.acrValues = body.acrValues() == null
                ? null
                : Field.at("/acrValues")
                        .parsed(body.acrValues(), AcrValues::check)
                        .json();
        row.createdAt = clock.instant();
        return row;
    }
}
