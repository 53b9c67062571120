package dev.mandate.identity.devices;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import dev.mandate.identity.authorize.FirstTokens;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.tokens.GrantHandler;
import dev.mandate.identity.tokens.Issue;
import dev.mandate.identity.tokens.RequestedAccess;
import dev.mandate.identity.tokens.TokenRefusal;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * A device asks whether its person has agreed, and gets its tokens once he has. Its code works once: whoever comes with it again ends all
 * that it gave.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628#section-3.4">RFC 8628 section 3.4</a>
 */
@ApplicationScoped
class DeviceGrant implements GrantHandler {
    private final DeviceRequests requests;
    private final FirstTokens tokens;

    DeviceGrant(DeviceRequests requests, FirstTokens tokens) {
        this.requests = requests;
        this.tokens = tokens;
    }

    @Override
    public GrantType type() {
        return GrantType.DEVICE_CODE;
    }

    @Override
    public Uni<Result<Issue, TokenRefusal>> issue(
            TokenRequest request, Optional<Client> asking, RequestedAccess asked) {
        var client = asking.orElseThrow();
        var code = ((DeviceCodeGrant) request.getAuthorizationGrant())
                .getDeviceCode()
                .getValue();
        return requests.poll(code, client)
                .chain(answered -> answered.chain(authorization -> tokens.taken(authorization, client, request)));
    }
}
