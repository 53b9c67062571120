package dev.mandate.identity.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.identity.browser.BrowserConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an application is told, in the address to which a browser comes back or in a form that it sends there.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2">RFC 6749 section 4.1.2</a>
 * @see <a href="https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html">OAuth 2.0 Form Post Response Mode</a>
 */
@ApplicationScoped
class AuthorizationAnswers {
    private final BrowserConfig config;

    AuthorizationAnswers(BrowserConfig config) {
        this.config = config;
    }

    Step code(CodeRequest request, String code) {
        return back(request.redirectUri(), request.byForm(), request.state(), Map.of("code", code));
    }

    Step error(CodeRequest request, String code, String why) {
        return back(
                request.redirectUri(),
                request.byForm(),
                request.state(),
                Map.of("error", code, "error_description", why));
    }

    /** The person, where nobody knows where to send him. */
    Step fault(AuthorizationFault fault) {
        return fault.redirectUri() == null
                ? new Step.Told(fault.why())
                : back(
                        fault.redirectUri(),
                        fault.byForm(),
                        fault.state(),
                        Map.of("error", fault.code(), "error_description", fault.why()));
    }

    /** @see <a href="https://www.rfc-editor.org/rfc/rfc9207">RFC 9207, iss in the response</a> */
    private Step back(String redirectUri, boolean byForm, @Nullable String state, Map<String, String> members) {
        var answer = new LinkedHashMap<>(members);
        if (state != null) answer.put("state", state);
        answer.put("iss", config.issuer());
        if (byForm) return new Step.Sent(redirectUri, answer);
        var location = new StringBuilder(redirectUri);
        var separator = redirectUri.indexOf('?') < 0 ? '?' : '&';
        for (var member : answer.entrySet()) {
            location.append(separator)
                    .append(member.getKey())
                    .append('=')
                    .append(URLEncoder.encode(member.getValue(), UTF_8));
            separator = '&';
        }
        return new Step.Back(location.toString());
    }
}
