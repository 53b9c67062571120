package dev.mandate.identity.authorize;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.OIDCClaimsRequest;
import com.nimbusds.openid.connect.sdk.claims.ClaimRequirement;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSetRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Single claims that an application asks for. What there is to say of a person is said by scopes, so that asking for it does nothing, as
 * OpenID Connect has it for whoever doesn't support them; but who wants a claim to have a value gets none without it.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#ClaimsParameter">OpenID Connect Core section 5.5</a>
 */
final class ClaimsParameter {
    static final String NOT_MET = "claims with a value, or an essential acr, are not supported: ask by acr_values";

    private ClaimsParameter() {}

    /** @param openId false where it isn't one of OpenID Connect, and so not understood */
    static boolean narrows(Map<String, List<String>> parameters, boolean openId) throws ParseException {
        var values = parameters.getOrDefault("claims", List.of());
        if (values.isEmpty()) return false;
        if (!openId || values.size() > 1) return true;
        var asked = OIDCClaimsRequest.parse(values.get(0));
        return narrows(asked.getIDTokenClaimsRequest()) || narrows(asked.getUserInfoClaimsRequest());
    }

    private static boolean narrows(@Nullable ClaimsSetRequest asked) {
        return asked != null && asked.getEntries().stream().anyMatch(ClaimsParameter::narrows);
    }

    private static boolean narrows(ClaimsSetRequest.Entry entry) {
        return entry.getRawValue() != null
                || entry.getValuesAsRawList() != null
                || entry.getClaimName().equals("acr") && entry.getClaimRequirement() == ClaimRequirement.ESSENTIAL;
    }
}
