package dev.mandate.identity.signin;

import dev.mandate.identity.sessions.SignInProof;
import dev.mandate.identity.surfaces.SurfaceRules;
import dev.mandate.identity.upstream.UpstreamClient;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider that signs people in, which isn't stopped.
 *
 * @param id of ours, {@code idp_…}, by which pages name it
 * @param client what we are there
 * @param devices how it says on which device somebody signed in; null where it doesn't
 * @param surfaces on which its word puts whom it signs in
 */
public record Provider(
        String id,
        ProviderTerms terms,
        UpstreamClient client,
        AcrValues acrValues,
        @Nullable DeviceClaim devices,
        SurfaceRules surfaces) {
    public String issuer() {
        return client.issuer();
    }

    public String name() {
        return terms.name();
    }

    /** What decides who he is here, and who isn't known yet; nothing where accounts are only linked. */
    public Set<String> wantedClaims() {
        var wanted = new HashSet<String>();
        if (!terms.mailDomains().isEmpty()) wanted.addAll(List.of("email", "email_verified"));
        if (!terms.joining().isEmpty()) wanted.addAll(List.of("given_name", "family_name", "name"));
        terms.joining().stream().map(JoinRule::claim).filter(Objects::nonNull).forEach(wanted::add);
        return wanted;
    }

    /** What it calls two factors, to be asked for. */
    public List<String> mfaValues() {
        return acrValues.ours().entrySet().stream()
                .filter(agreed -> agreed.getValue().equals(SignInProof.MFA_ACR))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** How strongly he signed in there, by the names that policies use: what it says, by what was agreed on. */
    public String strength(@Nullable String acr, Set<String> amr) {
        if (amr.stream().anyMatch(terms.mfaMethods()::contains)) return SignInProof.MFA_ACR;
        var ours = acr == null ? null : acrValues.of(acr);
        return ours == null ? SignInProof.PROVIDER_ACR : ours;
    }
}
