package dev.mandate.identity.signin;

import dev.mandate.identity.browser.Site;
import java.util.List;
import java.util.Set;

/**
 * What was agreed on with an OpenID provider, as administrators see it.
 *
 * @param id {@code idp_…}; people whom it takes in are of the source {@code urn:mandate:identity:oidc:<id>}
 * @param redirectUri what is registered there as where people come back to
 * @param backchannelLogoutUri what may be registered there to be told of signing out
 */
public record ProviderView(
        String id,
        String name,
        String clientId,
        String authentication,
        List<String> scopes,
        List<String> mailDomains,
        List<String> mfaMethods,
        List<JoinRule> joining,
        String redirectUri,
        String backchannelLogoutUri) {
    /** Below where people see the pages. */
    public static final String PATH = "/sign-in/with/";

    static ProviderView of(IssuerRow row, ProviderTerms terms, Site site) {
        var path = site.url() + PATH + row.providerId;
        return new ProviderView(
                String.valueOf(row.providerId),
                terms.name(),
                terms.clientId(),
                terms.authentication().text(),
                sorted(terms.scopes()),
                sorted(terms.mailDomains()),
                sorted(terms.mfaMethods()),
                terms.joining(),
                path + "/back",
                path + "/logout");
    }

    private static List<String> sorted(Set<String> texts) {
        return texts.stream().sorted().toList();
    }
}
