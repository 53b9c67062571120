package dev.mandate.identity.clients;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In how many ways a request says that it is a client's. In more than one it is nobody's: which of them counts would be anybody's guess.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3">RFC 6749 section 2.3</a>
 */
public final class ClientProofs {
    public static final String ONE =
            "prove who you are in one way: a secret in the header, one in the form, or an assertion";

    private ClientProofs() {}

    public static boolean isOne(@Nullable String authorization, Map<String, List<String>> form) {
        var basic = authorization != null
                && authorization.strip().toLowerCase(Locale.ROOT).startsWith("basic ");
        var inForm = Stream.of("client_secret", "client_assertion").filter(name -> has(form, name));
        return inForm.count() + (basic ? 1 : 0) <= 1;
    }

    /** Without a value it is as if it weren't there: RFC 6749 section 3.2. */
    private static boolean has(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of()).stream().anyMatch(value -> !value.isEmpty());
    }
}
