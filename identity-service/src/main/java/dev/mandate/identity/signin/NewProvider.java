package dev.mandate.identity.signin;

import dev.mandate.events.hr.WorkerForm;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.MailDomain;
import dev.mandate.identity.upstream.UpstreamClient.Authentication;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How people sign in by an OpenID provider, as a request has it.
 *
 * @param name by which people know it: "Sign in with …"
 * @param clientId our id there
 * @param clientSecret what we share with it, kept sealed; not with {@code private_key_jwt}. To be left out where it stays as it is
 * @param authentication {@code client_secret_basic}, which it is without it, {@code client_secret_post} or {@code private_key_jwt}, with
 *     the keys of {@code /oauth2/jwks}
 * @param scopes what we ask for; by default {@code openid profile email}
 * @param mailDomains whose mail addresses mean the person who has them here, where {@code email_verified}; by default none, so that
 *     each person links his account himself
 * @param mfaMethods values of {@code amr} that stand for two factors; {@code acrValues} say it of {@code acr}
 * @param joining whom it takes in who isn't known yet, the first that fits; by default nobody. At most 50
 */
public record NewProvider(
        @Nullable String name,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String authentication,
        @Nullable List<@Nullable String> scopes,
        @Nullable List<@Nullable String> mailDomains,
        @Nullable List<@Nullable String> mfaMethods,
        @Nullable List<@Nullable NewJoinRule> joining) {
    private static final int MOST = 50;

    /**
     * Of whoever isn't known yet.
     *
     * @param claim of the ID token, a text or a list of texts; without it everybody
     * @param value that it has, or holds
     * @param department decides the birthright roles
     * @param title by default none
     * @param country ISO 3166-1 alpha-2; by default none
     */
    public record NewJoinRule(
            @Nullable String claim,
            @Nullable String value,
            @Nullable String department,
            @Nullable String title,
            @Nullable String country) {}

    ProviderTerms terms() {
        var how = authentication == null
                ? Authentication.CLIENT_SECRET_BASIC
                : Field.at("/provider/authentication").parsed(authentication, Authentication::named);
        if (how == Authentication.PRIVATE_KEY_JWT && clientSecret != null)
            wrong("/provider/clientSecret", "leave it out: our key is known there");
        if (clientSecret != null) Field.at("/provider/clientSecret").line(clientSecret, 500);
        var scope = new TreeSet<>(scopes == null ? Set.of("openid", "profile", "email") : asked());
        scope.add("openid");
        return new ProviderTerms(
                Field.at("/provider/name").line(name, 60),
                Field.at("/provider/clientId").line(clientId, 250),
                how,
                scope,
                texts(
                        "/provider/mailDomains",
                        mailDomains,
                        text -> Field.at("/provider/mailDomains").parsed(text, MailDomain::parse)),
                texts("/provider/mfaMethods", mfaMethods, text -> text),
                rules());
    }

    private Set<String> asked() {
        return texts(
                "/provider/scopes",
                scopes,
                text -> text.matches("[!#-\\[\\]-~]+")
                        ? text
                        : wrong("/provider/scopes", "a scope has no spaces, quotes or backslashes"));
    }

    private static Set<String> texts(
            String pointer, @Nullable List<@Nullable String> values, UnaryOperator<String> checked) {
        if (values == null) return Set.of();
        if (values.size() > MOST) wrong(pointer, "at most " + MOST);
        var all = new TreeSet<String>();
        for (var i = 0; i < values.size(); i++)
            all.add(checked.apply(Field.at(pointer + "/" + i).line(values.get(i), 200)));
        return all;
    }

    private List<JoinRule> rules() {
        if (joining == null) return List.of();
        if (joining.size() > MOST) wrong("/provider/joining", "at most " + MOST);
        var all = new ArrayList<JoinRule>();
        for (var i = 0; i < joining.size(); i++) {
            var at = "/provider/joining/" + i;
            all.add(rule(at, Field.at(at).required(joining.get(i))));
        }
        return all;
    }

    private static JoinRule rule(String at, NewJoinRule rule) {
        if ((rule.claim() == null) != (rule.value() == null)) wrong(at, "a claim with its value, or neither");
        if (rule.country() != null && !WorkerForm.isCountry(rule.country()))
            wrong(at + "/country", "a country of ISO 3166, such as DE");
        return new JoinRule(
                rule.claim() == null ? null : Field.at(at + "/claim").line(rule.claim(), 200),
                rule.value() == null ? null : Field.at(at + "/value").line(rule.value(), 200),
                Field.at(at + "/department").line(rule.department(), 200),
                rule.title() == null ? null : Field.at(at + "/title").line(rule.title(), 200),
                rule.country());
    }

    private static <T> T wrong(String pointer, String rule) {
        return Field.at(pointer).parsed(rule, why -> {
            throw new IllegalArgumentException(why);
        });
    }
}
