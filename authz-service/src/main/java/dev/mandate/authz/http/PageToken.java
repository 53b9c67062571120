package dev.mandate.authz.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Where the next page begins, and of which search: AuthZEN wants everything but the token to stay as it was. A renewed access token
 * in the context changes nothing.
 */
final class PageToken {
    private static final List<String> ASKED = List.of("subject", "action", "resource");

    private PageToken() {}

    /** @param lastId of the page before; empty for the first */
    static String of(String lastId, Member body) {
        var id = lastId.getBytes(StandardCharsets.UTF_8);
        var token = ByteBuffer.allocate(Integer.BYTES + id.length)
                .putInt(search(body))
                .put(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    /** @throws dev.mandate.messaging.http.ProblemException 400 if it is none, or of another search */
    static String after(Member page, Member body) {
        var token = page.optionalText("token");
        if (token == null || token.isEmpty()) return "";
        try {
            var octets = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            if (octets.remaining() >= Integer.BYTES && octets.getInt() == search(body))
                return StandardCharsets.UTF_8.decode(octets).toString();
        } catch (IllegalArgumentException e) {
            throw page.wrong("token", "must be a next_token of an earlier page");
        }
        throw page.wrong("token", "must be the next_token of the page before, and everything else as it was");
    }

    /** The same on every replica, whatever the order of the members. */
    private static int search(Member body) {
        var node = body.node();
        var hash = node.path("page").path("limit").hashCode();
        for (var member : ASKED) hash = 31 * hash + node.path(member).hashCode();
        var context = node.path("context");
        if (context instanceof ObjectNode object && object.has("token"))
            context = object.deepCopy().without("token");
        return 31 * hash + context.hashCode();
    }
}
