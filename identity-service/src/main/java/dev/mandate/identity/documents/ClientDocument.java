package dev.mandate.identity.documents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.identity.clients.metadata.RedirectUris;
import dev.mandate.identity.keys.SigningAlgorithm;
import dev.mandate.messaging.result.Result;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an application says of itself. It keeps no secret here: it proves itself by where it comes back to, and by PKCE.
 *
 * @param name as it calls itself, plain; its host where it says nothing
 * @param idTokens what its ID tokens are signed with
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-00#section-4">draft 00, section 4</a>
 */
record ClientDocument(String id, String name, Set<String> redirectUris, SigningAlgorithm idTokens) {
    private static final int LONGEST_NAME = 60;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    ClientDocument {
        redirectUris = Set.copyOf(redirectUris);
    }

    /** @return refused with what the person is told who was sent here */
    static Result<ClientDocument, String> read(URI url, byte[] json) {
        try {
            var document = JSON.readTree(json);
            if (!url.toString().equals(document.path("client_id").textValue()))
                return Result.refused("it is another application's");
            if (document.has("client_secret") || document.has("client_secret_expires_at"))
                return Result.refused("it publishes a secret");
            var method = document.path("token_endpoint_auth_method").asText("none");
            if (!method.equals("none")) return Result.refused("it wants to prove itself by " + PlainText.shown(method));
            return Result.done(
                    new ClientDocument(url.toString(), name(document, url), uris(document, url), idTokens(document)));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Result.refused("it is malformed");
        } catch (IOException e) {
            return Result.refused("it can't be read");
        }
    }

    /** ES256 where it says nothing, which documents had before they could. */
    private static SigningAlgorithm idTokens(JsonNode document) {
        return SigningAlgorithm.wanted(
                document.path("id_token_signed_response_alg").asText(SigningAlgorithm.ES256.text()));
    }

    private static String name(JsonNode document, URI url) {
        var name = document.path("client_name").asText("").strip();
        if (name.isEmpty()) return url.getHost();
        var plain = PlainText.shown(name);
        return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) + "…" : plain;
    }

    /** On its own host or on the person's machine: anything else could be another's, whom it would bring codes. */
    private static Set<String> uris(JsonNode document, URI url) {
        var uris = document.path("redirect_uris");
        if (!uris.isArray() || uris.isEmpty() || uris.size() > RedirectUris.MOST)
            throw new IllegalArgumentException("redirect_uris are an array of 1 to " + RedirectUris.MOST);
        var checked = new TreeSet<String>();
        for (var uri : uris) {
            var text = RedirectUris.check(String.valueOf(uri.textValue()));
            var host = URI.create(text).getHost();
            if (text.startsWith("https:") && !url.getHost().equals(host))
                throw new IllegalArgumentException("redirect_uris are on the document's host");
            checked.add(text);
        }
        return checked;
    }
}
