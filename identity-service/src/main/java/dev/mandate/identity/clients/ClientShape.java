package dev.mandate.identity.clients;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.identity.assertions.PublicKeys;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.keys.SigningAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a client is, beside its scopes and where people may go from it.
 *
 * @param grants what it may use at the token endpoint
 * @param redirectUris where people come back to it from signing in; empty where nobody does at a browser
 * @param jwks checked public keys as JSON; null for one that has none
 */
record ClientShape(
        String name,
        Set<String> grants,
        Set<String> redirectUris,
        @Nullable String jwks,
        boolean isPublic,
        SigningAlgorithm idTokens,
        boolean withoutPkce,
        boolean claimsInIdToken) {
    ClientShape {
        grants = new TreeSet<>(grants);
        redirectUris = new TreeSet<>(redirectUris);
    }

    static ClientShape of(ClientRow row) {
        return new ClientShape(
                row.name,
                row.client().grants(),
                Scopes.parse(row.redirectUris),
                row.jwks,
                row.isPublic,
                row.idTokens(),
                row.withoutPkce,
                row.claimsInIdToken);
    }

    /**
     * By the rules by which one is registered.
     *
     * @throws IllegalArgumentException in words, for what doesn't go together
     */
    ClientShape checked() {
        var named = List.copyOf(grants);
        var keepsBrowser = !redirectUris.isEmpty();
        var application = NewApplication.of(
                keepsBrowser ? List.copyOf(redirectUris) : null,
                null,
                null,
                named,
                isPublic,
                jwks != null,
                isApplication() ? idTokens : null,
                withoutPkce);
        NewApplication.grants(named, application);
        if (claimsInIdToken && application == null)
            throw new IllegalArgumentException("claims are in ID tokens, which an application alone gets");
        return this;
    }

    boolean isApplication() {
        return !redirectUris.isEmpty() || grants.contains(GrantTypes.DEVICE_CODE);
    }

    /** Whether it may be let act elsewhere for whoever signs in to it, which none of its scopes says. */
    boolean exchangesTokens() {
        return isApplication() && grants.contains(GrantTypes.TOKEN_EXCHANGE);
    }

    /** Whether it would be taken for somebody else, or get tokens in a way in which it doesn't get any now. */
    boolean isWiderThan(ClientShape now) {
        return !now.grants.containsAll(grants)
                || !now.redirectUris.containsAll(redirectUris)
                || withoutPkce && !now.withoutPkce
                || isApplication() && !now.name.equals(name);
    }

    boolean hasOtherKeysThan(ClientShape now) {
        return jwks != null && !jwks.equals(now.jwks);
    }

    void become(ClientRow row) {
        row.name = name;
        row.grantTypes = Scopes.write(grants);
        row.redirectUris = Scopes.write(redirectUris);
        row.jwks = jwks;
        row.idTokens(idTokens);
        row.withoutPkce = withoutPkce;
        row.claimsInIdToken = claimsInIdToken;
    }

    /** Each for people, in one line. */
    List<String> words() {
        var words = new ArrayList<String>();
        words.add("the name " + PlainText.quoted(name));
        words.add("the grants " + Scopes.write(grants));
        if (!redirectUris.isEmpty()) words.add("people come back to " + Scopes.write(redirectUris));
        words.add(
                isPublic
                        ? "no secret"
                        : jwks == null ? "a secret" : "keys " + String.join(" ", PublicKeys.thumbprints(jwks)));
        if (isApplication()) {
            words.add("ID tokens signed by " + idTokens.text());
            words.add(withoutPkce ? "codes without PKCE" : "codes with PKCE alone");
            words.add(claimsInIdToken ? "claims in ID tokens" : "claims at userinfo alone");
        }
        return words;
    }

    /** What is said of it, and not of the other. */
    List<String> wordsBeside(ClientShape other) {
        var words = new ArrayList<>(words());
        words.removeAll(other.words());
        return words;
    }
}
