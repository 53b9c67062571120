package dev.mandate.identity.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.identity.upstream.UpstreamClient.Authentication;
import java.util.List;
import java.util.Set;

/**
 * What was agreed on with an OpenID provider. Everything was checked.
 *
 * @param name by which people know it
 * @param clientId our id there
 * @param scopes what we ask for, {@code openid} among it
 * @param mailDomains whose addresses mean the person who has them here, where the provider has verified them; empty for none
 * @param mfaMethods which of its {@code amr} stand for two factors
 * @param joining whom it takes in; empty for nobody
 */
public record ProviderTerms(
        String name,
        String clientId,
        Authentication authentication,
        Set<String> scopes,
        Set<String> mailDomains,
        Set<String> mfaMethods,
        List<JoinRule> joining) {
    public ProviderTerms {
        scopes = Set.copyOf(scopes);
        mailDomains = Set.copyOf(mailDomains);
        mfaMethods = Set.copyOf(mfaMethods);
        joining = List.copyOf(joining);
    }

    static ProviderTerms parse(String json) {
        try {
            return EventJson.mapper().readValue(json, ProviderTerms.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of issuers holds no valid terms", e);
        }
    }

    String json() {
        try {
            return EventJson.mapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write terms as JSON", e);
        }
    }
}
