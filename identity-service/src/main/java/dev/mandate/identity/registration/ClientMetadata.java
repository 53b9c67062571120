package dev.mandate.identity.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.clients.metadata.RedirectUris;
import dev.mandate.identity.keys.SigningAlgorithm;
import dev.mandate.identity.names.LookAlikes;
import dev.mandate.messaging.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an application says of itself, as far as it is kept. It keeps no secret here: one that is given to whoever asks proves nothing, so
 * that it is public whatever it asks for, which the answer says.
 *
 * @param name its host, and what it calls itself
 * @param scopes of those that it asks for, the ones that it may ask people for
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-2">RFC 7591 section 2</a>
 * @see <a href="https://openid.net/specs/openid-connect-registration-1_0.html#ClientMetadata">OpenID Connect Registration section 2</a>
 */
record ClientMetadata(
        String name,
        Set<String> redirectUris,
        Set<String> postLogoutUris,
        Set<String> grantTypes,
        Set<String> scopes,
        SigningAlgorithm idTokens) {
    private static final int LONGEST_NAME = 60;
    private static final int MOST_PLACES = 3;

    /** With which an application would be told or given less than it would get here. */
    private static final List<String> NOT_UNDERSTOOD = List.of(
            "sector_identifier_uri",
            "id_token_encrypted_response_alg",
            "userinfo_signed_response_alg",
            "userinfo_encrypted_response_alg",
            "request_object_signing_alg",
            "default_max_age",
            "default_acr_values",
            "backchannel_logout_uri",
            "frontchannel_logout_uri",
            "authorization_details_types");

    private static final List<String> NOT_TRUE = List.of(
            "require_auth_time",
            "require_pushed_authorization_requests",
            "require_signed_request_object",
            "dpop_bound_access_tokens",
            "tls_client_certificate_bound_access_tokens");

    private static final Set<String> SECRETS = Set.of("none", "client_secret_basic", "client_secret_post");

    /** @param may what such an application may ask people for */
    static Result<ClientMetadata, Fault> read(JsonNode said, Set<String> may) {
        try {
            for (var member : NOT_UNDERSTOOD) if (said.hasNonNull(member)) return none(member + " is not supported");
            for (var member : NOT_TRUE)
                if (said.path(member).asBoolean(false)) return none(member + " is not supported");
            if (!"public".equals(text(said, "subject_type", "public"))) return none("subject_type is public");
            if (!SECRETS.contains(text(said, "token_endpoint_auth_method", "none")))
                return none("token_endpoint_auth_method is none: whoever registers itself has neither secret nor key");
            if (!words(said, "response_types", List.of("code")).contains("code"))
                return none("response_types has code");
            var grants = new TreeSet<>(words(said, "grant_types", List.of(GrantTypes.AUTHORIZATION_CODE)));
            grants.retainAll(GrantTypes.OF_APPLICATIONS);
            if (!grants.contains(GrantTypes.AUTHORIZATION_CODE)) return none("grant_types has authorization_code");
            var scopes = new TreeSet<>(may);
            if (said.hasNonNull("scope"))
                scopes.retainAll(List.of(text(said, "scope", "").split(" ")));
            if (scopes.isEmpty()) return none("scope has some of " + String.join(" ", new TreeSet<>(may)));
            var algorithm =
                    SigningAlgorithm.wanted(text(said, "id_token_signed_response_alg", SigningAlgorithm.RS256.text()));
            return uris(said)
                    .map(uris -> new ClientMetadata(
                            name(said, uris), uris.back(), uris.afterwards(), grants, scopes, algorithm));
        } catch (IllegalArgumentException e) {
            return none(String.valueOf(e.getMessage()));
        }
    }

    String json() {
        try {
            return EventJson.mapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write metadata as JSON", e);
        }
    }

    static ClientMetadata parse(String json) {
        try {
            return EventJson.mapper().readValue(json, ClientMetadata.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of registrations holds no valid metadata", e);
        }
    }

    /** Whether it would be, come back to or get what it isn't, doesn't or doesn't get now. */
    boolean isWiderThan(ClientMetadata now) {
        return !now.redirectUris.containsAll(redirectUris)
                || !now.postLogoutUris.containsAll(postLogoutUris)
                || !now.scopes.containsAll(scopes)
                || !now.grantTypes.containsAll(grantTypes)
                || !now.name.equals(name);
    }

    private record Uris(Set<String> back, Set<String> afterwards) {
        Set<String> places() {
            return Stream.concat(back.stream(), afterwards.stream())
                    .map(RedirectUris::place)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Where people come back to, the web's by host. */
    Set<String> places() {
        return new Uris(redirectUris, postLogoutUris).places();
    }

    /** Of these, what a name says: all but the machine, unless there is nothing else. */
    private static Set<String> shown(Set<String> places) {
        var elsewhere = new TreeSet<>(places);
        elsewhere.removeAll(RedirectUris.HIS_MACHINE);
        return elsewhere.isEmpty() ? places : elsewhere;
    }

    /** Beside the person's machine at so few places that all of them are in the name by which he is asked. */
    private static Result<Uris, Fault> uris(JsonNode said) {
        try {
            var back = addresses(said, "redirect_uris");
            if (back.isEmpty()) return Result.refused(Fault.uri("redirect_uris has 1 to " + RedirectUris.MOST));
            var afterwards = addresses(said, "post_logout_redirect_uris");
            var uris = new Uris(back, afterwards);
            return shown(uris.places()).size() > MOST_PLACES
                    ? Result.refused(Fault.uri("people come back to at most " + MOST_PLACES
                            + " places, by their hosts and private schemes, and to their own machine"))
                    : Result.done(uris);
        } catch (IllegalArgumentException e) {
            return Result.refused(Fault.uri(String.valueOf(e.getMessage())));
        }
    }

    private static Set<String> addresses(JsonNode said, String member) {
        var checked = new TreeSet<String>();
        var words = words(said, member, List.of());
        if (words.size() > RedirectUris.MOST)
            throw new IllegalArgumentException(member + " has at most " + RedirectUris.MOST);
        for (var uri : words) checked.add(RedirectUris.check(uri));
        return checked;
    }

    /** First where people come back to, since anybody calls himself what he likes. */
    private static String name(JsonNode said, Uris uris) {
        var place = String.join(", ", shown(uris.places()));
        var name = text(said, "client_name", "").strip();
        if (name.isEmpty()) return place;
        LookAlikes.wrongWith(name).ifPresent(why -> {
            throw new IllegalArgumentException("client_name: " + why);
        });
        var plain = PlainText.shown(name);
        return place + " (" + (plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) + "…" : plain) + ")";
    }

    private static String text(JsonNode said, String member, String otherwise) {
        var value = said.path(member);
        if (value.isMissingNode() || value.isNull()) return otherwise;
        if (!value.isTextual()) throw new IllegalArgumentException(member + " is a text");
        return value.textValue();
    }

    private static List<String> words(JsonNode said, String member, List<String> otherwise) {
        var value = said.path(member);
        if (value.isMissingNode() || value.isNull()) return otherwise;
        if (!value.isArray()) throw new IllegalArgumentException(member + " is an array");
        var words = new ArrayList<String>();
        for (var each : value) {
            if (!each.isTextual()) throw new IllegalArgumentException(member + " has texts");
            words.add(each.textValue());
        }
        return words;
    }

    private static Result<ClientMetadata, Fault> none(String why) {
        return Result.refused(Fault.metadata(why));
    }
}
